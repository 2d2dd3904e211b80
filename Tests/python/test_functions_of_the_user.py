"""`autograd.Function` beyond what MXNet does: errors, higher order, lifetimes, threads."""

import gc
import threading
import traceback
import warnings
import weakref

import numpy as np
import pytest
import swnd as mx
from child_processes import run_program
from leaves import leaf
from swnd import autograd, nd


class Sigmoid(autograd.Function):
    def forward(self, x):
        y = 1 / (1 + nd.exp(-x))
        self.save_for_backward(y)
        return y

    def backward(self, dy):
        (y,) = self.saved_tensors
        return dy * y * (1 - y)


class Product(autograd.Function):
    def forward(self, a, b):
        self.save_for_backward(a, b)
        return a * b

    def backward(self, dy):
        a, b = self.saved_tensors
        return dy * b, dy * a


class Parts(autograd.Function):
    """Two results, a * b and a + b."""

    def forward(self, a, b):
        self.save_for_backward(a, b)
        return a * b, a + b

    def backward(self, dp, ds):
        a, b = self.saved_tensors
        return dp * b + ds, dp * a + ds


def function(forward, backward):
    """A Function of two Python functions."""
    kind = type(
        "Given",
        (autograd.Function,),
        {
            "forward": lambda self, *inputs: forward(*inputs),
            "backward": lambda self, *grads: backward(*grads),
        },
    )
    return kind()


def derivatives(order, make, values):
    """The function of x and its derivatives."""
    x = leaf(values, dtype="float64")
    with autograd.record():
        results = [make(x)]
        for _ in range(order):
            results += autograd.grad(results[-1], x, create_graph=True)
    return [result.asnumpy() for result in results]


@pytest.mark.tiny
def test_errors_of_backward_keep_their_traceback():
    def fail(dy):
        raise LookupError("in the midst")

    x = leaf([1, 2])
    with autograd.record():
        y = function(lambda x: x * 2, fail)(x) * 3
    with pytest.raises(LookupError, match="in the midst") as caught:
        y.backward()
    frames = [frame.name for frame in traceback.extract_tb(caught.value.__traceback__)]
    assert "fail" in frames
    assert "test_errors_of_backward_keep_their_traceback" in frames
    # It is raised once; what follows works.
    with autograd.record():
        z = x * x
    z.backward()
    assert x.grad.asnumpy().tolist() == [2, 4]
    with pytest.raises(mx.MXNetError, match="backward: head 0"):
        z.backward()


def test_errors_of_operators_inside_pass():
    x = leaf([1, 2])
    with autograd.record():
        y = function(lambda x: x * 2, lambda dy: dy + nd.ones(3))(x)
    with pytest.raises(ValueError, match=r"broadcast_add: .*\(3,\)"):
        y.backward()


def test_interrupts_inside_pass():
    def interrupt(dy):
        raise KeyboardInterrupt

    x = leaf([1, 2])
    with autograd.record():
        y = function(lambda x: x * 2, interrupt)(x)
    with pytest.raises(KeyboardInterrupt):
        y.backward()


@pytest.mark.parametrize(
    ("backward", "text"),
    [
        (lambda dy: (dy, dy), "Given: backward returned 2 gradients for 1 inputs"),
        (lambda dy: 1.5, "Given: gradient 0 must be an NDArray or None, not 1.5"),
        (lambda dy: nd.ones((5,)), r"Given: backward gave a gradient of shape \(5,\) for input 0"),
        (lambda dy: nd.ones((3, 2)), r"Given: .* \(3, 2\) for input 0 of shape \(2,\)"),
    ],
)
def test_wrong_gradients_are_errors(backward, text):
    x = leaf([1, 2])
    with autograd.record():
        y = function(lambda x: x * 2, backward)(x)
    with pytest.raises(mx.MXNetError, match=text):
        y.backward()


