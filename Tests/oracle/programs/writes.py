"""Writing to arrays while recording: what carries gradients, what is refused."""

from __future__ import annotations

from programs.showing import leaf, outcome, show


def a_result_written_whole(mx):
    x, y = leaf(mx, [1, 2]), mx.nd.zeros(2)
    with mx.autograd.record():
        y[:] = x * 2
        z = y * x
    z.backward()
    show(x.grad)


def out(mx):
    x, y = leaf(mx, [1, 2]), mx.nd.zeros(2)
    with mx.autograd.record():
        mx.nd.broadcast_mul(x, x, out=y)
        z = y * 2
    z.backward()
    show(x.grad)


def a_leaf_updated_outside(mx):
    x = leaf(mx, [1, 2])
    with mx.autograd.record():
        y = x * x
    x[:] = 100
    outcome(lambda: (y.backward(), x.grad)[1])


def a_leaf_updated_in_place(mx):
    x = leaf(mx, [1, 2])

    def update():
        nonlocal x
        with mx.autograd.record():
            x += 1
            y = x * x
        y.backward()
        return x.grad

    outcome(update)


def a_result_updated_in_place(mx):
    x = leaf(mx, [1, 2])

    def update():
        with mx.autograd.record():
            y = x * 2
            y += x
            y *= 3
        y.backward()
        return x.grad

    outcome(update)


def an_element_written(mx):
    x = leaf(mx, [1, 2])

    def update():
        y = mx.nd.zeros((2, 2))
        with mx.autograd.record():
            y[0] = x * x
            z = y * 3
        z.backward()
        return x.grad

    outcome(update)


def an_array_with_a_part_exchanged(mx):
    x, part = leaf(mx, [1, 2, 3]), leaf(mx, [4, 5])

    def exchange():
        with mx.autograd.record():
            y = (x * 1).slice_assign(part * part, begin=(1,), end=(3,), step=(1,))
            z = y * x
        z.backward()
        return [y, x.grad, part.grad]

    outcome(exchange)


def a_part_of_a_result_written(mx):
    x = leaf(mx, [1, 2, 3])

    def update():
        with mx.autograd.record():
            y = x * 2
            y[1] = 7
            z = y * x
        z.backward()
        return x.grad

    outcome(update)


def a_leaf_written_while_recording(mx):
    x = leaf(mx, [1, 2])

    def update():
        with mx.autograd.record():
            x[:] = 7
            y = x * x
        y.backward()
        return x.grad

    outcome(update)


def a_constant_written_while_recording(mx):
    x, buffer = leaf(mx, [1, 2]), mx.nd.zeros(2)
    with mx.autograd.record():
        buffer[:] = 5
        y = x * buffer
    y.backward()
    show(x.grad)


def statistics_updated_while_recording(mx):
    x, mean = leaf(mx, [1.0, 2.0]), mx.nd.zeros(1)

    def step():
        with mx.autograd.record():
            batch = x.mean()
            mean[:] = mean * 0.5 + batch.detach() * 0.5
            y = (x - batch) * x
        y.backward()
        return x.grad

    outcome(step)
    show(mean)
