"""Every operator of the table against NumPy: all shapes, dtypes, views, edges; every element."""

from __future__ import annotations

import numpy as np
import pytest
import swnd as mx
from case_maker import Maker
from comparing_exactly import Exact, Near
from operator_cases import cases
from operator_inputs import DTYPES, SHAPES, VIEWS, array, generator, numbers
from operator_table import TABLE, call, declared_cases, is_creation, is_random
from references import REFERENCES
from swnd import nd

NAMES = [name for name, op in TABLE.items() if not is_random(op)]
INDICES = ("indices", "index", "index_vector", "sequence_length")
WITH_INPUTS = [name for name in NAMES if not is_creation(TABLE[name])]


def as_list(value):
    return list(value) if isinstance(value, (list, tuple)) else [value]


def check(name, inputs, parameters, make=array):
    """One call against its formula; an array that was read is not changed by it."""
    arrays = [make(data) for data in inputs]
    label = f"{name}{[(x.dtype.name, x.shape) for x in inputs]} {parameters}"
    answers = as_list(REFERENCES[name](inputs, parameters))
    try:
        results = as_list(call(name, arrays, parameters))
        assert len(results) == len(answers)
        for result, answer in zip(results, answers):
            wanted = np.dtype(answer.dtype or expected_dtype(name, inputs, parameters))
            assert np.dtype(result.dtype) == wanted, f"dtype {result.dtype}, not {wanted}"
            assert result.shape == answer.value.shape, f"{result.shape}, not {answer.value.shape}"
            answer.check(result.asnumpy(), wanted)
        for x, data in zip(arrays, inputs):
            assert x.asnumpy().tobytes() == np.ascontiguousarray(data).tobytes(), "input changed"
    except (AssertionError, mx.MXNetError) as error:
        raise AssertionError(f"{label}: {error}") from error


def expected_dtype(name, inputs, parameters):
    """That of the first array of values, or what a parameter says."""
    given = parameters.get("dtype") or parameters.get("out_dtype")
    if given:
        return np.dtype(given)
    if not inputs or name in ("one_hot", "argsort"):
        return np.dtype("float32")
    dtype = inputs[1 if name == "where" else 0].dtype
    # A number makes integers of truth values.
    return np.dtype("int64") if dtype.kind == "b" and name.startswith("_") else dtype


def declared(name, dtype="float32"):
    """The inputs of the declared cases; where there are none, of a matrix."""
    op = TABLE[name]
    make = Maker(name, "declared")
    found = list(declared_cases(op)) or [([(2, 3)] * len(op["inputs"]), {})]
    for shapes, parameters in found:
        inputs = make.inputs(shapes, dtype)
        for position, given in enumerate(op["inputs"][: len(inputs)]):
            if given["name"] in INDICES:
                inputs[position] = make.places(shapes[position], position, dtype)
        yield inputs, parameters


@pytest.mark.tiny
def test_every_operator_has_a_reference():
    assert set(NAMES) == set(REFERENCES)


@pytest.mark.tiny
@pytest.mark.parametrize("name", NAMES)
def test_declared_cases(name):
    for inputs, parameters in declared(name):
        check(name, inputs, parameters)


@pytest.mark.parametrize("name", NAMES)
def test_shapes(name):
    """Empty, one element, around a tile, odd, of rank 4 and 8, broadcast."""
    for inputs, parameters in cases(name, "shapes"):
        check(name, inputs, parameters)


@pytest.mark.parametrize("name", NAMES)
def test_dtypes(name):
    """All eight, where the operator takes them; where it does not, it says so."""
    for inputs, parameters in cases(name, "dtypes"):
        check(name, inputs, parameters)
    for dtype in set(DTYPES) - set(REFERENCES[name].dtypes):
        for inputs, parameters in declared(name, dtype):
            with pytest.raises(TypeError, match=f"{name}: .*{dtype}"):
                call(name, [array(x) for x in inputs], parameters)


@pytest.mark.parametrize("name", WITH_INPUTS)
def test_edges(name):
    """The ends of every dtype, random bits, NaN, infinities, zeros of both signs, denormals."""
    for inputs, parameters in cases(name, "edges"):
        check(name, inputs, parameters)


@pytest.mark.parametrize("name", NAMES)
def test_large(name):
    """More than a thread takes, more than one run of a reduction."""
    for inputs, parameters in cases(name, "large"):
        check(name, inputs, parameters)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", WITH_INPUTS)
def test_views(name, view):
    """Inputs that lie otherwise than they are read: transposed, stepped, backwards, shifted."""
    for dtype in ("float32", "float64", "int8", "float16"):
        if dtype in REFERENCES[name].dtypes:
            for inputs, parameters in declared(name, dtype):
                check(name, inputs, parameters, VIEWS[view])
    for inputs, parameters in cases(name, "shapes"):
        if sum(x.size for x in inputs) < 9000 and all(x.ndim < 5 for x in inputs):
            check(name, inputs, parameters, VIEWS[view])


