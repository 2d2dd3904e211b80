"""What moves, joins, cuts and picks elements, of shapes and places drawn at random."""

from __future__ import annotations

from typing import Any, Iterator

import numpy as np
from records import Case

from .asking import Raw, ask
from .drawing import Draw, Sampler, drawn


def questions() -> Iterator[Case]:
    yield from drawn(_samplers())


def _samplers() -> dict[str, Sampler]:
    return {
        **dict.fromkeys(("slice", "crop"), _box),
        **dict.fromkeys(("concat", "Concat", "concatenate", "stack"), _join),
        **dict.fromkeys(("split", "SliceChannel"), _split),
        **dict.fromkeys(("depth_to_space", "space_to_depth"), _depth),
        **dict.fromkeys(("pad", "Pad"), _pad),
        **dict.fromkeys(("flip", "reverse"), _flip),
        **dict.fromkeys(("swapaxes", "SwapAxis"), _swap),
        **dict.fromkeys(("broadcast_axis", "broadcast_axes"), _broadcast_axis),
        **dict.fromkeys(("expand_dims", "squeeze"), _ones),
        **dict.fromkeys(("cast", "Cast", "astype"), _cast),
        **dict.fromkeys(("ravel_multi_index", "unravel_index"), _linear),
        "slice_like": _slice_like,
        "split_v2": _split_v2,
        "tile": _tile,
        "repeat": _repeat,
        "transpose": _transpose,
        "moveaxis": _move,
        "diag": _diag,
        "reshape": _reshape,
        "broadcast_to": _broadcast_to,
        "broadcast_like": _broadcast_like,
        "reshape_like": _reshape_like,
        "take": _take,
        "pick": _pick,
        "one_hot": _one_hot,
        "batch_take": _of_rows,
        "choose_element_0index": _of_rows,
        "gather_nd": _gather,
        "fill_element_0index": _fill,
        "scatter_nd": _scatter,
        "index_copy": _index_copy,
        "boolean_mask": _mask,
        "index_array": _index_array,
        "getitem": _getitem,
        "setitem": _setitem,
    }


def _slice(draw: Draw, length: int) -> slice:
    """One that selects something."""
    low, high = sorted(draw.random.choice(length + 1, 2, replace=False).tolist())
    step = draw.one_of(1, 1, 2, -1, -2)
    if step < 0:
        low, high = high - 1, low - 1 if low else None
    elif high == length and draw.chance(0.5):
        high = None
    return slice(low, high, step)


def _box(draw: Draw, name: str) -> Case:
    x = draw.any()
    parts = [_slice(draw, length) for length in x.shape]
    begin, end, step = zip(*[(part.start, part.stop, part.step) for part in parts])
    return ask("slice", f"nd.{name}", x, begin=begin, end=end, step=step, grad=draw.grad(x))


def _join(draw: Draw, name: str) -> Case:
    shape, dtype = draw.shape(), draw.dtype()
    axis = draw.axis(len(shape), is_counted_back=name != "concatenate")

    def part() -> np.ndarray:
        lengths = list(shape)
        lengths[axis] = lengths[axis] if name == "stack" else draw.number(1, 4)
        return draw.array(tuple(lengths), dtype)

    parts = [part() for _ in range(draw.number(1, 5))]
    grad = draw.grad(*parts)
    if name == "concatenate":
        return ask("concat", f"nd.{name}", parts, axis=axis)
    keyword = {"axis" if name == "stack" else "dim": axis}
    return ask(name.lower(), f"nd.{name}", *parts, grad=grad, **keyword)


def _split(draw: Draw, name: str) -> Case:
    x = draw.any(2)
    axis = draw.axis(x.ndim)
    count = draw.one_of(1, 2, x.shape[axis], x.shape[axis])
    options = draw.some(squeeze_axis=draw.one_of(True, False, False))
    return ask("split", f"nd.{name}", x, num_outputs=count, axis=axis, **options)


def _split_v2(draw: Draw, name: str) -> Case:
    x = draw.any()
    axis = draw.axis(x.ndim)
    length = x.shape[axis]
    inner = {draw.number(1, length) for _ in range(2)} if length > 1 else {0}
    places = draw.one_of(length, 1, tuple(sorted(inner)) if length > 1 else 1)
    return ask(name, f"nd.{name}", x, places, axis=axis)


