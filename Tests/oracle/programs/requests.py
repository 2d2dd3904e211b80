"""What backward does with a gradient: write, add, null, and their traps."""

from __future__ import annotations

from programs.showing import leaf, outcome, show


def before_anything(mx):
    x = mx.nd.array([1, 2])
    show(x.grad)
    x.attach_grad()
    show(x.grad)


def write(mx):
    x = leaf(mx, [1, 2])
    for _ in range(3):
        with mx.autograd.record():
            y = x * x
        y.backward()
    show(x.grad)


def add(mx):
    x = leaf(mx, [1, 2], "add")
    for _ in range(3):
        with mx.autograd.record():
            y = x * x
        y.backward()
        show(x.grad)
    x.grad[:] = 0
    with mx.autograd.record():
        y = x * x
    y.backward()
    show(x.grad)


def null(mx):
    x, w = leaf(mx, [1, 2]), leaf(mx, [3, 4], "null")
    with mx.autograd.record():
        y = x * w
    y.backward()
    show(x.grad)
    with mx.autograd.record():
        y = w * w
    outcome(lambda: y.backward())


def the_gradient_of_null(mx):
    outcome(lambda: leaf(mx, [3, 4], "null").grad)


def unknown_requests(mx):
    x = mx.nd.array([1, 2])
    for request in ("inplace", "Write", "", 1, None):
        outcome(lambda request=request: x.attach_grad(request))
    show(x.grad)


def several_uses_with_write(mx):
    x = leaf(mx, [1, 2])
    with mx.autograd.record():
        y = x * x + x * 3 + x
    y.backward()
    show(x.grad)


def several_uses_with_add(mx):
    x = leaf(mx, [1, 2], "add")
    x.grad[:] = 100
    with mx.autograd.record():
        y = x * x + x * 3 + x
    y.backward()
    show(x.grad)


def several_heads_with_add(mx):
    x = leaf(mx, [1, 2], "add")
    with mx.autograd.record():
        y, z = x * 2, x * x
    y.backward()
    z.backward()
    show(x.grad)


def each_its_own(mx):
    a, b, c = leaf(mx, [1, 2], "add"), leaf(mx, [3, 4]), leaf(mx, [5, 6], "null")
    for _ in range(2):
        with mx.autograd.record():
            y = a * b * c
        y.backward()
    show(a.grad, b.grad)


def attaching_again(mx):
    x = leaf(mx, [1, 2])
    with mx.autograd.record():
        y = x * x
    y.backward()
    old = x.grad
    x.attach_grad()
    show(x.grad, old)
    with mx.autograd.record():
        y = x * 3
    y.backward()
    show(x.grad, old)


def attaching_again_after_recording(mx):
    x = leaf(mx, [1, 2])
    with mx.autograd.record():
        y = x * x
    old = x.grad
    x.attach_grad()
    y.backward()
    show(x.grad, old)


def attaching_to_a_result(mx):
    x = leaf(mx, [1, 2, 3])
    with mx.autograd.record():
        y = x * 2
        y.attach_grad()
        z = y * y
    z.backward()
    show(y.grad, x.grad)


def attaching_to_a_result_later(mx):
    x = leaf(mx, [1, 2, 3])
    with mx.autograd.record():
        y = x * 2
        z = y * y
    y.attach_grad()
    z.backward()
    show(x.grad, y.grad)


def attaching_to_a_result_cuts_what_follows_only(mx):
    x = leaf(mx, [1, 2, 3])
    with mx.autograd.record():
        y = x * 2
        z = y * y
        y.attach_grad()
        w = y * 3
    mx.autograd.backward([z, w])
    show(x.grad, y.grad)


def the_gradient_is_one_array(mx):
    x = leaf(mx, [1, 2])
    gradient = x.grad
    with mx.autograd.record():
        y = x * x
    y.backward()
    show(gradient)
    gradient[:] = 7
    show(x.grad)
    x.grad[0] = 1
    show(gradient)


