"""A multilayer perceptron from scratch, with weight decay; then the same as a regression."""

import numpy as np
from mxnet import autograd, nd

rng = np.random.RandomState(11)
num_inputs, num_hiddens, num_outputs, batch_size, lr = 20, 32, 4, 32, 0.3
X_all = rng.normal(size=(640, num_inputs))
teacher = rng.normal(size=(num_inputs, num_outputs))
y_all = np.argmax(np.tanh(X_all).dot(teacher), axis=1)

W1 = nd.array(rng.normal(scale=0.1, size=(num_inputs, num_hiddens)))
b1 = nd.zeros(num_hiddens)
W2 = nd.array(rng.normal(scale=0.1, size=(num_hiddens, num_outputs)))
b2 = nd.zeros(num_outputs)
params = [W1, b1, W2, b2]
for param in params:
    param.attach_grad()


def relu(X):
    return nd.maximum(X, 0)


def net(X):
    X = X.reshape((-1, num_inputs))
    H = relu(nd.dot(X, W1) + b1)
    return nd.dot(H, W2) + b2


def loss(y_hat, y):
    return -nd.pick(nd.log_softmax(y_hat, axis=-1), y, axis=-1)


for epoch in range(6):
    total, right = 0.0, 0.0
    for start in range(0, len(X_all), batch_size):
        X = nd.array(X_all[start : start + batch_size])
        y = nd.array(y_all[start : start + batch_size])
        with autograd.record():
            y_hat = net(X)
            l = loss(y_hat, y).mean() + 1e-4 * (W1.square().sum() + W2.square().sum())
        l.backward()
        for param in params:
            param -= lr * param.grad
        total += l.asscalar() * X.shape[0]
        right += (y_hat.argmax(axis=1) == y).sum().asscalar()
    print("epoch %d, loss %.4f, acc %.3f" % (epoch + 1, total / len(X_all), right / len(X_all)))
print([("%.4f" % p.norm().asscalar()) for p in params])

# Regression of a curve, with tanh.
x = nd.array(np.linspace(-2, 2, 64).reshape(-1, 1))
target = nd.sin(2 * x) + 0.5 * x
V1, c1 = nd.array(rng.normal(size=(1, 24))), nd.array(rng.normal(size=(24,)))
V2, c2 = nd.array(rng.normal(scale=0.2, size=(24, 1))), nd.zeros((1,))
for p in (V1, c1, V2, c2):
    p.attach_grad()
for step in range(200):
    with autograd.record():
        out = nd.dot(nd.tanh(nd.dot(x, V1) + c1), V2) + c2
        l = nd.mean((out - target) ** 2)
    l.backward()
    for p in (V1, c1, V2, c2):
        p -= 0.05 * p.grad
    if step % 50 == 49:
        print("step %d, loss %.5f" % (step + 1, l.asscalar()))
print(out[::16].reshape((-1,)))
