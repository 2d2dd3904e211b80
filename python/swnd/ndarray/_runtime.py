"""What the generated functions in `_operators` stand on: arguments into C values, and back.

The fast way through each function here is the first lines of it; the rest says what is wrong, by
the names of operator and parameter.
"""

from __future__ import annotations

import struct
from ctypes import c_void_p
from typing import TYPE_CHECKING, Any, Callable, Iterable

import numpy

from swnd._library import (  # noqa: F401
    ARRAY,
    ARRAYS,
    BOOLEAN,
    CHOICE,
    CONTEXT,
    COUNT,
    DTYPE,
    INTEGER,
    INTEGERS,
    NONE,
    OUT,
    OUTS,
    REAL,
    context_value,
    failure,
    function,
)
from swnd.base import MXNetError, MXNetTypeError, MXNetValueError
from swnd.context import Context, current_context

if TYPE_CHECKING:
    from swnd.ndarray.ndarray import NDArray, new
else:
    # The class is put here, and in the other modules that make or recognise arrays, by ndarray.py,
    # and so is what makes an array without a handle: quicker than the class, whose __init__ is for
    # people and for pickles.
    NDArray = None
    new = None

pointer = c_void_p
"""A cell for a handle: what a C function fills in, and what an array keeps."""

_assign = function("swnd_array_assign", ARRAY, ARRAY)

_MOST_VALUES = 2**31 - 1
_MOST_OUTPUTS = 2**20


# Results


def wrap(cell: c_void_p) -> NDArray:
    """The array of a handle that a C function filled in."""
    result = new()
    result._cell = cell
    return result


def made(call: Callable[..., int], *arguments: Any) -> NDArray:
    """The array that a C function makes."""
    cell = pointer()
    status = call(cell, *arguments)
    if status:
        raise failure(status)
    return wrap(cell)


