"""Arrays and operators: `nd`."""

from swnd.engine import waitall as waitall
from swnd.ndarray import _operators
from swnd.ndarray import contrib as contrib
from swnd.ndarray import linalg as linalg
from swnd.ndarray import ndarray as ndarray
from swnd.ndarray import random as random
from swnd.ndarray._files import *  # noqa: F403
from swnd.ndarray._functions import *  # noqa: F403
from swnd.ndarray._operators import *  # noqa: F403
from swnd.ndarray._sharing import *  # noqa: F403
from swnd.ndarray._statistics import *  # noqa: F403
from swnd.ndarray.ndarray import NDArray as NDArray

# isort: split
# Functions whose arguments are others than those of the operators of the same names.
from swnd.ndarray._adapted import *  # type: ignore[assignment]  # noqa: F403
from swnd.ndarray._creation import *  # type: ignore[assignment]  # noqa: F403

op = _operators
