"""What tutorials teach: models and optimizers from scratch, written as their scripts write them."""

from __future__ import annotations

from typing import Any

import numpy as np


def waves(*shape: int, step: float = 1.7, size: float = 1.0) -> np.ndarray:
    """Numbers that look random and are the same everywhere."""
    count = int(np.prod(shape))
    return (size * np.sin(step * np.arange(1, count + 1) ** 1.5)).reshape(shape)


def note(name: str, *values: Any) -> None:
    """Prints numbers with three digits."""
    numbers = [np.asarray(v.asnumpy() if hasattr(v, "asnumpy") else v).ravel() for v in values]
    print(name, *(" ".join(f"{number + 0.0:.3g}" for number in array) for array in numbers))


def parameters(mx: Any, *shapes: tuple[int, ...], size: float = 0.3) -> list:
    made = [
        mx.nd.array(waves(*shape, step=1.1 + 0.3 * place, size=size))
        for place, shape in enumerate(shapes)
    ]
    for parameter in made:
        parameter.attach_grad()
    return made


def sgd(params: list, lr: float, batch_size: int) -> None:
    for param in params:
        param[:] = param - lr * param.grad / batch_size


def linear_regression(mx):
    nd, autograd = mx.nd, mx.autograd
    true_w, true_b = nd.array([2, -3.4]), 4.2
    features = nd.array(waves(60, 2))
    labels = nd.dot(features, true_w) + true_b
    w, b = nd.array([[0.01], [0.02]]), nd.zeros(shape=(1,))
    w.attach_grad()
    b.attach_grad()
    for epoch in range(3):
        for start in range(0, 60, 10):
            rows = nd.array(list(range(start, start + 10)))
            x, y = features.take(rows), labels.take(rows)
            with autograd.record():
                loss = (nd.dot(x, w) + b - y.reshape((10, 1))) ** 2 / 2
            loss.backward()
            sgd([w, b], 0.3, 10)
        train = ((nd.dot(features, w) + b - labels.reshape((-1, 1))) ** 2 / 2).mean()
        note(f"epoch {epoch}", train.asscalar())
    note("w", w)
    note("b", b)


def softmax_regression(mx):
    nd, autograd = mx.nd, mx.autograd

    def softmax(x):
        exp = x.exp()
        return exp / exp.sum(axis=1, keepdims=True)

    def cross_entropy(y_hat, y):
        return -nd.pick(y_hat, y).log()

    x = nd.array(waves(30, 6))
    y = nd.array(np.abs(waves(30, step=0.7)) * 2.99).floor()
    w, b = parameters(mx, (6, 3), (3,))
    for epoch in range(5):
        with autograd.record():
            y_hat = softmax(nd.dot(x.reshape((-1, 6)), w) + b)
            loss = cross_entropy(y_hat, y).sum()
        loss.backward()
        sgd([w, b], 0.5, 30)
        accuracy = (y_hat.argmax(axis=1) == y.astype("float32")).mean().asscalar()
        note(f"epoch {epoch}", loss / 30, accuracy)


def multilayer_perceptron(mx):
    nd, autograd = mx.nd, mx.autograd
    x = nd.array(waves(24, 5))
    y = nd.array(np.arange(24) % 3)
    w1, b1, w2, b2 = params = parameters(mx, (5, 8), (8,), (8, 3), (3,))
    for epoch in range(6):
        with autograd.record():
            hidden = nd.maximum(nd.dot(x, w1) + b1, 0)
            scores = nd.dot(hidden, w2) + b2
            loss = -(nd.log_softmax(scores) * nd.one_hot(y, 3)).sum(axis=1)
        loss.backward()
        sgd(params, 0.5, 24)
        note(f"epoch {epoch}", loss.mean())
    note("w1", w1.norm(), "of", w1.grad.norm())


def weight_decay(mx):
    nd, autograd = mx.nd, mx.autograd
    x, y = nd.array(waves(10, 20)), nd.array(waves(10, 1, step=0.3))
    (w,) = parameters(mx, (20, 1))
    for lambd in (0, 3):
        w[:] = nd.array(waves(20, 1))
        for _ in range(20):
            with autograd.record():
                loss = ((nd.dot(x, w) - y) ** 2 / 2).mean() + lambd * (w**2).sum() / 2
            loss.backward()
            w[:] = w - 0.1 * w.grad
        note(f"lambda {lambd}", loss, w.norm())