class renaming:
    """A block whose errors begin with the name of the function that was called."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if isinstance(error, MXNetError):
            text = str(error)
            raise type(error)(self.name + text[text.find(":") :]) from None


def into(out: Any, cell: c_void_p, operator: str) -> NDArray:
    """Puts a result into the array that was given for it."""
    return store(wrap(cell), out, operator)


def store(result: NDArray, out: Any, operator: str) -> NDArray:
    """The same for a result that is an array already."""
    if isinstance(out, (list, tuple)) and len(out) == 1:
        out = out[0]
    if not isinstance(out, NDArray):
        raise wrong_kind(operator, "out", "an NDArray", out)
    if out.shape != result.shape or out.dtype is not result.dtype:
        error = MXNetValueError if out.shape != result.shape else MXNetTypeError
        raise error(
            f"{operator}: the result is {facts(result)} and does not go into out, "
            f"which is {facts(out)}"
        )
    status = _assign(out._cell, result._cell)
    if status:
        raise failure(status)
    return out


def outputs(count: int, operator: str) -> Any:
    """Cells for several results, one after the other in memory."""
    if not 0 < count <= _MOST_OUTPUTS:
        raise MXNetValueError(f"{operator}: there cannot be {count} results")
    return (c_void_p * count)()


def arrays(cells: Any, out: Any, operator: str) -> NDArray | list[NDArray]:
    """The arrays of several handles; the array itself where there is one only."""
    results = [wrap(c_void_p(handle)) for handle in cells]
    if out is not None:
        if not isinstance(out, (NDArray, list, tuple)):
            raise wrong_kind(operator, "out", "an NDArray or a list of them", out)
        targets = [out] if isinstance(out, NDArray) else out
        if len(targets) != len(results):
            raise MXNetValueError(
                f"{operator}: there are {len(results)} results and {len(targets)} arrays in out"
            )
        results = [store(*pair, operator) for pair in zip(results, targets)]
    return results[0] if len(results) == 1 else results


def facts(array: NDArray) -> str:
    """What an array is, for messages."""
    return f"{array.dtype.__name__} {array.shape}"


# Inputs


def not_an_array(operator: str, **inputs: Any) -> MXNetTypeError:
    """The error for inputs of which at least one is no NDArray."""
    for name, value in inputs.items():
        if not isinstance(value, NDArray):
            if value is None and len(inputs) > 1 and name != next(iter(inputs)):
                continue
            return wrong_kind(operator, name, "an NDArray", value)
    return MXNetTypeError(f"{operator}: {' and '.join(inputs)} must be NDArrays")


def pointers(arrays: Any, operator: str, name: str, optional: bool = False) -> bytes:
    """The handles of some arrays, packed; NULL for None where that is allowed."""
    try:
        handles = [0 if optional and array is None else array._cell.value for array in arrays]
    except AttributeError:
        for index, array in enumerate(arrays):
            if not isinstance(array, NDArray) and not (optional and array is None):
                raise wrong_kind(operator, f"{name}[{index}]", "an NDArray", array) from None
        raise
    return struct.pack(f"{len(handles)}P", *handles)


# Parameters
#
# MXNet passes every parameter on as text, so its functions take texts as well: axis="1",
# shape="(2, 3)", keepdims="True". What is a text here is read as MXNet reads it.


def following(out: Any, name: str, value: Any, operator: str) -> Any:
    """A parameter that is that of `out` where it is not given: `shape` or `dtype`."""
    if isinstance(out, (list, tuple)) and len(out) == 1:
        out = out[0]
    if not isinstance(out, NDArray):
        raise wrong_kind(operator, "out", "an NDArray", out)
    return getattr(out, name) if value is None else value


def _is_none(value: Any) -> bool:
    return value is None or (isinstance(value, str) and value.strip() == "None")


def integer(value: Any, operator: str, name: str) -> int:
    """An int parameter."""
    if type(value) is int and NONE < value < -NONE:
        return value
    return _integer(value, operator, name)


def _integer(value: Any, operator: str, name: str) -> int:
    try:
        if isinstance(value, str):
            number = int(value)
        elif isinstance(value, bool):
            raise TypeError  # True is no axis, though it is an int to Python
        else:
            number = value.__index__()
    except (AttributeError, TypeError, ValueError):
        raise wrong_kind(operator, name, "an int", value) from None
    if not NONE < number < -NONE:
        raise MXNetValueError(f"{operator}: {name} is {number}, which has more than 64 bits")
    return number


def optional_integer(value: Any, operator: str, name: str) -> int:
    """An int parameter that may be None."""
    return NONE if _is_none(value) else integer(value, operator, name)


def real(value: Any, operator: str, name: str) -> float:
    """A float parameter."""
    if type(value) is float:
        return value
    if _is_number(value) or isinstance(value, str):
        try:
            return float(value)
        except OverflowError:
            raise MXNetValueError(f"{operator}: {name} is too large for a float") from None
        except ValueError:
            pass
    raise wrong_kind(operator, name, "a number", value)


def _is_number(value: Any) -> bool:
    if isinstance(value, numpy.ndarray):
        return value.ndim == 0 and value.dtype.kind in "biuf"
    return isinstance(value, (int, float, numpy.number, numpy.bool_)) and not isinstance(
        value, numpy.complexfloating
    )


def optional_real(value: Any, operator: str, name: str) -> float:
    """A float parameter that may be None."""
    return _NAN if _is_none(value) else real(value, operator, name)


_NAN = float("nan")


def boolean(value: Any, operator: str, name: str) -> bool:
    """A bool parameter; 0 and 1 do as well."""
    if value is True or value is False:
        return value
    if isinstance(value, (int, numpy.bool_, numpy.integer)) and value in (0, 1):
        return bool(value)
    if isinstance(value, str):
        try:
            return _TRUTHS[value.lower()]
        except KeyError:
            pass
    raise wrong_kind(operator, name, "a bool", value)


_TRUTHS = {"true": True, "1": True, "false": False, "0": False}


_pack = [struct.Struct(f"{count}q").pack for count in range(17)]


def integers(value: Any, operator: str, name: str) -> tuple[bytes | None, int]:
    """A parameter that is a list of ints, or one int: packed, and how many."""
    if value is None:
        return None, 0
    try:
        if type(value) is tuple:
            count = len(value)
            return _pack[count](*value), count
        if type(value) is int:
            return _pack[1](value), 1
    except (struct.error, IndexError):
        pass
    return _integers(value, operator, name)


def _integers(value: Any, operator: str, name: str) -> tuple[bytes | None, int]:
    kind = "an int or a tuple of ints"
    if isinstance(value, str):
        if _is_none(value):
            return None, 0
        value = _listed(value)
    if isinstance(value, (str, bytes, dict, set)):
        raise wrong_kind(operator, name, kind, value)
    if hasattr(value, "__index__") and not getattr(value, "shape", ()):
        values = [_integer(value, operator, name)]
    else:
        try:
            if len(value) > _MOST_VALUES:
                raise MXNetValueError(f"{operator}: {name} has too many elements")
            items = list(value)
        except TypeError:
            raise wrong_kind(operator, name, kind, value) from None
        values = [
            NONE if item is None else _integer(item, operator, f"{name}[{index}]")
            for index, item in enumerate(items)
        ]
    return struct.pack(f"{len(values)}q", *values), len(values)


def _listed(text: str) -> Any:
    """What the text of a list of ints means; the text itself where it is none."""
    inner = text.strip()
    if inner[:1] + inner[-1:] in ("()", "[]"):
        inner = inner[1:-1].strip()
        if not inner:
            return ()
    try:
        return tuple(None if _is_none(item) else int(item) for item in inner.rstrip(",").split(","))
    except ValueError:
        return text


def choice(value: Any, table: dict[str, int], operator: str, name: str) -> int:
    """The number of a parameter that is one of some words."""
    try:
        return table[value]
    except (KeyError, TypeError):
        words = ", ".join(map(repr, table))
        raise MXNetValueError(f"{operator}: {name} is {shown(value)}, not one of {words}") from None


def context_struct(ctx: Any, operator: str) -> context_value:
    """The C value of a context; the current one for None."""
    if ctx is None:
        return current_context()._struct
    if isinstance(ctx, Context):
        return ctx._struct
    if isinstance(ctx, str):
        device, _, number = ctx.partition("(")
        if device in Context.devstr2type and number[:-1].isdecimal() and number[-1] == ")":
            return Context(device, int(number[:-1]))._struct
    raise wrong_kind(operator, "ctx", "a Context such as mx.cpu()", ctx)


def dense(stype: Any, operator: str) -> None:
    """Raises unless a kind of storage is the one that there is."""
    if not isinstance(stype, str) or stype != "default":
        raise MXNetValueError(f"{operator}: stype is {shown(stype)}, not 'default'")


# Dtypes

DTYPES: tuple[type, ...] = (
    numpy.float32,
    numpy.float64,
    numpy.float16,
    numpy.uint8,
    numpy.int32,
    numpy.int8,
    numpy.int64,
    numpy.bool_,
)
"""NumPy's classes, by `swnd_dtype`."""