def _slice_like(draw: Draw, name: str) -> Case:
    x = draw.any()
    like = draw.array(tuple(draw.number(1, n + 1) for n in x.shape), x.dtype.name)
    options = draw.some(axes=draw.axes(x.ndim))
    return ask(name, f"nd.{name}", x, like, grad=draw.grad(x), **options)


def _depth(draw: Draw, name: str) -> Case:
    block, (rows, columns) = draw.one_of(1, 2, 2, 3), draw.shape(2, 2)
    odd = draw.one_of(0, 0, 0, 1)
    shape = (rows, block * block * draw.number(1, 3) + odd, columns, draw.number(1, 3))
    if name == "space_to_depth":
        shape = (rows, columns, block * draw.number(1, 3) + odd, block * draw.number(1, 3))
    x = draw.array(shape, draw.dtype())
    return ask(name, f"nd.{name}", x, block, grad=draw.grad(x))


def _pad(draw: Draw, name: str) -> Case:
    x = draw.array(draw.shape(4, 5, 3), draw.one_of("float32", "float64"))
    mode = draw.one_of("constant", "edge", "reflect")
    most = [length if mode == "reflect" else 4 for length in x.shape[2:]]
    width = (0, 0, 0, 0, *[draw.number(0, n) for n in most for _ in range(2)])
    options = draw.some(constant_value=2.5) if mode == "constant" else {}
    return ask("pad", f"nd.{name}", x, mode=mode, pad_width=width, grad=draw.grad(x), **options)


def _tile(draw: Draw, name: str) -> Case:
    x = draw.any(1, 2)
    reps = tuple(draw.number(1, 4) for _ in range(draw.number(1, 4)))
    return ask(name, draw.form(name), x, reps=reps, grad=draw.grad(x))


def _repeat(draw: Draw, name: str) -> Case:
    x = draw.any(1, 3)
    options = draw.some(axis=draw.one_of(None, draw.axis(x.ndim)))
    return ask(name, draw.form(name), x, repeats=draw.number(1, 4), grad=draw.grad(x), **options)


def _flip(draw: Draw, name: str) -> Case:
    x = draw.any()
    axis = draw.one_of(draw.axis(x.ndim, False), draw.axes(x.ndim, False))
    return ask("flip", f"nd.{name}", x, axis=axis, grad=draw.grad(x))


def _swap(draw: Draw, name: str) -> Case:
    x = draw.any(1, 5)
    first, second = draw.axis(x.ndim, False), draw.axis(x.ndim, False)
    return ask("swapaxes", f"nd.{name}", x, dim1=first, dim2=second, grad=draw.grad(x))


def _transpose(draw: Draw, name: str) -> Case:
    x = draw.any(1, 5)
    options = draw.some(axes=tuple(draw.random.permutation(x.ndim).tolist()))
    return ask(name, draw.form(name), x, grad=draw.grad(x), **options)


def _move(draw: Draw, name: str) -> Case:
    x = draw.any()
    return ask(name, f"nd.{name}", x, draw.axis(x.ndim), draw.axis(x.ndim), grad=draw.grad(x))


def _diag(draw: Draw, name: str) -> Case:
    x = draw.array(tuple(draw.number(2, 5) for _ in range(draw.number(1, 5))), draw.dtype())
    options = draw.some(k=draw.one_of(0, 1, -1))
    if x.ndim > 2 and draw.chance(0.6):
        first, second = draw.random.permutation(x.ndim)[:2].tolist()
        options.update(axis1=first, axis2=second)
    return ask(name, draw.form(name), x, grad=draw.grad(x), **options)


def _broadcast_axis(draw: Draw, name: str) -> Case:
    shape = list(draw.shape())
    axes = draw.axes(len(shape), False)
    for axis in axes:
        shape[axis] = 1 if draw.chance(0.95) else 2
    x = draw.array(tuple(shape), draw.dtype())
    sizes = tuple(draw.number(1, 4) for _ in axes)
    if len(axes) == 1 and draw.chance(0.5):
        axes, sizes = axes[0], sizes[0]
    return ask("broadcast_axis", f"nd.{name}", x, axis=axes, size=sizes, grad=draw.grad(x))


