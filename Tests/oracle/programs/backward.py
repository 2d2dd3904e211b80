"""Going backward: heads, head gradients, graphs used once or more, what is constant."""

from __future__ import annotations

from programs.showing import leaf, outcome, show


def the_tutorial(mx):
    x = leaf(mx, [[1, 2], [3, 4]])
    with mx.autograd.record():
        y = x * 2
        z = y * x
    z.backward()
    show(x.grad)


def head_gradients(mx):
    x = leaf(mx, [1, 2, 3])
    with mx.autograd.record():
        y = x * x
    y.backward(mx.nd.array([1, 10, 100]))
    show(x.grad)


def arguments_by_name(mx):
    x = leaf(mx, [1, 2, 3])
    with mx.autograd.record():
        y = x * x
    y.backward(out_grad=mx.nd.array([1, 10, 100]), retain_graph=True, train_mode=False)
    show(x.grad)
    mx.autograd.backward(heads=[y], head_grads=[mx.nd.array([2, 2, 2])], retain_graph=False)
    show(x.grad)


def a_second_backward(mx):
    x = leaf(mx, [1, 2])
    with mx.autograd.record():
        y = x * x
    y.backward()
    outcome(lambda: y.backward())
    show(x.grad)


def retained_then_used(mx):
    x = leaf(mx, [1, 2])
    with mx.autograd.record():
        y = x * x
    for _ in range(3):
        y.backward(retain_graph=True)
        show(x.grad)
    y.backward()
    show(x.grad)
    outcome(lambda: y.backward())


def retained_and_added(mx):
    x = leaf(mx, [1, 2], "add")
    with mx.autograd.record():
        y = x * x
    for _ in range(3):
        y.backward(retain_graph=True)
        show(x.grad)


def another_head_of_a_used_graph(mx):
    x = leaf(mx, [1, 2])
    with mx.autograd.record():
        y = x * x
        a, b = y * 2, y * 3
    a.backward()
    show(x.grad)
    outcome(lambda: b.backward())
    outcome(lambda: y.backward())


def heads_at_once(mx):
    x = leaf(mx, [1, 2])
    with mx.autograd.record():
        y = x * x
        a, b = y * 2, y * 3
    mx.autograd.backward([a, b])
    show(x.grad)


def heads_with_gradients(mx):
    x = leaf(mx, [1, 2])
    with mx.autograd.record():
        a, b = x * 2, x * x
    mx.autograd.backward([a, b], [None, mx.nd.array([1, 10])], retain_graph=True)
    show(x.grad)
    mx.autograd.backward([a, b], [mx.nd.array([1, 10]), mx.nd.array([0, 1])], True)
    show(x.grad)
    mx.autograd.backward((a, b), (None, None), True)
    show(x.grad)
    mx.autograd.backward(b, mx.nd.array([1, 2]))
    show(x.grad)


def the_same_head_twice(mx):
    x = leaf(mx, [1, 2])
    with mx.autograd.record():
        y = x * x
    outcome(lambda: mx.autograd.backward([y, y]))
    show(x.grad)


def a_head_and_what_it_came_from(mx):
    x = leaf(mx, [1, 2])
    with mx.autograd.record():
        y = x * x
        z = y * 3
    mx.autograd.backward([z, y])
    show(x.grad)


def wrong_lists_of_heads(mx):
    x = leaf(mx, [1, 2])
    with mx.autograd.record():
        y = x * x
    outcome(lambda: mx.autograd.backward([]))
    outcome(lambda: mx.autograd.backward([y], []))
    outcome(lambda: mx.autograd.backward([y], [None, None]))
    outcome(lambda: mx.autograd.backward(1))
    outcome(lambda: mx.autograd.backward([1]))
    outcome(lambda: mx.autograd.backward([y], [1]))
    outcome(lambda: mx.autograd.backward([y], 1))
    show(x.grad)


def what_was_not_recorded(mx):
    x = leaf(mx, [1, 2])
    y = x * x
    outcome(lambda: y.backward())
    constant = mx.nd.array([1.0])
    outcome(lambda: constant.backward())
    with mx.autograd.record():
        z = constant * 2
    outcome(lambda: z.backward())


def continued_outside(mx):
    x = leaf(mx, [1, 2])
    with mx.autograd.record():
        y = x * x
    z = y * 2
    outcome(lambda: z.backward())
    y.backward()
    show(x.grad)


def recorded_in_two_pieces(mx):
    x = leaf(mx, [1, 2])
    with mx.autograd.record():
        y = x * x
    with mx.autograd.record():
        z = y * 3
    z.backward()
    show(x.grad)


def a_leaf_as_head(mx):
    x = leaf(mx, [1, 2])
    x.backward()
    show(x.grad)
    x.backward(mx.nd.array([3, 4]))
    show(x.grad)
    x.backward()
    show(x.grad)