def test_wrong_uses_are_errors():
    x = leaf([1, 2])
    with autograd.record():
        with pytest.raises(TypeError, match=r"Sigmoid: inputs\[0\] must be an NDArray, not 2"):
            function_without_arrays = type("Sigmoid", (autograd.Function,), {})()
            function_without_arrays.forward = lambda number: nd.ones(number)
            function_without_arrays(2)
        with pytest.raises(TypeError, match="Given: forward must return NDArrays, not int"):
            function(lambda x: 3, lambda dy: dy)(x)
        with pytest.raises(mx.MXNetError, match="Given: a function needs at least one result"):
            function(lambda x: [], lambda: x)(x)
        sigmoid = Sigmoid()
        sigmoid(x)
        with pytest.raises(ValueError, match="Sigmoid: a Function is called once"):
            sigmoid(x)


def test_none_is_a_gradient_of_zeros():
    a, b = leaf([1, 2]), leaf([3, 4])
    with autograd.record():
        y = function(lambda a, b: a * b, lambda dy: (dy * 5, None))(a, b)
    y.backward()
    assert a.grad.asnumpy().tolist() == [5, 5]
    assert b.grad.asnumpy().tolist() == [0, 0]


def test_gradients_take_the_dtype_of_their_inputs():
    x = leaf([1, 2], dtype="float64")
    with autograd.record():
        y = function(lambda x: x * 2, lambda dy: nd.array([3]))(x)
    y.backward()
    assert x.grad.dtype is np.float64
    assert x.grad.asnumpy().tolist() == [3, 3]


def test_results_are_new_arrays():
    inner = []

    def forward(x):
        inner.append(x * 2)
        return inner[0]

    x = leaf([1, 2])
    with autograd.record():
        y = function(forward, lambda dy: dy * 2)(x)
    assert y is not inner[0]
    with pytest.raises(mx.MXNetError):
        inner[0].backward()
    y.backward()
    assert x.grad.asnumpy().tolist() == [2, 2]


def test_saved_arrays_are_kept_as_they_were():
    a, b = leaf([1, 2]), leaf([3, 4])
    with autograd.record():
        y = Product()(a, b)
    a[:] = 100
    y.backward()
    assert b.grad.asnumpy().tolist() == [1, 2]


@pytest.mark.tiny
def test_derivatives_of_higher_order():
    x = np.array([-1.5, 0.25, 2.0])
    s = 1 / (1 + np.exp(-x))
    want = [
        s,
        s * (1 - s),
        s * (1 - s) * (1 - 2 * s),
        s * (1 - s) * (1 - 6 * s + 6 * s * s),
    ]
    got = derivatives(3, lambda x: Sigmoid()(x), x)
    for mine, exact in zip(got, want):
        np.testing.assert_allclose(mine, exact, rtol=1e-12)
    # x * x, as a function of two inputs that are the same.
    got = derivatives(2, lambda x: Product()(x, x), x)
    np.testing.assert_allclose(got[1:], [2 * x, np.full(3, 2.0)], rtol=1e-12)
    # (x * x) * (x + x), from two results: 2 x^3.
    got = derivatives(3, lambda x: (lambda p, s: p * s)(*Parts()(x, x)), x)
    np.testing.assert_allclose(got[1:], [6 * x**2, 12 * x, np.full(3, 12.0)], rtol=1e-12)


def test_saved_results_of_several_are_variables():
    class Powers(autograd.Function):
        def forward(self, x):
            square, cube = x * x, x * x * x
            self.save_for_backward(x, square)
            return square, cube

        def backward(self, d_square, d_cube):
            x, square = self.saved_tensors
            return d_square * 2 * x + d_cube * 3 * square

    x = np.array([-1.5, 0.25, 2.0])
    got = derivatives(2, lambda x: Powers()(x)[1], x)
    np.testing.assert_allclose(got[1:], [3 * x**2, 6 * x], rtol=1e-12)


def test_what_is_not_saved_is_constant_in_higher_order():
    kept = []

    def forward(x):
        kept.append(x.copy())
        return x * x

    x = np.array([1.0, 2.0])
    got = derivatives(1, lambda x: function(forward, lambda dy: dy * 2 * kept[0])(x), x)
    np.testing.assert_allclose(got[1], 2 * x)
    x = leaf(x)
    with autograd.record():
        y = function(forward, lambda dy: dy * 2 * kept[-1])(x)
        (first,) = autograd.grad(y, x, create_graph=True)
    with pytest.raises(mx.MXNetError):
        autograd.grad(first * 1.0, x)


