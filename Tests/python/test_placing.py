"""Operators that take indices, masks and lengths: errors, gradients, shapes that values give."""

from __future__ import annotations

import numpy as np
import pytest
import swnd as mx
from operator_inputs import array, generator, numbers
from operator_table import TABLE
from swnd import autograd, nd

FEW, MANY = (3, 4), (9, 9001)  # computed inside the call, and later


def grid(*shape):
    return numbers(generator(shape), shape, "float32")


@pytest.mark.tiny
def test_parts_of_nd_have_their_operators():
    spaces = {op["python_space"] for op in TABLE.values()}
    assert spaces == {None, "contrib"}
    for op in TABLE.values():
        if op["python_space"]:
            part = getattr(nd, op["python_space"])
            for name in [op["python_name"], *op["python_aliases"]]:
                assert getattr(part, name) is getattr(nd.op, name)
                assert not hasattr(nd, name)
                assert not hasattr(nd.NDArray, name)


# Indices outside of an axis.


def _wrong_calls(shape):
    x = array(grid(*shape))
    rows, columns = shape
    count = columns if columns > 100 else 1
    whole = nd.zeros((1, count))
    slices = nd.broadcast_to(nd.zeros((1, 1)), (count, columns))
    outside = whole + rows
    lengths = nd.full((columns,), rows + 1)
    yield "gather_nd", 0, rows, rows, lambda: nd.gather_nd(x, outside)
    below = nd.concat(whole, whole - columns - 1, dim=0)
    yield "gather_nd", 1, columns, -columns - 1, lambda: nd.gather_nd(x, below)
    yield "scatter_nd", 0, rows, rows, lambda: nd.scatter_nd(slices, outside, shape)
    yield "index_copy", 0, rows, rows, lambda: nd.contrib.index_copy(x, outside[0], slices)
    yield "take", 0, rows, rows, lambda: nd.take(x, outside, mode="raise")
    yield "take", 1, columns, -1, lambda: nd.take(x, whole - 1, axis=1, mode="raise")
    yield "SequenceLast", 0, rows, rows, lambda: nd.SequenceLast(x, lengths, True)
    yield "SequenceLast", 0, rows, -1, lambda: nd.SequenceLast(x, lengths * 0, True)
    yield "SequenceReverse", 0, rows, rows, lambda: nd.SequenceReverse(x, lengths, True)


@pytest.mark.parametrize("number", range(len(list(_wrong_calls(FEW)))))
def test_an_index_outside_names_operator_axis_and_length(number):
    """At the call where that computes, else at each read of the result."""
    for shape in (FEW, MANY):
        name, axis, size, index, call = list(_wrong_calls(shape))[number]
        text = f"^{name}: index {index} is out of range for axis {axis} with length {size}"
        if shape is FEW:
            with pytest.raises(IndexError, match=text) as raised:
                call()
            assert isinstance(raised.value, mx.MXNetError)
            continue
        result = call()
        for _ in range(2):
            with pytest.raises(IndexError, match=text):
                (result * 2).asnumpy()


def test_an_empty_axis_has_nothing_to_index():
    empty, one = nd.zeros((0, 3)), nd.zeros((1, 1))
    for call in (
        lambda: nd.gather_nd(empty, one),
        lambda: nd.scatter_nd(nd.ones((1, 3)), one, (0, 3)),
        lambda: nd.contrib.index_copy(empty, one[0], nd.ones((1, 3))),
        lambda: nd.take(empty, one),
        lambda: nd.SequenceLast(empty),
    ):
        with pytest.raises(IndexError):
            call().asnumpy()
    assert nd.gather_nd(empty, nd.zeros((1, 0))).shape == (0, 3)
    assert nd.contrib.boolean_mask(empty, nd.zeros((0,))).shape == (0, 3)


# Masks: the shape of the result depends on values.


