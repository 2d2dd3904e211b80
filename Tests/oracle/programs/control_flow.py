"""`nd.contrib.foreach`, `while_loop` and `cond`."""

from __future__ import annotations

from programs.showing import leaf, outcome, show


def foreach(mx):
    data, state = mx.nd.array([[1, 2], [3, 4], [5, 6]]), mx.nd.array([10, 20])
    outs, last = mx.nd.contrib.foreach(lambda x, s: (x + s, x * 2), data, state)
    show(type(outs).__name__, outs.shape, outs, type(last).__name__, last)


def foreach_with_lists(mx):
    a, b = mx.nd.array([[1, 2], [3, 4]]), mx.nd.array([[10], [20]])
    states = [mx.nd.array([1, 1]), mx.nd.array([0])]

    def body(data, states):
        show(type(data).__name__, len(data), type(states).__name__, len(states))
        return [data[0] + states[0], data[1]], [states[0] * 2, states[1] + data[1]]

    outs, last = mx.nd.contrib.foreach(body, [a, b], states)
    show(type(outs).__name__, outs, type(last).__name__, last)


def foreach_with_lists_of_one(mx):
    a = mx.nd.array([[1, 2], [3, 4]])
    outs, last = mx.nd.contrib.foreach(
        lambda data, states: ([data[0] * 2], [states[0] + data[0]]), [a], [mx.nd.zeros(2)]
    )
    show(type(outs).__name__, outs, type(last).__name__, last)


def foreach_with_nested_states(mx):
    data = mx.nd.array([[1, 2], [3, 4]])
    states = [mx.nd.zeros(2), [mx.nd.ones(2), mx.nd.ones(2) * 2]]

    def body(x, states):
        a, (b, c) = states
        return [x + a, [b, c]], [a + x, [b * 2, c * 3]]

    outs, last = mx.nd.contrib.foreach(body, data, states)
    show(outs)
    show(last)


def foreach_with_nested_data(mx):
    a = mx.nd.array([[1, 2], [3, 4]])
    outcome(
        lambda: mx.nd.contrib.foreach(
            lambda data, s: (data[0] + data[1][0], s), [a, [a * 2]], mx.nd.zeros(1)
        )
    )


def foreach_without_states(mx):
    data = mx.nd.array([[1, 2], [3, 4]])
    outcome(lambda: mx.nd.contrib.foreach(lambda x, s: (x * 2, s), data, []))


def foreach_without_outputs(mx):
    data = mx.nd.array([[1, 2], [3, 4]])
    outcome(lambda: mx.nd.contrib.foreach(lambda x, s: ([], s + x), data, mx.nd.zeros(2)))


def foreach_over_a_vector(mx):
    outs, last = mx.nd.contrib.foreach(
        lambda x, s: (x + s, x + s), mx.nd.array([1, 2, 3]), mx.nd.array([0])
    )
    show(outs.shape, outs, last)


def foreach_over_one(mx):
    outs, last = mx.nd.contrib.foreach(
        lambda x, s: (x + s, x), mx.nd.array([[1, 2]]), mx.nd.array([0, 1])
    )
    show(outs.shape, outs, last)


def foreach_of_tuples(mx):
    data = mx.nd.array([[1, 2], [3, 4]])
    outcome(
        lambda: mx.nd.contrib.foreach(
            lambda x, s: ((x, x * 2), (s[0] + x,)), data, (mx.nd.zeros(2),)
        )
    )
    outcome(lambda: mx.nd.contrib.foreach(lambda x, s: (x[0], s), (data,), mx.nd.zeros(2)))


def foreach_of_different_lengths(mx):
    a, b = mx.nd.ones((2, 2)), mx.nd.ones((3, 2))
    outcome(lambda: mx.nd.contrib.foreach(lambda x, s: (x[0] + x[1], s), [a, b], mx.nd.zeros(1)))


def foreach_wrongly(mx):
    data, state = mx.nd.ones((2, 2)), mx.nd.zeros(1)
    outcome(lambda: mx.nd.contrib.foreach(lambda x, s: (x, s), 3, state))
    outcome(lambda: mx.nd.contrib.foreach(lambda x, s: (x, s), data, 3))
    outcome(lambda: mx.nd.contrib.foreach(lambda x, s: (x, s), [data, 3], state))
    outcome(lambda: mx.nd.contrib.foreach(lambda x, s: x, data, state))
    outcome(lambda: mx.nd.contrib.foreach(lambda x, s: (1, s), data, state))
    outcome(lambda: mx.nd.contrib.foreach(lambda x, s: (x, 1), data, state))
    outcome(lambda: mx.nd.contrib.foreach(lambda x, s: (x, [s, s]), data, state))
    outcome(lambda: mx.nd.contrib.foreach(lambda x: (x, x), data, state))


def foreach_with_other_state_shapes(mx):
    data = mx.nd.array([[1, 2], [3, 4]])
    outcome(
        lambda: mx.nd.contrib.foreach(
            lambda x, s: (x, mx.nd.concat(s, x, dim=0)), data, mx.nd.zeros(1)
        )
    )