@pytest.mark.parametrize("name", [n for n in WITH_INPUTS if REFERENCES[n].kind == "broadcast"])
def test_views_of_both_kinds(name):
    """One operand of each kind of view."""
    rng = generator(name)
    for shape in ((33, 31), (5, 7, 9), (4100,)):
        data = [numbers(rng, shape, "float32", 0.5, 2) for _ in range(2)]
        want = REFERENCES[name](data, {})
        for left in VIEWS.values():
            for right in VIEWS.values():
                got = call(name, [left(data[0]), right(data[1])], {}).asnumpy()
                want.check(got, np.dtype("float32"))


@pytest.mark.parametrize("name", [n for n in WITH_INPUTS if REFERENCES[n].kind == "unary"])
def test_repeated_elements(name):
    """A view with steps of 0."""
    row = numbers(generator(name), (1, 700), "float32", 0.5, 2)
    wide = nd.broadcast_to(array(row), shape=(5, 700))
    want = REFERENCES[name]([np.repeat(row, 5, 0)], {})
    want.check(call(name, [wide], {}).asnumpy(), np.dtype("float32"))
    want = REFERENCES[name]([np.repeat(row.T, 5, 1)], {})
    want.check(call(name, [wide.T], {}).asnumpy(), np.dtype("float32"))


def aliases():
    for op in TABLE.values():
        for alias in op["python_aliases"]:
            yield op["python_name"], alias


@pytest.mark.tiny
@pytest.mark.parametrize(("name", "alias"), list(aliases()))
def test_aliases_are_the_same_function(name, alias):
    assert getattr(nd.op, alias) is getattr(nd.op, name)
    assert callable(getattr(nd, alias))


@pytest.mark.parametrize("name", [n for n in WITH_INPUTS if TABLE[n]["python_method"]])
def test_methods_are_the_functions(name):
    for inputs, parameters in declared(name):
        arrays = [array(x) for x in inputs]
        if name == "reshape":
            got = arrays[0].reshape(parameters["shape"])
        else:
            got = getattr(arrays[0], name)(*arrays[1:], **parameters)
        want = call(name, arrays, parameters)
        for one, other in zip(as_list(got), as_list(want)):
            assert one.asnumpy().tobytes() == other.asnumpy().tobytes()


@pytest.mark.parametrize("name", [n for n in NAMES if TABLE[n]["python_name"]])
def test_out_takes_the_result(name):
    for inputs, parameters in declared(name):
        arrays = [array(x) for x in inputs]
        want = as_list(call(name, arrays, parameters))
        targets = [nd.array(np.full(w.shape, 7), dtype=w.dtype) for w in want]
        out = targets[0] if len(targets) == 1 else targets
        got = call(name, arrays, dict(parameters, out=out))
        assert got is out or as_list(got) == targets or got is targets[0]
        for target, result in zip(targets, want):
            assert target.asnumpy().tobytes() == result.asnumpy().tobytes()


@pytest.mark.parametrize("number", [2**40 + 3, -(2**40) - 5, 1e300, -1e300, 2.9, -2.9])
@pytest.mark.parametrize("name", [n for n in NAMES if REFERENCES[n].kind == "scalar"])
def test_a_number_means_the_same_in_small_and_large_arrays(name, number):
    """A few elements take a direct way."""
    for dtype in DTYPES:
        data = numbers(generator(name, dtype), (5000,), dtype)
        few = call(name, [array(data[:9])], {"scalar": number}).asnumpy()
        many = call(name, [array(data)], {"scalar": number}).asnumpy()
        assert few.tobytes() == many[:9].tobytes(), (dtype, few, many[:9])


def test_linspace_ends_where_it_should():
    for count in range(2, 400):
        for start, stop in ((0.0, 1.0), (0.1, 0.7), (-3.3, 1e3)):
            line = nd.linspace(start, stop, count, dtype="float64").asnumpy()
            assert (line[0], line[-1]) == (start, stop), (start, stop, count)


@pytest.mark.tiny
def test_the_comparison_is_strict():
    one = np.ones(3, np.float32)
    above = np.nextafter(one, np.float32(2))
    for answer, right, wrong in (
        (Exact(one), one, above),
        (Exact(-0.0 * one), -0.0 * one, 0 * one),
        (Exact(one * np.nan), one * np.nan, one),
        (Near(one, ulps=0.9), one, above),
        (Near(one, ulps=1), above, np.nextafter(above, np.float32(2))),
        (Near(one, slack=1e-6), above, one + np.float32(2e-6)),
        (Near(np.full(3, 1e39)), one * np.inf, one * np.float32(3e38)),
        (Near(one * 3.4e38, ulps=1), one * np.float32(3.4e38), one * np.inf),
        (Near(one * 1e-45, ulps=1), 0 * one, one * np.float32(5e-45)),
        (Near(np.array([3.5, -3.5, np.inf])), np.int32([3, -3, -(2**31)]), np.int32([4, -3, 0])),
    ):
        answer.check(right, right.dtype)
        with pytest.raises(AssertionError, match="of 3 elements are wrong"):
            answer.check(wrong, right.dtype)


def test_shapes_cover_the_tile():
    counts = {int(np.prod(shape)) for shape in SHAPES}
    assert {0, 1, 1023, 1024, 1025} <= counts
