"""What MXNet has in `nd.contrib`; loops and branches have bodies that are Python functions."""

from swnd.ndarray._contrib import *  # noqa: F403
from swnd.ndarray._control_flow import cond as cond
from swnd.ndarray._control_flow import foreach as foreach
from swnd.ndarray._control_flow import while_loop as while_loop
from swnd.ndarray._zipfian import rand_zipfian as rand_zipfian