def uncollected(make):
    """Whether the Function of `make()` is gone without the garbage collector."""
    gc.collect()
    gc.disable()
    try:
        return make()
    finally:
        gc.enable()


def test_no_cycle_holds_a_function():
    def drop(use):
        sigmoid = Sigmoid()
        alive = weakref.ref(sigmoid)
        x = leaf([1.0, 2.0])
        with autograd.record():
            y = sigmoid(x)
        del sigmoid
        assert alive() is not None
        use(y)
        del y
        return alive() is None

    assert uncollected(lambda: drop(lambda y: None))
    assert uncollected(lambda: drop(lambda y: y.backward()))
    assert uncollected(lambda: drop(lambda y: y.backward(retain_graph=True)))


def test_a_result_kept_as_an_attribute_makes_no_cycle():
    class Keeping(autograd.Function):
        def forward(self, x):
            self.x, self.y = x, x * 2
            return self.y

        def backward(self, dy):
            return dy * 2

    def drop():
        keeping = Keeping()
        alive = weakref.ref(keeping)
        with autograd.record():
            y = keeping(leaf([1.0]))
        del keeping, y
        return alive() is None

    assert uncollected(drop)


def test_a_function_is_gone_once_its_graph_is_used():
    sigmoid = Sigmoid()
    alive = weakref.ref(sigmoid)
    x = leaf([1.0, 2.0])
    with autograd.record():
        y = sigmoid(x)
    del sigmoid
    y.backward()
    assert alive() is None
    assert y.shape == (2,)


def test_a_function_that_is_not_recorded_is_not_kept():
    sigmoid = Sigmoid()
    alive = weakref.ref(sigmoid)
    with autograd.record():
        y = sigmoid(nd.ones(2))  # of constants only
    del sigmoid
    assert alive() is None
    assert y.shape == (2,)


def test_functions_on_several_threads():
    failures = []

    def work(number):
        try:
            for _ in range(50):
                x = leaf([float(number), 2.0])
                with autograd.record():
                    y = Parts()(x, Sigmoid()(x))[0]
                y.backward()
                s = 1 / (1 + np.exp(-x.asnumpy()))
                want = s + x.asnumpy() * s * (1 - s)
                np.testing.assert_allclose(x.grad.asnumpy(), want, rtol=1e-5)
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures


def test_a_graph_left_behind_ends_with_the_process():
    program = """
import swnd as mx
from swnd import autograd, nd

class Double(autograd.Function):
    def forward(self, x):
        self.save_for_backward(x)
        return x * 2

    def backward(self, dy):
        return dy * 2

x = nd.ones(2)
x.attach_grad()
with autograd.record():
    kept = [Double()(x) for _ in range(100)]
print(len(kept))
"""
    assert run_program(program).split() == ["100"]


def test_a_variable_made_of_several_results_is_one_again_after_its_graph_is_used():
    x = leaf([1.0, 2.0])
    with autograd.record():
        x[:] = Parts()(x, x)[0]
        y = x * 3
    y.backward()
    assert x.grad.asnumpy().tolist() == [6, 12]
    with autograd.record():
        y = x * 2
    y.backward()
    assert x.grad.asnumpy().tolist() == [2, 2]


def test_going_back_from_within_is_an_error_not_a_crash():
    heads = []
    for retain in (False, True):
        x = leaf([1.0])
        with autograd.record():
            heads[:] = [
                function(lambda x: x * 2, lambda dy, r=retain: heads[0].backward(retain_graph=r))(x)
            ]
        with warnings.catch_warnings():
            # Where Python has no stack left to call with, it tells so by the way.
            warnings.simplefilter("ignore")
            with pytest.raises((mx.MXNetError, RecursionError)):
                heads[0].backward(retain_graph=retain)
    heads.clear()