def dropout_from_scratch(mx):
    nd, autograd = mx.nd, mx.autograd

    def dropout(x, drop_prob, numbers):
        keep_prob = 1 - drop_prob
        mask = numbers < keep_prob
        return mask * x / keep_prob if autograd.is_training() else x

    numbers = nd.array(np.abs(waves(4, 5)))
    x = nd.array(waves(4, 5, step=0.9))
    x.attach_grad()
    with autograd.record():
        y = (dropout(x, 0.5, numbers) ** 2).sum()
    y.backward()
    note("train", y, x.grad)
    with autograd.record(train_mode=False):
        y = (dropout(x, 0.5, numbers) ** 2).sum()
    y.backward()
    note("predict", y, x.grad)


def optimizers(mx):
    nd, autograd = mx.nd, mx.autograd

    def momentum(p, s, t):
        s[0][:] = 0.5 * s[0] + 0.05 * p.grad
        p[:] -= s[0]

    def nesterov(p, s, t):
        before = s[0].copy()
        s[0][:] = 0.5 * s[0] - 0.05 * p.grad
        p[:] += -0.5 * before + 1.5 * s[0]

    def adagrad(p, s, t):
        s[0][:] += p.grad.square()
        p[:] -= 0.3 * p.grad / (s[0] + 1e-6).sqrt()

    def rmsprop(p, s, t):
        s[0][:] = 0.9 * s[0] + 0.1 * p.grad.square()
        p[:] -= 0.1 * p.grad / (s[0] + 1e-6).sqrt()

    def adadelta(p, s, t):
        s[0][:] = 0.9 * s[0] + 0.1 * p.grad.square()
        g = ((s[1] + 1e-5).sqrt() / (s[0] + 1e-5).sqrt()) * p.grad
        p[:] -= g
        s[1][:] = 0.9 * s[1] + 0.1 * g * g

    def adam(p, s, t):
        s[0][:] = 0.9 * s[0] + 0.1 * p.grad
        s[1][:] = 0.999 * s[1] + 0.001 * p.grad.square()
        mean, spread = s[0] / (1 - 0.9**t), s[1] / (1 - 0.999**t)
        p[:] -= 0.1 * mean / (spread.sqrt() + 1e-6)

    x, y = nd.array(waves(16, 4)), nd.array(waves(16, 1, step=0.4))
    for step in (momentum, nesterov, adagrad, rmsprop, adadelta, adam):
        params = parameters(mx, (4, 1), (1,))
        states = [[nd.zeros(p.shape), nd.zeros(p.shape)] for p in params]
        for turn in range(1, 21):
            with autograd.record():
                loss = ((nd.dot(x, params[0]) + params[1] - y) ** 2).mean()
            loss.backward()
            for p, s in zip(params, states):
                step(p, s, turn)
        note(step.__name__, loss, *params)


def gradient_clipping(mx):
    nd, autograd = mx.nd, mx.autograd
    params = parameters(mx, (3, 3), (3,))
    with autograd.record():
        loss = (nd.dot(nd.ones((2, 3)), params[0]) * 10 + params[1]).square().sum()
    loss.backward()
    norm = nd.array([0])
    for param in params:
        norm += (param.grad**2).sum()
    norm = norm.sqrt().asscalar()
    if norm > 1:
        for param in params:
            param.grad[:] *= 1 / norm
    note("norm", norm)
    note("gradients", *(param.grad for param in params))


def recurrent_network(mx):
    nd, autograd = mx.nd, mx.autograd
    inputs = [nd.one_hot(nd.array([place % 4, (place + 2) % 4]), 4) for place in range(5)]
    w_xh, w_hh, b_h, w_hq, b_q = params = parameters(mx, (4, 6), (6, 6), (6,), (6, 4), (4,))
    h = nd.zeros((2, 6))
    for turn in range(4):
        h = h.detach()
        with autograd.record():
            losses = []
            for place in range(4):
                h = nd.tanh(nd.dot(inputs[place], w_xh) + nd.dot(h, w_hh) + b_h)
                scores = nd.dot(h, w_hq) + b_q
                labels = nd.argmax(inputs[place + 1], axis=1)
                losses.append(-nd.pick(nd.log_softmax(scores), labels))
            loss = nd.concat(*losses, dim=0).mean()
        loss.backward()
        sgd(params, 1.0, 1)
        note(f"turn {turn}", loss)
    note("h", h)


