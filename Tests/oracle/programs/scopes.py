"""Scopes of recording and of training: nesting, reuse, threads, what they are not."""

from __future__ import annotations

import threading
from typing import Any

from programs.showing import outcome, show


def modes(mx: Any) -> tuple[bool, bool]:
    return mx.autograd.is_recording(), mx.autograd.is_training()


def outside(mx):
    show(modes(mx))


def each_alone(mx):
    ag = mx.autograd
    for scope in (
        lambda: ag.record(),
        lambda: ag.record(train_mode=False),
        lambda: ag.record(False),
        lambda: ag.pause(),
        lambda: ag.pause(train_mode=True),
        lambda: ag.train_mode(),
        lambda: ag.predict_mode(),
    ):
        with scope():
            show(modes(mx))
        show(modes(mx))


def each_within_each(mx):
    ag = mx.autograd
    scopes = [
        lambda: ag.record(),
        lambda: ag.record(train_mode=False),
        lambda: ag.pause(),
        lambda: ag.pause(train_mode=True),
        lambda: ag.train_mode(),
        lambda: ag.predict_mode(),
    ]
    for outer in scopes:
        for inner in scopes:
            with outer():
                with inner():
                    show(modes(mx))
                show(modes(mx))
            show(modes(mx))


def three_deep(mx):
    ag = mx.autograd
    with ag.record():
        with ag.predict_mode():
            with ag.pause():
                show(modes(mx))
            show(modes(mx))
            with ag.train_mode(), ag.pause(train_mode=True):
                show(modes(mx))
            show(modes(mx))
        show(modes(mx))


def a_scope_gives_nothing(mx):
    with mx.autograd.record() as scope:
        show(scope)


def an_exception_ends_a_scope(mx):
    try:
        with mx.autograd.record(), mx.autograd.predict_mode():
            raise KeyError
    except KeyError:
        show(modes(mx))


def a_scope_again(mx):
    scope = mx.autograd.record()
    for _ in range(2):
        with scope:
            show(modes(mx))
        show(modes(mx))


def no_decorators(mx):
    for scope in (mx.autograd.record, mx.autograd.pause, mx.autograd.train_mode):
        outcome(lambda scope=scope: scope()(lambda: 1)())


def set_modes(mx):
    ag = mx.autograd
    show(ag.set_recording(True), modes(mx))
    show(ag.set_training(True), modes(mx))
    show(ag.set_recording(True), ag.set_training(True))
    show(ag.set_recording(False), modes(mx))
    show(ag.set_training(False), modes(mx))


def set_modes_within_a_scope(mx):
    with mx.autograd.record():
        mx.autograd.set_recording(False)
        mx.autograd.set_training(False)
        show(modes(mx))
    show(modes(mx))
    with mx.autograd.pause():
        mx.autograd.set_recording(True)
    show(modes(mx))
    mx.autograd.set_recording(False)
    show(modes(mx))


def set_modes_to_numbers(mx):
    show(mx.autograd.set_recording(1), modes(mx))
    show(mx.autograd.set_recording(0), modes(mx))
    outcome(lambda: mx.autograd.set_recording("yes"))
    show(mx.autograd.set_recording(False))


def names_of_arguments(mx):
    show(mx.autograd.set_recording(is_recording=False))
    show(mx.autograd.set_training(train_mode=False))
    with mx.autograd.pause(train_mode=True):
        show(modes(mx))


def threads_begin_outside(mx):
    seen = []
    with mx.autograd.record():
        thread = threading.Thread(target=lambda: seen.append(modes(mx)))
        thread.start()
        thread.join()
    show(seen)


def a_thread_leaves_others_alone(mx):
    seen = []

    def work():
        with mx.autograd.record():
            seen.append(modes(mx))
            entered.set()
            leave.wait()

    entered, leave = threading.Event(), threading.Event()
    thread = threading.Thread(target=work)
    thread.start()
    entered.wait()
    show(modes(mx))
    leave.set()
    thread.join()
    show(seen, modes(mx))


def backward_sees_and_leaves_modes(mx):
    x = mx.nd.array([1.0, 2.0])
    x.attach_grad()
    with mx.autograd.record(train_mode=False):
        y = x * x
        y.backward()
        show(modes(mx))
    show(modes(mx))
    show(x.grad)