def _with_ones(draw: Draw, shape: tuple) -> tuple:
    return tuple(1 if draw.chance(0.4) else length for length in shape)


def _broadcast_to(draw: Draw, name: str) -> Case:
    shape = draw.shape()
    x = draw.array(_with_ones(draw, shape), draw.dtype())
    return ask(name, draw.form(name), x, shape=shape, grad=draw.grad(x))


def _broadcast_like(draw: Draw, name: str) -> Case:
    shape = draw.shape()
    x, like = (draw.array(s, "float32") for s in (_with_ones(draw, shape), shape))
    ones = [axis for axis, length in enumerate(x.shape) if length == 1]
    if ones and draw.chance(0.5):
        axis = draw.one_of(*ones)
        other = axis - draw.one_of(0, len(shape))
        axes = {"lhs_axes": (axis,), "rhs_axes": (other,)}
        return ask(name, f"nd.{name}", x, like, grad=draw.grad(x), **axes)
    return ask(name, f"nd.{name}", x, like, grad=draw.grad(x))


def _reshape(draw: Draw, name: str) -> Case:
    x = draw.any()
    rest = draw.one_of(-1, -2)
    codes = (0, rest, -3, 1, 2, 3, 4, x.shape[0])
    shape = tuple(draw.one_of(*codes) for _ in range(draw.number(1, 4)))
    if draw.chance(0.3):
        shape = (-4, draw.one_of(1, -1), x.shape[0], *[0] * (x.ndim - 1))
    options = {} if -4 in shape else draw.some(reverse=draw.one_of(True, False, False))
    return ask(name, "x.reshape", x, shape=shape, **options)


def _reshape_like(draw: Draw, name: str) -> Case:
    x = draw.any()
    shape = tuple(x.shape[axis] for axis in draw.random.permutation(x.ndim))
    like = draw.array(draw.one_of(shape, shape, (x.size,)))
    return ask(name, draw.form(name), x, like, grad=draw.grad(x))


def _ones(draw: Draw, name: str) -> Case:
    if name == "expand_dims":
        x = draw.any()
        axis = draw.axis(x.ndim + 1)
        return ask(name, draw.form(name), x, axis=axis, grad=draw.grad(x))
    x = draw.array((*_with_ones(draw, draw.shape(1, 3)), 2), draw.dtype())
    return ask(name, draw.form(name), x, grad=draw.grad(x), **draw.some(axis=draw.axis(x.ndim)))


def _cast(draw: Draw, name: str) -> Case:
    x = np.abs(draw.any())
    dtype = draw.one_of("float32", "float64", "float16", "int32", "int64", "int8")
    if name == "astype":
        return ask("cast", "x.astype", x, dtype)
    return ask("cast", f"nd.{name}", x, dtype=dtype)


def _take(draw: Draw, name: str) -> Case:
    x = draw.any()
    axis = draw.axis(x.ndim)
    indices = draw.indices(draw.shape(1, 2), -3, x.shape[axis] + 3)
    mode = draw.one_of("clip", "wrap")
    grad = _only(draw, x, indices)
    return ask(name, draw.form(name), x, indices, axis=axis, mode=mode, grad=grad)


def _only(draw: Draw, x: np.ndarray, indices: np.ndarray) -> bool:
    """Whether to ask for gradients, where indices cannot have them."""
    return indices.dtype.kind == "i" and draw.grad(x)


def _pick(draw: Draw, name: str) -> Case:
    x = draw.any(2)
    axis, keepdims = draw.axis(x.ndim), draw.chance(0.3)
    shape = list(x.shape)
    if keepdims:
        shape[axis] = 1
    else:
        del shape[axis]
    indices = draw.indices(tuple(shape), -3, x.shape[axis] + 3)
    options = {"axis": axis, "keepdims": keepdims, "mode": draw.one_of("clip", "wrap")}
    return ask(name, f"nd.{name}", x, indices, grad=_only(draw, x, indices), **options)


