"""Types that the stubs share."""

from collections.abc import Sequence
from typing import Any, SupportsIndex

from typing_extensions import TypeAlias

Axes: TypeAlias = SupportsIndex | Sequence[SupportsIndex | None]
"""An int, or several."""

ShapeLike: TypeAlias = SupportsIndex | Sequence[SupportsIndex]
"""The length of an only axis, or the lengths of all."""

DTypeLike: TypeAlias = str | type[Any]
"""A dtype by its name, or NumPy's class of it."""
