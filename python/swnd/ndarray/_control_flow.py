"""Loops and branches: `foreach`, `while_loop`, `cond`.

They run as Python runs them, so what the bodies do is recorded operator by operator, and gradients
pass through.
"""

from __future__ import annotations

from typing import Any, Callable, List, Union

from swnd.base import MXNetTypeError, MXNetValueError
from swnd.ndarray._operators import concat, stack, zeros
from swnd.ndarray._runtime import renaming, shown, wrong_kind
from swnd.ndarray.ndarray import NDArray

__all__ = ["cond", "foreach", "while_loop"]

Nested = Union[NDArray, List[Any]]
"""An array, or a list of arrays and such lists."""

_Body = Callable[..., Any]


def foreach(body: _Body, data: Nested, init_states: Nested) -> tuple[Nested, Nested]:
    """Calls a function for each index of the first axis, passing states from call to call.

    Parameters
    ----------
    body : callable
        `outputs, states = body(slice, states)`: `slice` is the part of `data` at an index, an array
        or, where `data` is a list, a list of arrays. Outputs are an array or nested lists of them.
    data : NDArray or list of NDArray
        What is gone through. All have the same length.
    init_states : NDArray or nested lists of NDArray
        The states of the first call.

    Returns
    -------
    outputs : NDArray or nested lists of NDArray
        The outputs of all calls, stacked along a new first axis.
    states : NDArray or nested lists of NDArray
        The states that the last call returned.

    Examples
    --------
    >>> x = nd.array([[1, 2], [3, 4]])
    >>> sums, last = nd.contrib.foreach(lambda row, s: (row + s, row + s), x, nd.zeros(2))
    >>> sums.asnumpy().tolist()
    [[1.0, 2.0], [4.0, 6.0]]
    """
    _check_callable(body, "foreach", "body")
    arrays = _flat(data, "foreach", "data")
    _flat(init_states, "foreach", "init_states")
    lengths = {len(array) for array in arrays}
    if len(lengths) != 1 or lengths == {0}:
        found = ", ".join(str(array.shape) for array in arrays)
        raise MXNetValueError(
            f"foreach: data must have the same length, at least 1, along axis 0; shapes: {found}"
        )
    is_list = isinstance(data, (list, tuple))
    states: Any = init_states
    rows = []
    structure: Any = None
    for index in range(len(arrays[0])):
        part = [array[index] for array in data] if is_list else data[index]
        outputs, states = _pair(body(part, states), "foreach", "body")
        rows.append(_flat(outputs, "foreach", "what body returned"))
        structure = outputs
    return _packed(structure, [stack(*column, axis=0) for column in zip(*rows)]), states


def while_loop(
    cond: _Body, func: _Body, loop_vars: Nested, max_iterations: int | None = None
) -> tuple[Nested, Nested]:
    """Calls a function while a condition holds, passing variables from call to call.

    Parameters
    ----------
    cond : callable
        `cond(*loop_vars)`: an array of one element, or a number; the loop ends when it is zero.
    func : callable
        `outputs, loop_vars = func(*loop_vars)`. Outputs are an array, nested lists of them, or
        None; those of all calls have the same shapes. The number of variables does not change.
    loop_vars : NDArray or nested lists of NDArray
        The variables of the first call; one array is a list of one.
    max_iterations : int
        The most calls of `func`.

    Returns
    -------
    outputs : NDArray or nested lists of NDArray
        The outputs of all calls, stacked along a new first axis of length `max_iterations`; what no
        call gave is zero. An empty list if there was no call or no output.
    loop_vars : NDArray or nested lists of NDArray
        The variables that the last call returned.

    Examples
    --------
    >>> powers, last = nd.contrib.while_loop(
    ...     lambda x: x < 10, lambda x: (x, x * 2), nd.array([1]), max_iterations=5)
    >>> powers.asnumpy().tolist(), last.asnumpy().tolist()
    ([[1.0], [2.0], [4.0], [8.0], [0.0]], [16.0])
    """
    _check_callable(cond, "while_loop", "cond")
    _check_callable(func, "while_loop", "func")
    if max_iterations is None:
        raise MXNetValueError("while_loop: max_iterations must be given")
    try:
        most = int(max_iterations)
    except (TypeError, ValueError):
        raise MXNetValueError(
            f"while_loop: max_iterations is {max_iterations!r}, not an integer"
        ) from None
    is_list = isinstance(loop_vars, (list, tuple))
    variables: Any = loop_vars if is_list else [loop_vars]
    if not variables:
        raise MXNetValueError("while_loop: loop_vars is empty")
    _flat(variables, "while_loop", "loop_vars")
    rows: list[list[NDArray]] = []
    structure: Any = None
    while len(rows) < most and _number(cond(*variables), "while_loop", "cond"):
        outputs, new = _pair(func(*variables), "while_loop", "func")
        structure = [] if outputs is None else outputs
        row = _flat(structure, "while_loop", "what func returned")
        if rows and len(row) != len(rows[0]):
            raise MXNetValueError(
                f"while_loop: func returned {len(row)} outputs, and {len(rows[0])} before"
            )
        rows.append(row)
        variables = _renewed(variables, new)
    stacked = [_padded(stack(*column, axis=0), most) for column in zip(*rows)]
    outputs = _packed(structure, stacked) if stacked else []
    return outputs, variables if is_list else variables[0]