def gated_recurrent_unit(mx):
    nd, autograd = mx.nd, mx.autograd
    x = nd.array(waves(5, 2, 3))
    shapes = [(3, 4), (4, 4), (4,)] * 3
    params = parameters(mx, *shapes)
    w_xz, w_hz, b_z, w_xr, w_hr, b_r, w_xh, w_hh, b_h = params
    for turn in range(3):
        h, total = nd.zeros((2, 4)), 0
        with autograd.record():
            for place in range(5):
                z = nd.sigmoid(nd.dot(x[place], w_xz) + nd.dot(h, w_hz) + b_z)
                r = nd.sigmoid(nd.dot(x[place], w_xr) + nd.dot(h, w_hr) + b_r)
                candidate = nd.tanh(nd.dot(x[place], w_xh) + nd.dot(r * h, w_hh) + b_h)
                h = z * h + (1 - z) * candidate
                total = total + ((h - 0.5) ** 2).sum()
        total.backward()
        sgd(params, 0.1, 1)
        note(f"turn {turn}", total)
    note("gradients", *(param.grad.norm() for param in params))


def long_short_term_memory(mx):
    nd, autograd = mx.nd, mx.autograd
    x = nd.array(waves(5, 2, 3))
    params = parameters(mx, (3, 16), (4, 16), (16,))
    w_x, w_h, b = params
    for turn in range(3):
        h, c, total = nd.zeros((2, 4)), nd.zeros((2, 4)), 0
        with autograd.record():
            for place in range(5):
                gates = nd.dot(x[place], w_x) + nd.dot(h, w_h) + b
                i, f, o, g = nd.split(gates, num_outputs=4, axis=1)
                c = nd.sigmoid(f) * c + nd.sigmoid(i) * nd.tanh(g)
                h = nd.sigmoid(o) * nd.tanh(c)
                total = total + ((h - 0.5) ** 2).sum()
        total.backward()
        sgd(params, 0.1, 1)
        note(f"turn {turn}", total)
    note("gradients", *(param.grad.norm() for param in params))


def batch_normalization(mx):
    nd, autograd = mx.nd, mx.autograd

    def batch_norm(x, gamma, beta, moving_mean, moving_var, eps, momentum):
        if not autograd.is_training():
            x_hat = (x - moving_mean) / nd.sqrt(moving_var + eps)
        else:
            if len(x.shape) == 2:
                mean = x.mean(axis=0)
                var = ((x - mean) ** 2).mean(axis=0)
            else:
                mean = x.mean(axis=(0, 2, 3), keepdims=True)
                var = ((x - mean) ** 2).mean(axis=(0, 2, 3), keepdims=True)
            x_hat = (x - mean) / nd.sqrt(var + eps)
            moving_mean[:] = momentum * moving_mean + (1.0 - momentum) * mean.detach()
            moving_var[:] = momentum * moving_var + (1.0 - momentum) * var.detach()
        return gamma * x_hat + beta

    for shape, axes in (((6, 3), (1, 3)), ((2, 3, 2, 2), (1, 3, 1, 1))):
        x = nd.array(waves(*shape) * 3 + 1)
        gamma, beta = nd.ones(axes), nd.zeros(axes)
        gamma.attach_grad()
        beta.attach_grad()
        x.attach_grad()
        mean, var = nd.zeros(axes), nd.ones(axes)
        for _ in range(3):
            with autograd.record():
                y = batch_norm(x, gamma, beta, mean, var, 1e-5, 0.9)
                loss = (y**2 * nd.array(waves(*shape, step=0.6))).sum()
            loss.backward()
            sgd([gamma, beta], 0.1, 1)
        note("train", loss, gamma, beta)
        note("moving", mean, var)
        note("gradient", x.grad)
        note("predict", batch_norm(x, gamma, beta, mean, var, 1e-5, 0.9).sum())