def within_record(mx):
    x = leaf(mx, [1, 2])
    with mx.autograd.record():
        y = x * x
        y.backward()
        show(x.grad)
        z = y * x
    z.backward()
    show(x.grad)


def a_used_state_is_constant(mx):
    w = leaf(mx, [2.0])
    state = mx.nd.ones(1)
    for _ in range(3):
        with mx.autograd.record():
            state = state * w
            loss = state.sum()
        loss.backward()
        show(w.grad, state)


def detached(mx):
    x = leaf(mx, [1, 2])
    with mx.autograd.record():
        y = x * x
        z = y.detach() * x
    z.backward()
    show(x.grad)
    show(x.detach().grad)
    with mx.autograd.record():
        z = mx.nd.stop_gradient(x * x) * x + mx.nd.BlockGrad(x)
    z.backward()
    show(x.grad)


def a_detached_leaf_is_constant(mx):
    x = leaf(mx, [1, 2])
    with mx.autograd.record():
        z = x.detach() * 2
    outcome(lambda: z.backward())


def paused(mx):
    x = leaf(mx, [1, 2])
    with mx.autograd.record():
        with mx.autograd.pause():
            y = x * x
        z = y * x
    z.backward()
    show(x.grad)


def reached_through_constants_only(mx):
    x = leaf(mx, [1, 2])
    with mx.autograd.record():
        (x * x).backward()
        show(x.grad)
        y = x > 1
    y.backward()
    show(x.grad)


def half_reached_through_constants(mx):
    x = leaf(mx, [1, 5, 2])
    for name in ("round", "floor", "ceil", "sign", "zeros_like", "ones_like", "argsort"):
        with mx.autograd.record():
            y = getattr(mx.nd, name)(x) + x * 2
        y.backward()
        show(name, x.grad)


def not_reached(mx):
    x, w = leaf(mx, [1, 2]), leaf(mx, [3, 4])
    with mx.autograd.record():
        y = w * 9
    y.backward()
    with mx.autograd.record():
        y = x * x
    y.backward()
    show(x.grad, w.grad)


def integers(mx):
    x = leaf(mx, [1, 2], dtype="int32")
    with mx.autograd.record():
        y = x * x
    y.backward()
    show(x.grad.dtype.__name__, x.grad)


def through_another_dtype(mx):
    x = leaf(mx, [1, 2])
    with mx.autograd.record():
        y = x.astype("float64") * 3
    y.backward()
    show(x.grad.dtype.__name__, x.grad)
    with mx.autograd.record():
        y = x.astype("int32") * 3
    outcome(lambda: (y.backward(), x.grad)[1])


def views_of_a_leaf(mx):
    x = leaf(mx, [[1, 2], [3, 4]])
    with mx.autograd.record():
        y = x[0] * 2 + x.reshape((4,))[1:3] + x.T[1]
    y.backward()
    show(x.grad)


def a_view_made_outside(mx):
    x = leaf(mx, [[1, 2], [3, 4]])
    row = x[0]
    with mx.autograd.record():
        y = row * 2
    outcome(lambda: y.backward())


def a_view_as_a_leaf(mx):
    x = mx.nd.array([[1, 2], [3, 4]])
    row = x[1]
    row.attach_grad()
    with mx.autograd.record():
        y = row * row
    y.backward()
    show(row.grad, x.grad)


def a_view_of_a_result_as_head(mx):
    x = leaf(mx, [1, 2, 3])
    with mx.autograd.record():
        y = x * x
        part = y[1:]
    part.backward()
    show(x.grad)


def a_view_of_a_result_taken_outside(mx):
    x = leaf(mx, [1, 2, 3])
    with mx.autograd.record():
        y = x * x
    part = y[1:]
    outcome(lambda: (part.backward(), x.grad)[1])


def copies(mx):
    x = leaf(mx, [1, 2])
    show(x.copy().grad, x[:1].grad, x.reshape((2, 1)).grad)
    with mx.autograd.record():
        y = x.copy() * 3 + x.copyto(mx.cpu()) + x.as_in_context(mx.cpu())
    y.backward()
    show(x.grad)


def a_long_chain(mx):
    x = leaf(mx, [1.0])
    with mx.autograd.record():
        y = x
        for _ in range(2000):
            y = y + 1
    y.backward()
    show(x.grad, y)


def a_diamond(mx):
    x = leaf(mx, [1.0, 1.0])
    with mx.autograd.record():
        y = x
        for _ in range(20):
            y = y + y
    y.backward()
    show(x.grad)


def flow_of_control(mx):
    a = leaf(mx, [0.5, -0.25, 0.125])
    with mx.autograd.record():
        b = a * 2
        while mx.nd.norm(b).asscalar() < 1000:
            b = b * 2
        c = b if mx.nd.sum(b).asscalar() > 0 else 100 * b
    c.backward()
    show(a.grad, c / a)
