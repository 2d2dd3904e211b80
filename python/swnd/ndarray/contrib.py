"""What MXNet has in `nd.contrib`."""

from swnd.ndarray._contrib import *  # noqa: F403
from swnd.ndarray.zipfian import rand_zipfian as rand_zipfian