def gradients_are_kept_by_updates(mx):
    w = leaf(mx, [1, 2])
    for _ in range(3):
        with mx.autograd.record():
            loss = (w * w).sum()
        loss.backward()
        w -= 0.25 * w.grad
        show(w, w.grad)
    w[:] = 3
    show(w.grad)


def a_gradient_outlives_its_array(mx):
    x = leaf(mx, [1, 2])
    gradient = x.grad
    with mx.autograd.record():
        y = x * x
    del x
    y.backward()
    show(gradient)


def a_gradient_has_no_gradient(mx):
    x = leaf(mx, [1, 2])
    with mx.autograd.record():
        y = x * x
    y.backward()
    show(x.grad.grad)
    outcome(lambda: x.grad.backward())


def setting_grad(mx):
    x = leaf(mx, [1, 2])

    def assign():
        x.grad = mx.nd.array([5, 6])

    outcome(assign)


def stype_of_the_gradient(mx):
    x = mx.nd.array([1, 2])
    x.attach_grad(stype="default")
    show(x.grad, x.grad.stype)
    outcome(lambda: x.attach_grad(stype="nonsense"))


def mark_one(mx):
    x, gradient = mx.nd.array([1, 2]), mx.nd.array([7, 7])
    mx.autograd.mark_variables(x, gradient)
    show(x.grad)
    with mx.autograd.record():
        y = x * x
    y.backward()
    show(x.grad, gradient)
    gradient[:] = 9
    show(x.grad)


def mark_several(mx):
    xs = [mx.nd.array([1, 2]), mx.nd.array([3, 4]), mx.nd.array([5, 6])]
    gradients = [mx.nd.ones(2) * 10 for _ in xs]
    mx.autograd.mark_variables(xs, gradients, ["write", "add", "null"])
    for _ in range(2):
        with mx.autograd.record():
            y = xs[0] * xs[1] * xs[2]
        y.backward()
    show(gradients)
    show([x.grad for x in xs[:2]])


def mark_all_alike(mx):
    xs = [mx.nd.array([1, 2]), mx.nd.array([3, 4])]
    gradients = [mx.nd.ones(2), mx.nd.ones(2)]
    mx.autograd.mark_variables(xs, gradients, "add")
    with mx.autograd.record():
        y = xs[0] * xs[1]
    y.backward()
    show(gradients)


def mark_by_name(mx):
    x, gradient = mx.nd.array([1, 2]), mx.nd.zeros(2)
    mx.autograd.mark_variables(variables=[x], gradients=[gradient], grad_reqs="add")
    show(x.grad)


def mark_wrongly(mx):
    x, gradient = mx.nd.array([1, 2]), mx.nd.zeros(2)
    outcome(lambda: mx.autograd.mark_variables([x], [gradient], "inplace"))
    outcome(lambda: mx.autograd.mark_variables([x], [gradient], ["nonsense"]))
    outcome(lambda: mx.autograd.mark_variables(1, 2))
    outcome(lambda: mx.autograd.mark_variables([x], [1]))
    outcome(lambda: mx.autograd.mark_variables([1], [gradient]))


def mark_a_shared_gradient(mx):
    x, w, gradient = mx.nd.array([1, 2]), mx.nd.array([3, 4]), mx.nd.zeros(2)
    mx.autograd.mark_variables([x, w], [gradient, gradient], "add")
    with mx.autograd.record():
        y = x * w
    y.backward()
    show(gradient)


def mark_a_result(mx):
    x, gradient = leaf(mx, [1, 2]), mx.nd.zeros(2)
    with mx.autograd.record():
        y = x * x
        mx.autograd.mark_variables(y, gradient)
        z = y * y
    z.backward()
    show(gradient, x.grad)


def mark_with_a_gradient_of_another_shape(mx):
    x, gradient = mx.nd.array([1, 2]), mx.nd.zeros((3,))
    outcome(lambda: mx.autograd.mark_variables(x, gradient))
