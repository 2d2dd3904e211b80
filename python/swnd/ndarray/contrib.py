"""Operators that MXNet counts as contributed: `nd.contrib`."""

from swnd.ndarray._contrib import *  # noqa: F403