def _one_hot(draw: Draw, name: str) -> Case:
    indices = draw.indices(draw.shape(1, 3), -1, 6)
    options = draw.some(
        on_value=draw.one_of(2, 3), off_value=-1, dtype=draw.one_of("int32", "float64", "float16")
    )
    return ask(name, f"nd.{name}", indices, draw.one_of(1, 3, 5, 6), **options)


def _of_rows(draw: Draw, name: str) -> Case:
    x = draw.any(2, 2)
    indices = draw.random.randint(0, x.shape[1], size=len(x)).astype("int32")
    op = "pick" if name == "choose_element_0index" else name
    grad = op == "pick" and draw.grad(x)
    return ask(op, f"nd.{name}", x, indices, grad=grad)


def _fill(draw: Draw, name: str) -> Case:
    x = draw.array(draw.shape(2, 2))
    indices = draw.random.randint(0, x.shape[1], size=len(x)).astype("float32")
    return ask(name, f"nd.{name}", x, draw.array((len(x),)), indices)


def _points(draw: Draw, shape: tuple, are_different: bool) -> np.ndarray:
    """Indices for the first axes of a shape: [axes, points]."""
    lead = shape[: draw.number(1, len(shape) + 1)]
    total = int(np.prod(lead))
    count = draw.number(1, total + 1)
    chosen = draw.random.choice(total, count, replace=not are_different)
    return np.stack(np.unravel_index(chosen, lead)).astype(draw.one_of("int32", "int64"))


def _gather(draw: Draw, name: str) -> Case:
    x = draw.any(1, 3)
    return ask(name, f"nd.{name}", x, _points(draw, x.shape, False), grad=draw.grad(x))


def _scatter(draw: Draw, name: str) -> Case:
    shape = draw.shape(1, 3)
    points = _points(draw, shape, True)
    x = draw.array((points.shape[1], *shape[len(points) :]), draw.dtype())
    return ask(name, f"nd.{name}", x, points, shape, grad=draw.grad(x))


def _index_copy(draw: Draw, name: str) -> Case:
    x = draw.any(1, 3)
    rows = draw.random.permutation(len(x))[: draw.number(1, len(x) + 1)].astype("int32")
    new = draw.array((len(rows), *x.shape[1:]), x.dtype.name)
    return ask(name, f"nd.contrib.{name}", x, rows, new, grad=draw.grad(x))


def _mask(draw: Draw, name: str) -> Case:
    x = draw.any(1, 3)
    mask = draw.random.randint(0, 2, size=len(x))
    mask[draw.number(0, len(x))] = 1
    mask = mask.astype(draw.one_of("float32", "int32", "uint8"))
    return ask(name, f"nd.contrib.{name}", x, mask, grad=_only(draw, x, mask))


def _index_array(draw: Draw, name: str) -> Case:
    x = draw.any(1, 3)
    return ask(name, f"nd.contrib.{name}", x, **draw.some(axes=draw.axes(x.ndim)))


def _linear(draw: Draw, name: str) -> Case:
    shape = draw.shape()
    dtype = draw.one_of("float32", "int32", "int64")
    numbers = draw.random.randint(0, int(np.prod(shape)), size=draw.shape(1, 1))
    if name == "ravel_multi_index":
        numbers = np.stack(np.unravel_index(numbers, shape))
    return ask(name, f"nd.{name}", numbers.astype(dtype), shape=shape)


def _key(draw: Draw, shape: tuple) -> Any:
    """Integers and slices for some of the first axes."""
    parts = [
        draw.one_of(draw.axis(length), _slice(draw, length), _slice(draw, length), slice(None))
        for length in shape[: draw.number(1, len(shape) + 1)]
    ]
    return parts[0] if len(parts) == 1 else tuple(parts)


def _getitem(draw: Draw, name: str) -> Case:
    x = draw.any()
    return ask(name, f"operator.{name}", x, _key(draw, x.shape), grad=draw.grad(x))


def _setitem(draw: Draw, name: str) -> Case:
    x = draw.any()
    key = _key(draw, x.shape)
    shape = x[key].shape or (1,)
    value = draw.array(_with_ones(draw, shape), x.dtype.name)
    return ask(name, f"operator.{name}", x, key, draw.one_of(7, value, Raw(value)))
