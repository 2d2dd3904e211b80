"""Wrong uses of `autograd.Function`."""

from __future__ import annotations

import contextlib
import io

from programs.showing import leaf, outcome, show


def quietly(function):
    """MXNet prints errors of `backward` itself; that is no part of the answer."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        return function()


def a_gradient_of_another_shape(mx):
    class Wrong(mx.autograd.Function):
        def forward(self, x):
            return x * 2

        def backward(self, dy):
            return mx.nd.ones((5,))

    x = leaf(mx, [1, 2, 3])
    with mx.autograd.record():
        y = Wrong()(x)
    outcome(lambda: quietly(lambda: (y.backward(), x.grad.asnumpy())))


def too_few_gradients(mx):
    class Wrong(mx.autograd.Function):
        def forward(self, a, b):
            return a * b

        def backward(self, dy):
            return dy

    a, b = leaf(mx, [1, 2]), leaf(mx, [3, 4])
    with mx.autograd.record():
        y = Wrong()(a, b)
    outcome(lambda: quietly(lambda: (y.backward(), a.grad.asnumpy())))


def a_gradient_that_is_no_array(mx):
    class Wrong(mx.autograd.Function):
        def forward(self, a):
            return a * 2

        def backward(self, dy):
            return 1.0

    a = leaf(mx, [1, 2])
    with mx.autograd.record():
        y = Wrong()(a)
    outcome(lambda: quietly(lambda: (y.backward(), a.grad.asnumpy())))


def an_error_in_forward(mx):
    class Wrong(mx.autograd.Function):
        def forward(self, a):
            raise KeyError("forward")

        def backward(self, dy):
            return dy

    a = leaf(mx, [1, 2])
    with mx.autograd.record():
        outcome(lambda: Wrong()(a))
        show(mx.autograd.is_recording())


def an_error_in_backward(mx):
    class Wrong(mx.autograd.Function):
        def forward(self, a):
            return a * 2

        def backward(self, dy):
            raise KeyError("backward")

    a = leaf(mx, [1, 2])
    with mx.autograd.record():
        y = Wrong()(a)
    outcome(lambda: quietly(lambda: (y.backward(), a.grad.asnumpy())))


def a_forward_that_gives_no_array(mx):
    class Wrong(mx.autograd.Function):
        def forward(self, a):
            return 3

        def backward(self, dy):
            return dy

    a = leaf(mx, [1, 2])
    with mx.autograd.record():
        outcome(lambda: Wrong()(a))


def without_methods(mx):
    a = leaf(mx, [1, 2])
    with mx.autograd.record():
        outcome(lambda: mx.autograd.Function()(a))


def arguments_that_are_no_arrays(mx):
    class Scale(mx.autograd.Function):
        def forward(self, a, factor):
            return a * factor

        def backward(self, dy):
            return dy

    a = leaf(mx, [1, 2])
    outcome(lambda: Scale()(a, 3))
    with mx.autograd.record():
        outcome(lambda: Scale()(a, 3))
