"""Whole steps of training from scratch: forward, backward, update of the parameters.

The learning rate is tiny: the work stays the same however many steps a library makes.
"""

from __future__ import annotations

from targets import at_most

from workloads.declaring import Workloads

workloads = Workloads()

RATE = 1e-6


def _perceptron(lib, data, batch, sizes):
    inputs, hidden, classes = sizes
    parameters = [
        lib.variable(0.1 * data.normal(inputs, hidden)),
        lib.variable(0.1 * data.normal(hidden)),
        lib.variable(0.1 * data.normal(hidden, classes)),
        lib.variable(0.1 * data.normal(classes)),
    ]

    def loss(w1, b1, w2, b2, x, labels):
        h = lib.relu(lib.product(x, w1, False, False) + b1)
        z = lib.product(h, w2, False, False) + b2
        return -lib.mean(lib.log_softmax(z, axis=1) * labels)

    x, labels = lib.array(data.normal(batch, inputs)), lib.array(data.labels(batch, classes))
    return lib.training(loss, parameters, RATE), x, labels


@workloads.add("step of 64-32-10, batch 32", at_most(0.5, "torch"))
def small_network(lib, data):
    return _perceptron(lib, data, 32, (64, 32, 10))


@workloads.add("step of 784-512-10, batch 256", at_most(0.8, "torch"), at_most(1.0, "jax"))
def large_network(lib, data):
    return _perceptron(lib, data, 256, (784, 512, 10))


@workloads.add("step of LSTM, 20 x 32 x 64", at_most(0.5, "torch"))
def lstm(lib, data):
    steps, batch, width = 20, 32, 64
    parameters = [
        lib.variable(0.1 * data.normal(width, 4 * width)),
        lib.variable(0.1 * data.normal(width, 4 * width)),
        lib.variable(0.1 * data.normal(4 * width)),
    ]
    sequence = [lib.array(data.normal(batch, width)) for _ in range(steps)]
    h0, c0 = (lib.array(0 * data.normal(batch, width)) for _ in range(2))

    def loss(wx, wh, b, h, c, *sequence):
        for x in sequence:
            gates = lib.product(x, wx, False, False) + lib.product(h, wh, False, False) + b
            i, f, g, o = lib.parts(gates, 4)
            c = lib.sigmoid(f) * c + lib.sigmoid(i) * lib.tanh(g)
            h = lib.sigmoid(o) * lib.tanh(c)
        return lib.mean(h * h)

    return lib.training(loss, parameters, RATE), h0, c0, *sequence