def _renewed(variables: Any, new: Any) -> Any:
    new = new if isinstance(new, (list, tuple)) else [new]
    if len(new) != len(variables):
        raise MXNetValueError(
            f"while_loop: func returned {len(new)} loop_vars, and there are {len(variables)}"
        )
    _flat(new, "while_loop", "loop_vars that func returned")
    return list(new)


def _padded(array: NDArray, length: int) -> NDArray:
    """The array with zeros behind it, to a length of the first axis."""
    missing = length - len(array)
    if missing == 0:
        return array
    with renaming("while_loop"):
        rest = zeros((missing, *array.shape[1:]), dtype=array.dtype, ctx=array.context)
        return concat(array, rest, dim=0)


def cond(pred: Any, then_func: _Body, else_func: _Body) -> Nested:
    """The result of one of two functions.

    Parameters
    ----------
    pred : NDArray or number
        One element. Where it is not zero, `then_func()` is called, otherwise `else_func()`.
    then_func, else_func : callable
        Functions without parameters.

    Returns
    -------
    NDArray or nested lists of NDArray
        What the function returned.

    Examples
    --------
    >>> x = nd.array([3])
    >>> nd.contrib.cond(x > 2, lambda: x * 10, lambda: x).asnumpy().tolist()
    [30.0]
    """
    _check_callable(then_func, "cond", "then_func")
    _check_callable(else_func, "cond", "else_func")
    branch = then_func if _number(pred, "cond", "pred") else else_func
    result: Nested = branch()
    return result


def _check_callable(function: Any, operator: str, name: str) -> None:
    if not callable(function):
        raise wrong_kind(operator, name, "a function", function)


def _pair(returned: Any, operator: str, name: str) -> tuple[Any, Any]:
    """The two things that a body returned."""
    try:
        outputs, new = returned
    except (TypeError, ValueError):
        raise MXNetTypeError(
            f"{operator}: {name} must return a pair, not {shown(returned)}"
        ) from None
    return outputs, new


def _number(value: Any, operator: str, name: str) -> bool:
    if isinstance(value, NDArray):
        if value.size != 1:
            raise MXNetValueError(f"{operator}: {name} has shape {value.shape}, not one element")
        return bool(value.asscalar())
    try:
        return bool(value + 0)
    except (TypeError, ValueError):
        raise wrong_kind(operator, name, "an NDArray of one element or a number", value) from None


# Nested lists


def _flat(nested: Any, operator: str, name: str) -> list[NDArray]:
    """All arrays of nested lists, in order."""
    if isinstance(nested, NDArray):
        return [nested]
    if isinstance(nested, (list, tuple)):
        return [array for item in nested for array in _flat(item, operator, name)]
    raise wrong_kind(operator, name, "an NDArray or nested lists of them", nested)


def _packed(structure: Any, arrays: list[NDArray]) -> Any:
    """Arrays in the nested lists of something that was flattened."""
    remaining = iter(arrays)

    def build(part: Any) -> Any:
        return next(remaining) if isinstance(part, NDArray) else [build(item) for item in part]

    return build(structure)