@pytest.mark.parametrize("count", [0, 1, 5, 70_001])
def test_a_mask_waits_for_its_values(count):
    data = np.arange(2 * count, dtype=np.float32).reshape(count, 2)
    x = array(data)
    for mask in (data[:, 0] % 3 == 0, np.zeros(count, bool), np.ones(count, bool)):
        # Pending when it is asked for.
        pending = array(mask.astype(np.float32)) * 2 - 1 > 0
        result = nd.contrib.boolean_mask(x * 1, pending)
        assert result.shape == (mask.sum(), 2)
        assert (result.asnumpy() == data[mask]).all()


def test_a_mask_that_cannot_be_computed_fails_at_the_call():
    broken = nd.take(nd.zeros((3,)), nd.ones((70_001,)) * 9, mode="raise")
    with pytest.raises(IndexError, match="^take: index 9 is out of range"):
        nd.contrib.boolean_mask(nd.zeros((70_001,)), broken)


# Gradients.


def gradients(function, *data):
    """The head and the gradients of the sum of it times 1, 2, 3 ..."""
    leaves = [array(x) for x in data]
    for leaf in leaves:
        leaf.attach_grad()
    with autograd.record():
        y = function(*leaves)
        weights = nd.arange(y.size).reshape(y.shape) % 64 + 1
        head = nd.sum(y * weights)
    head.backward()
    return [leaf.grad.asnumpy() for leaf in leaves], weights.asnumpy()


@pytest.mark.parametrize("count", [0, 7, 100_003])
def test_gathering_adds_up_where_indices_repeat(count):
    rng = generator("gather", count)
    indices = np.stack([rng.randint(-9, 9, count), rng.randint(-5, 5, count)])
    (got,), weights = gradients(
        lambda x: nd.gather_nd(x, array(indices.astype(np.int32))), grid(9, 5, 3)
    )
    want = np.zeros((9, 5, 3), np.float32)
    np.add.at(want, tuple(indices), weights)
    # Sums of whole numbers below 2**24 are exact.
    assert (got == want).all()


@pytest.mark.parametrize("count", [0, 7, 100_003])
def test_only_what_stays_has_a_gradient(count):
    indices = generator("scatter", count).randint(-9, 9, count)
    places = indices % 9
    (got,), weights = gradients(
        lambda x: nd.scatter_nd(x, array(indices[None].astype(np.int64)), (9, 2)), grid(count, 2)
    )
    last = {place: position for position, place in enumerate(places)}
    want = np.zeros((count, 2), np.float32)
    for place, position in last.items():
        want[position] = weights[place]
    assert (got == want).all()

    (old, new), weights = gradients(
        lambda x, v: nd.contrib.index_copy(x, array(indices), v), grid(9, 2), grid(count, 2)
    )
    hit = np.isin(np.arange(9), places)
    assert (old == np.where(hit[:, None], 0, weights)).all()
    assert (new == want).all()


def test_lengths_and_masks_have_no_gradient():
    x, lengths = grid(3, 2), np.array([1.0, 2.0], np.float32)
    for call in (nd.SequenceMask, nd.SequenceLast, nd.SequenceReverse):
        (_, none), _ = gradients(lambda a, b, call=call: call(a, b, True), x, lengths)
        assert not none.any()
    (kept, none), weights = gradients(nd.contrib.boolean_mask, x, np.array([1, 0, 1], np.float32))
    assert not none.any()
    assert (kept == np.stack([weights[0], [0, 0], weights[1]])).all()


# Memory.


@pytest.mark.parametrize("shape", [FEW, MANY])
def test_slices_are_put_in_a_copy(shape):
    """Also where the copied array could be overwritten, since nobody else needs it."""
    data, part = grid(*shape), grid(2, shape[1]) + 7
    x, index = array(data), nd.array([2, 0])
    held = x * 2
    for base in (held, x * 2):
        got = nd.contrib.index_copy(base, index, array(part))
        want = data * 2
        want[[2, 0]] = part
        assert (got.asnumpy() == want).all()
    assert (held.asnumpy() == data * 2).all()
    # The array itself as what is put.
    turned = nd.contrib.index_copy(held, nd.arange(shape[0])[::-1], held)
    assert (turned.asnumpy() == data[::-1] * 2).all()