_codes: dict[Any, int] = {None: -1, float: 1, int: 6, bool: 7}
for _code, _class in enumerate(DTYPES):
    for _key in (_class, numpy.dtype(_class), numpy.dtype(_class).name):
        _codes[_key] = _code


def dtype_code(dtype: Any, operator: str) -> int:
    """The number of a dtype given as a name or as NumPy has it; -1 for None."""
    try:
        return _codes[dtype]
    except (KeyError, TypeError):
        pass
    try:
        return _codes[numpy.dtype(dtype).name]  # the same for all classes and orders of bytes
    except (KeyError, TypeError, ValueError):
        names = ", ".join(numpy.dtype(known).name for known in DTYPES)
        raise MXNetTypeError(f"{operator}: no dtype {shown(dtype)}: there are {names}") from None


# Errors

# How many arrays there are, which the arrays tell themselves.
_MEANINGLESS = frozenset(("num_args", "num_arrays"))


def refuse(arguments: Iterable[str], operator: str) -> None:
    """Raises for keyword arguments that the operator does not know."""
    for name in arguments:
        if name not in _MEANINGLESS:
            raise MXNetTypeError(f"{operator}: no argument is called '{name}'")


def wrong_kind(operator: str, name: str, kind: str, value: Any) -> MXNetTypeError:
    """The error for an argument of the wrong kind."""
    return MXNetTypeError(f"{operator}: {name} must be {kind}, not {shown(value)}")


def shown(value: Any) -> str:
    """A value in a message: as it is written where that is short, else its type."""
    if isinstance(value, (str, int, float, type, type(None), numpy.dtype)):
        text = value.__name__ if isinstance(value, type) else repr(value)
        if len(text) <= 60:
            return text
    return f"a value of type {type(value).__name__}"
