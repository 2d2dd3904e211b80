"""Dropout from scratch: masks from NumPy, so that they are known."""

import numpy as np
from mxnet import autograd, nd

rng = np.random.RandomState(5)


def dropout(X, drop_prob):
    assert 0 <= drop_prob <= 1
    keep_prob = 1 - drop_prob
    if keep_prob == 0:
        return X.zeros_like()
    mask = nd.array(rng.uniform(0, 1, X.shape)) < keep_prob
    return mask * X / keep_prob


X = nd.arange(16).reshape((2, 8))
print(dropout(X, 0), dropout(X, 0.5), dropout(X, 1))

num_inputs, hidden, num_outputs = 30, 40, 3
data = rng.normal(size=(300, num_inputs))
labels = np.argmax(data[:, :num_outputs] + 0.3 * data[:, 3:6], axis=1)
W1, b1 = nd.array(rng.normal(scale=0.1, size=(num_inputs, hidden))), nd.zeros(hidden)
W2, b2 = nd.array(rng.normal(scale=0.1, size=(hidden, hidden))), nd.zeros(hidden)
W3, b3 = nd.array(rng.normal(scale=0.1, size=(hidden, num_outputs))), nd.zeros(num_outputs)
params = [W1, b1, W2, b2, W3, b3]
for param in params:
    param.attach_grad()


def net(X):
    H1 = (nd.dot(X, W1) + b1).relu()
    if autograd.is_training():
        H1 = dropout(H1, 0.2)
    H2 = (nd.dot(H1, W2) + b2).relu()
    if autograd.is_training():
        H2 = dropout(H2, 0.5)
    return nd.dot(H2, W3) + b3


x, y = nd.array(data), nd.array(labels)
for epoch in range(5):
    for start in range(0, 300, 60):
        with autograd.record():
            y_hat = net(x[start : start + 60])
            l = -nd.log_softmax(y_hat).pick(y[start : start + 60])
        l.backward()
        for param in params:
            param[:] -= 0.5 / 60 * param.grad
    accuracy = (net(x).argmax(axis=1) == y).mean().asscalar()
    print("epoch %d, loss %.4f, accuracy %.3f" % (epoch + 1, l.mean().asscalar(), accuracy))
