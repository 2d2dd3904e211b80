"""`autograd.Function`: forward and backward written by the user."""

from __future__ import annotations

from programs.showing import leaf, outcome, show


def sigmoid(mx):
    class Sigmoid(mx.autograd.Function):
        def forward(self, x):
            y = 1 / (1 + mx.nd.exp(-x))
            self.save_for_backward(y)
            return y

        def backward(self, dy):
            (y,) = self.saved_tensors
            return dy * y * (1 - y)

    x = leaf(mx, [0.0, 1.0])
    with mx.autograd.record():
        y = Sigmoid()(x)
    y.backward()
    show(y, x.grad)


def with_head_gradients(mx):
    class Double(mx.autograd.Function):
        def forward(self, x):
            return x * 2

        def backward(self, dy):
            show("dy", dy)
            return dy * 2

    x = leaf(mx, [1, 2])
    with mx.autograd.record():
        y = Double()(x * 3) * x
    y.backward(mx.nd.array([1, 10]))
    show(x.grad)


def several_inputs_and_outputs(mx):
    class Both(mx.autograd.Function):
        def forward(self, a, b):
            self.save_for_backward(a, b)
            return a * b, a + b

        def backward(self, dp, ds):
            a, b = self.saved_tensors
            return dp * b + ds, dp * a + ds

    a, b = leaf(mx, [1, 2]), leaf(mx, [3, 4])
    with mx.autograd.record():
        results = Both()(a, b)
        y = results[0] * 10 + results[1]
    y.backward()
    show(type(results).__name__, a.grad, b.grad)


def a_list_of_outputs(mx):
    class Two(mx.autograd.Function):
        def forward(self, x):
            return [x * 2, x * 3]

        def backward(self, a, b):
            return a * 2 + b * 3

    x = leaf(mx, [1, 2])
    with mx.autograd.record():
        results = Two()(x)
        y = results[0] + results[1]
    y.backward()
    show(type(results).__name__, x.grad)


def one_output_of_several_unused(mx):
    class Two(mx.autograd.Function):
        def forward(self, x):
            return x * 2, x * 3

        def backward(self, a, b):
            show("heads", a, b)
            return a * 2 + b * 3

    x = leaf(mx, [1, 2])
    with mx.autograd.record():
        a, _ = Two()(x)
    a.backward()
    show(x.grad)


def modes_inside(mx):
    class Modes(mx.autograd.Function):
        def forward(self, x):
            show("forward", mx.autograd.is_recording(), mx.autograd.is_training())
            return x * 1

        def backward(self, dy):
            show("backward", mx.autograd.is_recording(), mx.autograd.is_training())
            return dy

    x = leaf(mx, [1, 2])
    with mx.autograd.record():
        y = Modes()(x)
        show(mx.autograd.is_recording())
        y.backward()
    show(x.grad)  # MXNet calls backward on a thread of its own
    with mx.autograd.record(train_mode=False):
        y = Modes()(x)
    y.backward(train_mode=False)
    show(x.grad)
    Modes()(x)


def not_recorded(mx):
    class Double(mx.autograd.Function):
        def forward(self, x):
            return x * 2

        def backward(self, dy):
            return dy

    x = leaf(mx, [1, 2])
    y = Double()(x)
    show(y)
    outcome(lambda: y.backward())


def called_twice(mx):
    class Double(mx.autograd.Function):
        def forward(self, x):
            return x * 2

        def backward(self, dy):
            return dy * 2

    x = leaf(mx, [1, 2])
    double = Double()
    with mx.autograd.record():
        double(x)
        outcome(lambda: double(x))


def inputs_that_are_constants(mx):
    class Product(mx.autograd.Function):
        def forward(self, a, b):
            self.save_for_backward(a, b)
            return a * b

        def backward(self, dy):
            a, b = self.saved_tensors
            return dy * b, dy * a

    a, b = leaf(mx, [1, 2]), mx.nd.array([3, 4])
    with mx.autograd.record():
        y = Product()(a, b)
    y.backward()
    show(a.grad, b.grad)
    with mx.autograd.record():
        y = Product()(b, b)
    outcome(lambda: y.backward())


def requests_of_inputs(mx):
    class Product(mx.autograd.Function):
        def forward(self, a, b):
            self.save_for_backward(a, b)
            return a * b

        def backward(self, dy):
            a, b = self.saved_tensors
            return dy * b, dy * a

    a, b = leaf(mx, [1, 2], "add"), leaf(mx, [3, 4], "null")
    for _ in range(2):
        with mx.autograd.record():
            y = Product()(a, b)
        y.backward()
    show(a.grad)


