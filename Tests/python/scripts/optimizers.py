"""Optimizers from scratch: SGD, momentum, Adagrad, RMSProp, Adadelta, Adam."""

import numpy as np
from mxnet import autograd, nd

rng = np.random.RandomState(2)
features = rng.normal(size=(400, 5)) * np.array([1, 2, 0.5, 1, 3])
labels = features.dot([2, -1, 3, 0.5, -0.2]) + 1 + rng.normal(scale=0.1, size=400)
features = (features - features.mean(axis=0)) / features.std(axis=0)
features, labels = nd.array(features), nd.array(labels)


def init():
    return nd.zeros((5, 1)), nd.zeros(1)


def init_sgd():
    return [None, None]


def sgd(params, states, hyperparams):
    for p in params:
        p[:] -= hyperparams["lr"] * p.grad


def init_momentum():
    return init()


def momentum(params, states, hyperparams):
    for p, v in zip(params, states):
        v[:] = hyperparams["momentum"] * v + hyperparams["lr"] * p.grad
        p[:] -= v


def init_adagrad():
    return init()


def adagrad(params, states, hyperparams):
    eps = 1e-6
    for p, s in zip(params, states):
        s[:] += p.grad.square()
        p[:] -= hyperparams["lr"] * p.grad / (s + eps).sqrt()


def init_rmsprop():
    return init()


def rmsprop(params, states, hyperparams):
    gamma, eps = hyperparams["gamma"], 1e-6
    for p, s in zip(params, states):
        s[:] = gamma * s + (1 - gamma) * p.grad.square()
        p[:] -= hyperparams["lr"] * p.grad / (s + eps).sqrt()


def init_adadelta():
    s, delta = init(), init()
    return [(s[0], delta[0]), (s[1], delta[1])]


def adadelta(params, states, hyperparams):
    rho, eps = hyperparams["rho"], 1e-5
    for p, (s, delta) in zip(params, states):
        s[:] = rho * s + (1 - rho) * p.grad.square()
        g = ((delta + eps).sqrt() / (s + eps).sqrt()) * p.grad
        p[:] -= g
        delta[:] = rho * delta + (1 - rho) * g * g


def init_adam():
    v, s = init(), init()
    return [(v[0], s[0]), (v[1], s[1])]


def adam(params, states, hyperparams):
    beta1, beta2, eps = 0.9, 0.999, 1e-6
    for p, (v, s) in zip(params, states):
        v[:] = beta1 * v + (1 - beta1) * p.grad
        s[:] = beta2 * s + (1 - beta2) * p.grad.square()
        v_bias_corr = v / (1 - beta1 ** hyperparams["t"])
        s_bias_corr = s / (1 - beta2 ** hyperparams["t"])
        p[:] -= hyperparams["lr"] * v_bias_corr / (s_bias_corr.sqrt() + eps)
    hyperparams["t"] += 1


def linreg(X, w, b):
    return nd.dot(X, w) + b


def squared_loss(y_hat, y):
    return (y_hat - y.reshape(y_hat.shape)) ** 2 / 2


def train(trainer_fn, states, hyperparams, batch_size=20, num_epochs=2):
    draw = np.random.RandomState(9)
    w = nd.array(draw.normal(scale=0.01, size=(5, 1)))
    b = nd.zeros(1)
    w.attach_grad()
    b.attach_grad()
    for _ in range(num_epochs):
        order = draw.permutation(len(labels))
        for start in range(0, len(order), batch_size):
            rows = nd.array(order[start : start + batch_size])
            X, y = nd.take(features, rows), nd.take(labels, rows)
            with autograd.record():
                l = squared_loss(linreg(X, w, b), y).mean()
            l.backward()
            trainer_fn([w, b], states, hyperparams)
    l = squared_loss(linreg(features, w, b), labels).mean().asscalar()
    print("%s: loss %.6f" % (trainer_fn.__name__, l))
    print(w.reshape((-1,)), b)


train(sgd, init_sgd(), {"lr": 0.2})
train(momentum, init_momentum(), {"lr": 0.02, "momentum": 0.9})
train(adagrad, init_adagrad(), {"lr": 0.4})
train(rmsprop, init_rmsprop(), {"lr": 0.05, "gamma": 0.9})
train(adadelta, init_adadelta(), {"rho": 0.9})
train(adam, init_adam(), {"lr": 0.05, "t": 1})
