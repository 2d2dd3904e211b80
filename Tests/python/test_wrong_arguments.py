"""Whatever is given for an argument: a result, or an error of swnd that begins with a name.

Every public function and method, by its signature: each argument in its turn is replaced by things
of all kinds. What a generated function says is tested in `test_errors_of_use.py`.
"""

from __future__ import annotations

import inspect
import re

import numpy as np
import pytest
import swnd as mx
from swnd import autograd, nd


class Odd:
    """Something that is like nothing."""


ODD = [
    *(None, True, 5, -1, 2.5, float("nan"), 2**70, "a", b"a", [1, 2], ["a"], (None,), (), {}),
    *(Odd(), object, np.zeros(3), lambda *arguments: 5),
]

TRUTHS = {"autograd.record", "autograd.pause"}
"""Whose arguments are any truth value, as in MXNet."""

PYTHONS = re.compile("unexpected keyword argument|only integer scalar arrays|takes no arguments")
"""What Python and NumPy say themselves."""


def functions():
    """Names, and the functions."""
    for owner, name in (
        (nd, "nd"),
        (nd.random, "nd.random"),
        (nd.linalg, "nd.linalg"),
        (nd.contrib, "nd.contrib"),
        (autograd, "autograd"),
        (mx.random, "random"),
    ):
        for key in getattr(owner, "__all__", dir(owner)):
            thing = getattr(owner, key)
            if inspect.isfunction(thing) and not key.startswith("_"):
                yield f"{name}.{key}", thing
    for key in dir(nd.NDArray):
        thing = inspect.getattr_static(nd.NDArray, key)
        if inspect.isfunction(thing) and not key.startswith("_"):
            yield f"NDArray.{key}", thing


FUNCTIONS = dict(functions())


def usual(parameter):
    return (2,) if parameter.name == "shape" else nd.array([[1, 2], [3, 4]])


def call(function, wrong, value):
    """A call with a value for one parameter; for the others what must be given."""
    positional, named = [], {}
    for parameter in inspect.signature(function).parameters.values():
        is_wrong = parameter.name == wrong
        if not is_wrong and parameter.default is not parameter.empty:
            continue
        given = value if is_wrong else usual(parameter)
        if parameter.kind is parameter.VAR_KEYWORD:
            named.update({"nothing_known": value} if is_wrong else {})
        elif parameter.kind is parameter.KEYWORD_ONLY or (is_wrong and parameter.default is None):
            named[parameter.name] = given
        elif parameter.kind is parameter.VAR_POSITIONAL or not named:
            positional.append(given)
        else:
            named[parameter.name] = given
    return function(*positional, **named)


@pytest.fixture(autouse=True)
def modes():
    yield
    autograd.set_recording(False)
    autograd.set_training(False)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", FUNCTIONS)
def test_whatever_is_given(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # for those that save
    odd = []
    parameters = [key for key in inspect.signature(FUNCTIONS[name]).parameters if key != "self"]
    for parameter in parameters:
        for value in ODD:
            try:
                call(FUNCTIONS[name], parameter, value)
            except mx.MXNetError as error:
                if not re.match(r"\w+: ", str(error)):
                    odd.append((parameter, value, error))
            except Exception as error:
                if name not in TRUTHS and not PYTHONS.search(str(error)):
                    odd.append((parameter, value, error))
    assert odd == []


def test_functions_are_found():
    assert len(FUNCTIONS) > 400
    assert {"nd.full", "nd.random.normal", "nd.contrib.foreach", "NDArray.astype"} <= set(FUNCTIONS)


def test_modules_of_nd_are_those_of_mxnet():
    """What it is made of does not show."""
    modules = {key for key in dir(nd) if inspect.ismodule(getattr(nd, key))}
    assert {key for key in modules if not key.startswith("_")} == {
        *("contrib", "linalg", "ndarray", "op", "random"),
    }


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (lambda x: nd.full(2, 1, out=5), "full: out must be an NDArray, not 5"),
        (lambda x: nd.full((2,), None), "full: value must be numbers"),
        (lambda x: nd.full((2,), np.zeros(3)), r"full: \(3,\) does not broadcast to \(2,\)"),
        (lambda x: x.__setitem__(0, "a"), "assign: value must be numbers, not str"),
        (lambda x: x.__setitem__(0, [1, [2]]), "assign: value is not like an array"),
        (lambda x: x.__iadd__(nd.ones((2, 2, 2))), r"\+=: \(2, 2, 2\) does not broadcast to"),
        (lambda x: x[0].__imul__(x), r"\*=: \(2, 2\) does not broadcast to \(2,\)"),
        (lambda x: nd.split_v2(x, 5), "split_v2: axis 0 of shape"),
        (lambda x: nd.concatenate([x, 1]), r"concatenate: data\[1\] must be an NDArray"),
        (lambda x: nd.split(x, 2, out=5), "split: out must be an NDArray or a list of them"),
        (lambda x: nd.all_finite(x, x), "all_finite: init_output must be a bool"),
        (lambda x: nd.reset_arrays(x, num_arrays=x), "reset_arrays: num_arrays must be an int"),
        (lambda x: nd.empty(2, stype=x), "empty: stype is a value of type NDArray"),
        (lambda x: x.attach_grad(stype=x), "attach_grad: stype is a value of type NDArray"),
        (lambda x: x.tostype("csr"), "tostype: stype is 'csr'"),
        (lambda x: x.astype("int7"), "astype: no dtype 'int7'"),
        (lambda x: x.astype("float32", copy="no"), "astype: copy must be a bool, not 'no'"),
        (lambda x: x.squeeze(inplace="no"), "squeeze: inplace must be a bool, not 'no'"),
        (lambda x: x.broadcast_to(None), "broadcast_to: shape "),
        (lambda x: x.broadcast_to(2.5), "broadcast_to: shape must be an int or a tuple of ints"),
        (lambda x: x.backward(retain_graph=x), "backward: retain_graph must be a bool"),
        (lambda x: autograd.grad([], x), "grad: heads is empty"),
        (lambda x: [x.attach_grad(), autograd.grad(x * 2, x)], "grad: head 0 of shape"),
        (lambda x: autograd.backward(x * 2), "backward: head 0 of shape"),
        (lambda x: autograd.backward([]), "backward: heads is empty"),
        (lambda x: autograd.grad(x, x, create_graph=x), "grad: create_graph must be a bool"),
        (lambda x: autograd.mark_variables(x, x, 5), "mark_variables: grad_reqs must be a str"),
        (lambda x: nd.contrib.foreach(5, x, x), "foreach: body must be a function, not 5"),
        (lambda x: nd.contrib.foreach(lambda *_: 5, x, x), "foreach: body must return a pair"),
        (lambda x: nd.contrib.while_loop(1, 2, x, 3), "while_loop: cond must be a function"),
        (lambda x: nd.contrib.cond(1, x, x), "cond: then_func must be a function"),
        (lambda x: nd.contrib.cond(np.ones(3), abs, abs), "cond: pred must be an NDArray of one"),
        (lambda x: nd.contrib.rand_zipfian(x, -1, 5), "rand_zipfian: num_sampled is -1"),
        (lambda x: nd.NDArray().__setstate__(5), "unpickle: the state is 5"),
        (lambda x: nd.NDArray().__setstate__({"handle": 5}), "unpickle: the state is "),
        (lambda x: mx.engine.set_bulk_size(None), "set_bulk_size: size must be an int, not None"),
    ],
)
def test_messages(wrong, message):
    with pytest.raises(mx.MXNetError, match=f"^{message}"):
        wrong(nd.array([[1, 2], [3, 4]]))