def an_input_twice(mx):
    class Product(mx.autograd.Function):
        def forward(self, a, b):
            self.save_for_backward(a, b)
            return a * b

        def backward(self, dy):
            a, b = self.saved_tensors
            return dy * b, dy * a

    x = leaf(mx, [1, 2])
    with mx.autograd.record():
        y = Product()(x, x)
    y.backward()
    show(x.grad)


def a_gradient_that_is_broadcast(mx):
    class Sum(mx.autograd.Function):
        def forward(self, x):
            return x.sum()

        def backward(self, dy):
            return dy

    x = leaf(mx, [1, 2, 3])
    with mx.autograd.record():
        y = Sum()(x) * 5
    y.backward()
    show(x.grad)


def state_of_its_own(mx):
    class Clip(mx.autograd.Function):
        def __init__(self, low, high):
            super().__init__()
            self.low, self.high = low, high

        def forward(self, x):
            self.save_for_backward(x)
            return mx.nd.clip(x, self.low, self.high)

        def backward(self, dy):
            (x,) = self.saved_tensors
            return dy * (x > self.low) * (x < self.high)

    x = leaf(mx, [-2.0, 0.5, 2.0])
    with mx.autograd.record():
        y = Clip(-1, 1)(x) * x
    y.backward()
    show(y, x.grad)


def through_numpy(mx):
    class Cube(mx.autograd.Function):
        def forward(self, x):
            self.x = x.asnumpy()
            return mx.nd.array(self.x**3)

        def backward(self, dy):
            return mx.nd.array(dy.asnumpy() * 3 * self.x**2)

    x = leaf(mx, [1.0, 2.0])
    with mx.autograd.record():
        y = Cube()(x)
    y.backward()
    show(y, x.grad)


def retained(mx):
    class Square(mx.autograd.Function):
        def forward(self, x):
            self.save_for_backward(x)
            return x * x

        def backward(self, dy):
            (x,) = self.saved_tensors
            return dy * 2 * x

    x = leaf(mx, [1.0, 2.0])
    with mx.autograd.record():
        y = Square()(x)
    y.backward(retain_graph=True)
    show(x.grad)
    y.backward()
    show(x.grad)
    outcome(lambda: y.backward())


def a_chain(mx):
    class Double(mx.autograd.Function):
        def forward(self, x):
            return x * 2

        def backward(self, dy):
            return dy * 2

    x = leaf(mx, [1.0, 2.0])
    with mx.autograd.record():
        y = Double()(Double()(Double()(x)))
    y.backward()
    show(y, x.grad)


def one_within_another(mx):
    class Inner(mx.autograd.Function):
        def forward(self, x):
            return x * 2

        def backward(self, dy):
            return dy * 100

    class Outer(mx.autograd.Function):
        def forward(self, x):
            return Inner()(x) + 1

        def backward(self, dy):
            return dy * 3

    x = leaf(mx, [1.0, 2.0])
    with mx.autograd.record():
        y = Outer()(x)
    y.backward()
    show(y, x.grad)


def differentiation_inside(mx):
    class Inner(mx.autograd.Function):
        def forward(self, x):
            self.save_for_backward(x)
            return x * x

        def backward(self, dy):
            (x,) = self.saved_tensors
            own = x.copy()
            own.attach_grad()
            with mx.autograd.record():
                y = own * own
            y.backward(dy)
            return own.grad

    x = leaf(mx, [1.0, 2.0])
    with mx.autograd.record():
        y = Inner()(x) * 3
    y.backward()
    show(x.grad)


def an_input_given_back(mx):
    class Same(mx.autograd.Function):
        def forward(self, x):
            return x

        def backward(self, dy):
            return dy * 7

    x = leaf(mx, [1.0, 2.0])

    def use():
        with mx.autograd.record():
            y = Same()(x * 1)
        y.backward()
        return x.grad

    outcome(use)


def second_order(mx):
    class Square(mx.autograd.Function):
        def forward(self, x):
            self.save_for_backward(x)
            return x * x

        def backward(self, dy):
            (x,) = self.saved_tensors
            return dy * 2 * x

    x = leaf(mx, [1.0, 2.0])
    with mx.autograd.record():
        y = Square()(x)
        outcome(
            lambda: mx.autograd.grad(
                mx.autograd.grad(y, x, create_graph=True, retain_graph=True)[0], x
            )
        )