def foreach_with_other_output_shapes(mx):
    data = mx.nd.array([[1, 2], [3, 4]])
    outcome(
        lambda: mx.nd.contrib.foreach(
            lambda x, s: (s, mx.nd.concat(s, x, dim=0)), data, mx.nd.zeros(1)
        )
    )


def foreach_over_nothing(mx):
    outcome(
        lambda: mx.nd.contrib.foreach(lambda x, s: (x, s), mx.nd.zeros((3, 2))[:0], mx.nd.zeros(1))
    )


def foreach_names_of_arguments(mx):
    outs, _ = mx.nd.contrib.foreach(
        body=lambda x, s: (x, s), data=mx.nd.ones((2, 1)), init_states=mx.nd.zeros(1)
    )
    show(outs)


def gradients_through_foreach(mx):
    data, state, w = leaf(mx, [[1, 2], [3, 4]]), leaf(mx, [1, 1]), leaf(mx, [2, 3])
    with mx.autograd.record():
        outs, last = mx.nd.contrib.foreach(lambda x, s: (x * s * w, s * x), data, state)
        loss = outs.sum() + last.sum()
    loss.backward()
    show(outs, last)
    show(data.grad, state.grad, w.grad)


def an_rnn_with_foreach(mx):
    w, u = leaf(mx, [[0.5, -0.25], [0.25, 0.5]]), leaf(mx, [[0.125, 0.5], [0.5, -0.5]])
    data, state = mx.nd.array([[[1, 2]], [[3, 4]], [[5, 6]]]), mx.nd.zeros((1, 2))

    def step(x, h):
        h = mx.nd.tanh(mx.nd.dot(x, w) + mx.nd.dot(h, u))
        return h, h

    with mx.autograd.record():
        outs, _ = mx.nd.contrib.foreach(step, data, state)
        loss = (outs * outs).sum()
    loss.backward()
    show(outs, loss)
    show(w.grad, u.grad)


def while_loop(mx):
    outs, states = mx.nd.contrib.while_loop(
        cond=lambda i, s: i <= 5,
        func=lambda i, s: ([i + s], [i + 1, s + i]),
        loop_vars=(mx.nd.array([0], dtype="int64"), mx.nd.array([1], dtype="int64")),
        max_iterations=10,
    )
    show(type(outs).__name__, outs[0].shape, outs[0].dtype.__name__, outs[0][:6])
    show(type(states).__name__, states)


def while_loop_that_fills_up(mx):
    outs, states = mx.nd.contrib.while_loop(
        lambda i: i < 100, lambda i: (i * 2, i + 1), mx.nd.array([0]), max_iterations=3
    )
    show(type(outs).__name__, type(states).__name__)
    outcome(lambda: outs)
    outcome(lambda: states)


def while_loop_is_padded(mx):
    outs, states = mx.nd.contrib.while_loop(
        lambda i: i < 2, lambda i: ([i * 2], [i + 1]), [mx.nd.array([0])], max_iterations=4
    )
    show(outs[0].shape, outs[0][:2], states)


def while_loop_that_never_runs(mx):
    outcome(
        lambda: mx.nd.contrib.while_loop(
            lambda i: i < 0, lambda i: ([i * 2], [i + 1]), [mx.nd.array([0])], max_iterations=4
        )
    )


def while_loop_without_outputs(mx):
    outcome(
        lambda: mx.nd.contrib.while_loop(
            lambda i: i < 3, lambda i: ([], [i + 1]), [mx.nd.array([0])], max_iterations=4
        )
    )
    outcome(
        lambda: mx.nd.contrib.while_loop(
            lambda i: i < 3, lambda i: (None, [i + 1]), [mx.nd.array([0])], max_iterations=4
        )
    )


def while_loop_nested(mx):
    variables = [mx.nd.array([0]), [mx.nd.array([1]), mx.nd.array([2])]]
    outcome(
        lambda: list(
            mx.nd.contrib.while_loop(
                lambda i, s: i < 3,
                lambda i, s: ([i, [s[0], s[1]]], [i + 1, [s[0] * 2, s[1] * 3]]),
                variables,
                max_iterations=3,
            )
        )
    )


def while_loop_of_one_array(mx):
    outs, states = mx.nd.contrib.while_loop(
        lambda i: i < 2, lambda i: (i, i + 1), mx.nd.array([0]), max_iterations=2
    )
    show(type(outs).__name__, type(states).__name__, outs, states)


