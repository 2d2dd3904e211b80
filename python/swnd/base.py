"""Errors, as `mx.base` has them."""

from __future__ import annotations

__all__ = [
    "MXNetError",
    "MXNetIndexError",
    "MXNetLibraryError",
    "MXNetMemoryError",
    "MXNetTypeError",
    "MXNetValueError",
]


class MXNetError(RuntimeError):
    """What swnd raises. The message begins with the operator's name and shows shapes and dtypes."""


class MXNetValueError(MXNetError, ValueError):
    """A shape, size or parameter that does not fit."""


class MXNetTypeError(MXNetError, TypeError):
    """A dtype or kind of argument that does not fit."""


class MXNetIndexError(MXNetError, IndexError):
    """An index or axis out of range."""


class MXNetMemoryError(MXNetError, MemoryError):
    """Memory could not be had."""


class MXNetLibraryError(MXNetError, ImportError):
    """The compiled library or another package is missing, or does not run on this processor."""
