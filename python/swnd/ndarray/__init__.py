"""Arrays and operators: `nd`."""

from swnd.engine import waitall
from swnd.ndarray import _operators as op
from swnd.ndarray import ndarray, random
from swnd.ndarray._functions import *  # noqa: F403
from swnd.ndarray._functions import __all__ as _functions
from swnd.ndarray._operators import *  # noqa: F403
from swnd.ndarray._operators import __all__ as _operators_all
from swnd.ndarray.creation import *  # noqa: F403
from swnd.ndarray.creation import __all__ as _creation
from swnd.ndarray.ndarray import NDArray

__all__ = ["NDArray", "ndarray", "op", "random", "waitall"]
__all__ += _functions + _operators_all + _creation
