"""The tape: what it holds and when it lets go, deep graphs, several threads on one graph."""

import os
import threading

import numpy as np
import pytest
import swnd as mx
from swnd import autograd, nd

SIZE = 1 << 20
"""Bytes of an array."""


def leaf(values=None):
    x = nd.ones(SIZE // 4) if values is None else nd.array(values)
    x.attach_grad()
    return x


def in_use():
    mx.waitall()
    return mx.memory_stats()["bytes_in_use"]


class Watch(autograd.Function):
    """Notes how much memory is in use when the way back comes by."""

    def __init__(self, seen):
        super().__init__()
        self.seen = seen

    def forward(self, x):
        return x * 1

    def backward(self, dy):
        dy.wait_to_read()
        self.seen.append(in_use())
        return dy


def chain(x, steps, seen):
    """Operators that each keep their result for the way back."""
    y = Watch(seen)(x)
    for _ in range(steps):
        y = nd.tanh(y)
    return Watch(seen)(y)


def test_what_is_used_up_is_freed_on_the_way():
    steps, seen = 40, []
    x = leaf()
    with autograd.record():
        y = chain(x, steps, seen)
    y.backward()
    late, early = seen
    assert early <= late - (steps - 4) * SIZE


def test_what_is_retained_is_kept():
    steps, seen = 40, []
    x = leaf()
    with autograd.record():
        y = chain(x, steps, seen)
    y.backward(retain_graph=True)
    late, early = seen
    assert early >= late - 4 * SIZE


def test_the_peak_of_the_way_back_is_that_of_the_graph():
    steps = 60
    x = leaf()
    before = in_use()
    with autograd.record():
        y = x
        for _ in range(steps):
            y = nd.tanh(y)
    held = in_use() - before
    assert held >= steps * SIZE
    mx.reset_peak_memory()
    y.backward()
    x.grad.wait_to_read()
    assert mx.memory_stats()["bytes_peak"] - before <= held + 8 * SIZE


def test_a_graph_that_is_dropped_is_freed_at_once():
    x = leaf()
    before = in_use()
    with autograd.record():
        y = x
        for _ in range(20):
            y = nd.tanh(y)
    assert in_use() >= before + 20 * SIZE
    del y
    assert in_use() == before


def test_a_used_graph_holds_nothing_though_its_head_lives():
    x = leaf()
    before = in_use()
    with autograd.record():
        y = x
        for _ in range(20):
            y = nd.tanh(y)
    y.backward()
    assert in_use() <= before + 2 * SIZE


def test_a_graph_of_higher_order_is_freed_with_its_results():
    x = leaf()
    before = in_use()
    with autograd.record():
        y = nd.tanh(nd.tanh(x))
        (first,) = autograd.grad(y, x, create_graph=True)
        (second,) = autograd.grad(first, x, create_graph=True)
    second.wait_to_read()
    assert in_use() > before + 2 * SIZE
    del y, first, second
    assert in_use() == before


def written_through_a_leaf_that_is_a_view(x):
    view = x[1:3]
    autograd.mark_variables([view], [x[3:5]])
    with autograd.record():
        view[:] = view * 2


def gradients_written_from_each_other(x):
    y = nd.ones(x.shape)
    y.attach_grad()
    with autograd.record():
        x.grad[:] = y * 2
        y.grad[:] = x * 2


def gradient_written(x):
    with autograd.record():
        x.grad[:] = x * 2


def part_of_a_gradient_written(x):
    with autograd.record():
        x.grad[1:3] = x[2:4] * 2


def gradient_added_to(x):
    with autograd.record():
        gradient = x.grad
        gradient += x


def given_gradient_written(x):
    gradient = nd.zeros(x.shape)
    autograd.mark_variables([x], [gradient])
    with autograd.record():
        gradient[:] = x * 2


def gradient_of_higher_order_written(x):
    with autograd.record():
        (first,) = autograd.grad(x * x * x, x, create_graph=True, retain_graph=True)
        x.grad[:] = first


@pytest.mark.parametrize(
    "use",
    [
        written_through_a_leaf_that_is_a_view,
        gradients_written_from_each_other,
        gradient_written,
        part_of_a_gradient_written,
        gradient_added_to,
        given_gradient_written,
        gradient_of_higher_order_written,
    ],
)
def test_a_gradient_that_comes_from_its_array_is_freed_with_it(use):
    before = in_use()
    use(leaf())
    assert in_use() == before


def test_a_gradient_outlives_its_array():
    x = leaf([1, 2])
    gradient = x.grad
    given = nd.zeros(2)
    y = nd.array([3, 4])
    autograd.mark_variables([y], [given])
    with autograd.record():
        z = x * y
    del x, y
    z.backward()
    assert gradient.asnumpy().tolist() == [3, 4]
    assert given.asnumpy().tolist() == [1, 2]


def test_a_written_gradient_leads_back_while_its_array_lives():
    x = leaf([1, 2])
    with autograd.record():
        x.grad[:] = x * x
    assert autograd.grad(x.grad, x, retain_graph=True)[0].asnumpy().tolist() == [2, 4]
    gradient = x.grad
    gradient.backward()
    assert x.grad.asnumpy().tolist() == [2, 4]


@pytest.mark.parametrize("goes_back", [True, False])
def test_deep_graphs(goes_back):
    count = 1_000_000 if os.environ.get("SWND_LONG") else 200_000
    x = leaf([1.0, 2.0])
    with autograd.record():
        y = x
        for _ in range(count):
            y = y + 1
    if goes_back:
        y.backward()
        assert x.grad.asnumpy().tolist() == [1, 1]
    del y


def test_deep_graphs_of_higher_order():
    x = leaf([0.5])
    with autograd.record():
        y = x
        for _ in range(20_000):
            y = nd.sin(y)
        (first,) = autograd.grad(y, x, create_graph=True)
    first.backward()
    assert np.isfinite(x.grad.asscalar())
    del y, first


def test_deep_graphs_of_functions():
    class Both(autograd.Function):
        def forward(self, a, b):
            return a + 1, b + 2

        def backward(self, da, db):
            return da, db

    for goes_back in (True, False):
        x = leaf([1.0])
        with autograd.record():
            a, b = x, x
            for _ in range(20_000):
                a, b = Both()(a, b)
            y = a * b
        if goes_back:
            y.backward()
            assert x.grad.asscalar() == 20_001 + 40_001
        del a, b, y


def test_threads_that_free_one_graph():
    """Each pass gives its gradients or says that there is no graph any more; none gives a part."""
    for _ in range(500):
        x = leaf([1.0, 2.0])
        with autograd.record():
            shared = x
            for _ in range(50):
                shared = shared * 1.0
            heads = [shared * 2, shared * 3, shared * 5]
        results = []
        start = threading.Barrier(len(heads))

        def go_back(head, results=results, x=x, start=start):
            start.wait()
            try:
                (gradient,) = autograd.grad(head, x)
                results.append(gradient.asnumpy().tolist())
            except mx.MXNetError:
                results.append(None)

        threads = [threading.Thread(target=go_back, args=(head,)) for head in heads]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(results) == len(heads)
        for result in results:
            assert result in (None, [2.0, 2.0], [3.0, 3.0], [5.0, 5.0])


def test_a_narrow_way_leaves_the_rest_alone():
    """With respect to one variable, gradients of the others are not computed."""
    x, w = leaf([1.0, 2.0]), leaf([3.0, 4.0])
    called = []

    class Noting(autograd.Function):
        def forward(self, w):
            return w * 2

        def backward(self, dy):
            called.append(True)
            return dy * 2

    with autograd.record():
        y = Noting()(w) * x
    assert autograd.grad(y, x, retain_graph=True)[0].asnumpy().tolist() == [6, 8]
    assert not called
    assert autograd.grad(y, w)[0].asnumpy().tolist() == [2, 4]
    assert called


def test_zeros_do_not_stand_for_a_graph_that_is_gone():
    x, w = leaf([1.0, 2.0]), leaf([3.0, 4.0])
    with autograd.record():
        shared = x * x
        a, b = shared * 2, shared * w
    a.backward()
    with pytest.raises(mx.MXNetError, match="grad: .* variable 0 was freed .*retain_graph"):
        autograd.grad(b, [x, w], retain_graph=True)
    assert autograd.grad(b, w)[0].asnumpy().tolist() == [1, 4]


def test_threads_that_add_to_one_gradient():
    x = nd.array([1.0, 2.0])
    x.attach_grad("add")
    failures = []

    def work():
        try:
            for _ in range(100):
                with autograd.record():
                    y = x * 1.0
                y.backward()
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert x.grad.asnumpy().tolist() == [400, 400]


def test_threads_that_attach_while_others_go_back():
    x = nd.array([1.0, 2.0])
    x.attach_grad()
    failures = []

    def work(attaches):
        try:
            for _ in range(300):
                if attaches:
                    x.attach_grad()
                    continue
                with autograd.record():
                    y = x * 3
                (gradient,) = autograd.grad(y, y)
                assert gradient.asnumpy().tolist() == [1, 1]
                assert x.grad.shape == (2,)
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(n % 2 == 0,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