# Functions and methods whose arguments are others than the operators'.


@pytest.mark.tiny
def test_split_v2_takes_a_number_or_indices():
    x = array(grid(4, 6))
    for parts in (2, np.int64(3), (1,), [2, 3], ()):
        want = np.split(x.asnumpy(), parts, axis=1)
        for made in (nd.split_v2(x, parts, axis=1), x.split_v2(parts, 1)):
            made = made if isinstance(made, list) else [made]
            assert len(made) == len(want)
            for one, other in zip(made, want):
                assert (one.asnumpy() == other).all()
    for parts in (4, 0, (4, 1), (7,), (-1,), 2.0, "a", None):
        with pytest.raises(mx.MXNetError, match="^split"):
            nd.split_v2(x, parts, axis=1)


@pytest.mark.tiny
def test_boxes_are_assigned():
    x = nd.zeros((3, 4))
    assert x.slice_assign(nd.ones((2, 2)), (1, None), (None, 4), (1, 2)) is x
    assert x.slice_assign_scalar(7, (0,), (1,), (None,)) is x
    assert x.asnumpy().tolist() == [[7] * 4, [1, 0, 1, 0], [1, 0, 1, 0]]
    for wrong in (
        lambda: x.slice_assign(nd.ones((3, 3)), (0,), (1,), (1,)),
        lambda: x.slice_assign(7, (0,), (1,), (1,)),
        lambda: x.slice_assign_scalar("a", (0,), (1,), (1,)),
        lambda: x.slice_assign_scalar(1, (0, 0), (1,), (1,)),
        lambda: x.slice_assign_scalar(1, 0, 1, 1),
    ):
        with pytest.raises(mx.MXNetError):
            wrong()


@pytest.mark.tiny
def test_arrays_are_reset_and_encoded_where_they_are():
    x, y = nd.ones((2, 3)), nd.ones((2,), dtype="int32")
    assert nd.reset_arrays(x, y, num_arrays=2) == []
    assert not x.asnumpy().any()
    assert not y.asnumpy().any()
    with pytest.raises(mx.MXNetError, match="^reset_arrays: num_arrays is 3"):
        nd.reset_arrays(x, y, num_arrays=3)
    with pytest.raises(TypeError, match=r"^reset_arrays: data\[1\]"):
        nd.reset_arrays(x, 2)
    assert nd.onehot_encode(nd.array([2, 9]), x) is x
    assert x.asnumpy().tolist() == [[0, 0, 1], [0, 0, 0]]
    with pytest.raises(ValueError, match="^onehot_encode: "):
        nd.onehot_encode(nd.array([2, 9, 1]), x)
    with pytest.raises(TypeError, match="^onehot_encode: out"):
        nd.onehot_encode(nd.array([2, 9]), 3)


@pytest.mark.tiny
def test_an_input_can_be_left_out():
    x, lengths = nd.ones((3, 2)), nd.array([1, 2])
    for call in (nd.SequenceMask, nd.SequenceLast, nd.SequenceReverse):
        assert (call(x).asnumpy() == call(x, None).asnumpy()).all()
        assert (call(x, None, False).asnumpy() == 1).all()
        name = call.__name__
        with pytest.raises(ValueError, match=f"^{name}: sequence_length is given"):
            call(x, lengths)
        with pytest.raises(ValueError, match=f"^{name}: use_sequence_length is True"):
            call(x, use_sequence_length=True)
        with pytest.raises(TypeError, match=f"^{name}: sequence_length must be an NDArray"):
            call(x, [1, 2], True)
        with pytest.raises(TypeError, match=f"^{name}: data must be an NDArray"):
            call(None, lengths, True)
