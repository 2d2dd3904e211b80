"""What programs print with: arrays as lists, and what a call came to."""

from __future__ import annotations

from typing import Any, Callable


def show(*values: Any) -> None:
    """Prints arrays as nested lists of numbers rounded to four digits, other things as they are."""
    print(*(_plain(value) for value in values))


def _plain(value: Any) -> Any:
    if hasattr(value, "asnumpy"):
        return _plain(value.asnumpy().tolist())
    if isinstance(value, (list, tuple)):
        return type(value)(_plain(item) for item in value)
    return float(f"{value:.4g}") if isinstance(value, float) else value


def outcome(function: Callable[[], Any]) -> None:
    """Prints the result of a call, or the classes of what it raises, the nearest first."""
    try:
        result = function()
        text = _plain(result)
    except Exception as error:
        text = failure(error)
    print(text)


def failure(error: Exception) -> str:
    """The classes of an exception, the nearest first."""
    classes = [kind.__name__ for kind in type(error).__mro__]
    return "raises " + " ".join(classes[: classes.index("Exception")])


def leaf(mx: Any, values: Any, grad_req: str = "write", dtype: str = "float32") -> Any:
    """An array with a gradient attached."""
    x = mx.nd.array(values, dtype=dtype)
    x.attach_grad(grad_req)
    return x
