"""`autograd.grad`: new arrays, results in the midst of a graph, derivatives of higher order."""

from __future__ import annotations

from programs.showing import leaf, outcome, show


def one_variable(mx):
    x = leaf(mx, [1, 2])
    with mx.autograd.record():
        y = x * x
    result = mx.autograd.grad(y, x)
    show(type(result).__name__, result, x.grad)


def a_list_of_variables(mx):
    x, w = leaf(mx, [1, 2]), leaf(mx, [3, 4])
    with mx.autograd.record():
        y = x * w
    result = mx.autograd.grad([y], [w, x])
    show(type(result).__name__, result, x.grad)


def a_tuple_of_variables(mx):
    x = leaf(mx, [1, 2])
    with mx.autograd.record():
        y = x * x
    outcome(lambda: mx.autograd.grad(y, (x,)))


def weighted(mx):
    x = leaf(mx, [1, 2])
    with mx.autograd.record():
        y = x * x
    show(mx.autograd.grad(y, x, mx.nd.array([1, 10]), retain_graph=True))
    show(mx.autograd.grad([y], [x], [mx.nd.array([1, 10])], retain_graph=True))
    show(mx.autograd.grad([y], [x], head_grads=[None], retain_graph=True))


def several_heads(mx):
    x = leaf(mx, [1, 2])
    with mx.autograd.record():
        y, z = x * x, x * 5
    show(mx.autograd.grad([y, z], x, [mx.nd.array([1, 2]), None]))


def used_once(mx):
    x = leaf(mx, [1, 2])
    with mx.autograd.record():
        y = x * x
    show(mx.autograd.grad(y, x))
    outcome(lambda: mx.autograd.grad(y, x))


def retained(mx):
    x = leaf(mx, [1, 2])
    with mx.autograd.record():
        y = x * x
    show(mx.autograd.grad(y, x, retain_graph=True))
    show(mx.autograd.grad(y, x))


def a_variable_twice(mx):
    x = leaf(mx, [1, 2])
    with mx.autograd.record():
        y = x * x
    outcome(lambda: mx.autograd.grad(y, [x, x]))


def a_result_as_variable(mx):
    x = leaf(mx, [1, 2])
    with mx.autograd.record():
        y = x * x
        z = y * y
    outcome(lambda: mx.autograd.grad(z, y, retain_graph=True))
    outcome(lambda: mx.autograd.grad(z, [y, x], retain_graph=True))


def a_head_as_variable(mx):
    x = leaf(mx, [1, 2])
    with mx.autograd.record():
        y = x * x
    outcome(lambda: mx.autograd.grad(y, y, retain_graph=True))
    outcome(lambda: mx.autograd.grad(x, x, retain_graph=True))


def a_constant_as_variable(mx):
    x, constant = leaf(mx, [1, 2]), mx.nd.array([1, 2])
    with mx.autograd.record():
        y = x * constant
    outcome(lambda: mx.autograd.grad(y, constant, retain_graph=True))
    outcome(lambda: mx.autograd.grad(y, [x, constant], retain_graph=True))


def a_variable_that_is_not_reached(mx):
    x, other = leaf(mx, [1, 2]), leaf(mx, [1, 2, 3])
    with mx.autograd.record():
        y = x * x
    outcome(lambda: mx.autograd.grad(y, [x, other]))


def a_variable_reached_through_a_constant(mx):
    x = leaf(mx, [1, 2])
    with mx.autograd.record():
        y = (x > 1) + x.detach()
    outcome(lambda: mx.autograd.grad(y, x))


def a_null_variable(mx):
    x = leaf(mx, [1, 2], "null")
    with mx.autograd.record():
        y = x * x
    outcome(lambda: mx.autograd.grad(y, x))


def an_added_gradient_is_not_added_to(mx):
    x = leaf(mx, [1, 2], "add")
    x.grad[:] = 5
    with mx.autograd.record():
        y = x * x
    show(mx.autograd.grad(y, x), x.grad)


def no_variables(mx):
    x = leaf(mx, [1, 2])
    with mx.autograd.record():
        y = x * x
    outcome(lambda: mx.autograd.grad(y, []))
    outcome(lambda: mx.autograd.grad([], [x]))
    outcome(lambda: mx.autograd.grad(y, 1))
    outcome(lambda: mx.autograd.grad(1, x))


def outside_of_record(mx):
    x = leaf(mx, [1, 2])
    y = x * x
    outcome(lambda: mx.autograd.grad(y, x))


def second_order(mx):
    x = leaf(mx, [1, 2, 3])
    with mx.autograd.record():
        y = x * x * x
        (first,) = mx.autograd.grad(y, x, create_graph=True, retain_graph=True)
    first.backward()
    show(first, x.grad)


def second_order_of_functions(mx):
    for name in ("exp", "log", "sin", "cos", "sigmoid", "tanh", "sqrt", "square", "reciprocal"):
        x = leaf(mx, [0.5, 2.0])
        with mx.autograd.record():
            y = getattr(mx.nd, name)(x)
            (first,) = mx.autograd.grad(y, x, create_graph=True, retain_graph=True)
        first.backward()
        show(name, first, x.grad)


def third_order(mx):
    x = leaf(mx, [1, 2])
    with mx.autograd.record():
        y = mx.nd.sin(x)
        (first,) = mx.autograd.grad(y, x, create_graph=True, retain_graph=True)
        (second,) = mx.autograd.grad(first, x, create_graph=True, retain_graph=True)
    second.backward()
    show(first, second, x.grad)


def create_graph_outside_of_record(mx):
    x = leaf(mx, [1, 2])
    with mx.autograd.record():
        y = mx.nd.sin(x)
    (first,) = mx.autograd.grad(y, x, create_graph=True, retain_graph=True)
    outcome(lambda: (first.backward(), x.grad)[1])


def create_graph_without_retain_graph(mx):
    x = leaf(mx, [1, 2])
    with mx.autograd.record():
        y = mx.nd.sin(x)
        (first,) = mx.autograd.grad(y, x, create_graph=True)
    outcome(lambda: (first.backward(), x.grad)[1])


def a_penalty(mx):
    w, x = leaf(mx, [1.0, 2.0]), leaf(mx, [3.0, 4.0])
    with mx.autograd.record():
        y = (w * x * x).sum()
        (gradient,) = mx.autograd.grad(y, x, create_graph=True, retain_graph=True)
        loss = y + (gradient * gradient).sum()
    loss.backward()
    show(w.grad, x.grad)


def a_gradient_of_add_as_result(mx):
    x = leaf(mx, [1, 2])
    with mx.autograd.record():
        y = x * x
        (dx,) = mx.autograd.grad(y, x, create_graph=True, retain_graph=True)
        z = dx * x
    z.backward()
    show(x.grad)