def while_loop_wrongly(mx):
    i = mx.nd.array([0])
    loop = mx.nd.contrib.while_loop
    outcome(lambda: loop(lambda i: i < 2, lambda i: (i, i + 1), [i]))
    outcome(lambda: loop(lambda i: i < 2, lambda i: (i, i + 1), [i], max_iterations=None))
    outcome(lambda: loop(lambda i: i < 2, lambda i: (i, i + 1), [i], max_iterations="many"))
    outcome(lambda: loop(lambda i: i < 2, lambda i: (i, i + 1), [], max_iterations=2))
    outcome(lambda: loop(lambda i: i < 2, lambda i: (i, i + 1), [3], max_iterations=2))
    outcome(lambda: loop(lambda i: i < 2, lambda i: i + 1, [i], max_iterations=2))
    outcome(lambda: loop(lambda i: i < 2, lambda i: (i, [i, i]), [i], max_iterations=2))
    outcome(lambda: loop(lambda i: i < 2, lambda i: (i, 3), [i], max_iterations=2))
    outcome(lambda: loop(lambda i: "no", lambda i: (i, i + 1), [i], max_iterations=2))
    outcome(lambda: loop(lambda i: mx.nd.ones(2), lambda i: (i, i + 1), [i], max_iterations=2))
    outcome(lambda: loop(lambda i: True, lambda i: ([i], [i + 1]), [i], max_iterations=2)[1])


def while_loop_with_few_iterations(mx):
    i = mx.nd.array([0])
    for most in (0, -1, 2.5, 1):
        outcome(
            lambda most=most: mx.nd.contrib.while_loop(
                lambda i: i < 5, lambda i: ([i], [i + 1]), [i], max_iterations=most
            )
        )


def while_loop_whose_outputs_change(mx):
    def body(i):
        return ([i] if i.asscalar() < 1 else [i, i]), [i + 1]

    outcome(
        lambda: mx.nd.contrib.while_loop(
            lambda i: i < 3, body, [mx.nd.array([0])], max_iterations=3
        )
    )


def gradients_through_while_loop(mx):
    x, w = leaf(mx, [1.0, 2.0]), leaf(mx, [3.0, 0.5])
    with mx.autograd.record():
        outs, states = mx.nd.contrib.while_loop(
            lambda i, s: i < 3,
            lambda i, s: ([s * w], [i + 1, s * w]),
            [mx.nd.array([0]), x],
            max_iterations=3,
        )
        loss = (outs[0] * mx.nd.array([[1], [10], [100]])).sum() + states[1].sum()
    loss.backward()
    show(loss, x.grad, w.grad)


def gradients_through_a_padded_while_loop(mx):
    x = leaf(mx, [1.0, 2.0])
    with mx.autograd.record():
        outs, states = mx.nd.contrib.while_loop(
            lambda i, s: i < 2,
            lambda i, s: ([s * s], [i + 1, s * 2]),
            [mx.nd.array([0]), x],
            max_iterations=5,
        )
        loss = outs[0][:2].sum()
    loss.backward()
    show(loss, x.grad)


def cond(mx):
    a, b = mx.nd.array([1]), mx.nd.array([2])
    for limit in (5, 1):
        result = mx.nd.contrib.cond(
            a * b < limit, lambda: (a + 5) * (b + 5), lambda: (a - 5) * (b - 5)
        )
        show(type(result).__name__, result)


def cond_with_lists(mx):
    a = mx.nd.array([1, 2])
    for number in (0, 1, -2):
        result = mx.nd.contrib.cond(
            mx.nd.array([number]), lambda: [a, a * 2], lambda: [a * 3, a * 4]
        )
        show(type(result).__name__, result)


def cond_nested(mx):
    a = mx.nd.array([1, 2])
    outcome(lambda: mx.nd.contrib.cond(mx.nd.array([1]), lambda: [a, [a * 2, a]], lambda: [a, [a]]))
    outcome(lambda: mx.nd.contrib.cond(mx.nd.array([0]), lambda: (a, a), lambda: (a, a * 5)))


def cond_wrongly(mx):
    a = mx.nd.array([1, 2])
    outcome(lambda: mx.nd.contrib.cond(a, lambda: a, lambda: a))
    outcome(lambda: mx.nd.contrib.cond(1, lambda: a, lambda: a * 2))
    outcome(lambda: mx.nd.contrib.cond(True, lambda: a, lambda: a * 2))
    outcome(lambda: mx.nd.contrib.cond("yes", lambda: a, lambda: a * 2))
    outcome(lambda: mx.nd.contrib.cond(mx.nd.array([1]), lambda: 3, lambda: a * 2))
    outcome(lambda: mx.nd.contrib.cond(mx.nd.array([1]), a, lambda: a * 2))
    outcome(lambda: mx.nd.contrib.cond(mx.nd.array([1]), lambda x: a, lambda: a * 2))


def cond_of_a_number_that_is_not_one(mx):
    a = mx.nd.array([1, 2])
    for number in (0.5, -0.0, float("nan"), 2):
        outcome(
            lambda number=number: mx.nd.contrib.cond(
                mx.nd.array([number]), lambda: a, lambda: a * 2
            )
        )


def only_one_branch_runs(mx):
    a = mx.nd.array([1])

    def fail():
        raise KeyError

    outcome(lambda: mx.nd.contrib.cond(a, lambda: a, fail))
    outcome(lambda: mx.nd.contrib.cond(a, fail, lambda: a))


def gradients_through_cond(mx):
    x = leaf(mx, [1.0, -2.0])
    for number in (1, 0):
        with mx.autograd.record():
            y = mx.nd.contrib.cond(
                mx.nd.array([number]) * x.sum() < 0, lambda: x * 3, lambda: x * x
            )
        y.backward()
        show(x.grad)
