"""What MXNet has in `nd.contrib`."""

from swnd.ndarray._contrib import *  # noqa: F403
