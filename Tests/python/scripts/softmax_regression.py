"""Softmax regression from scratch, on drawings of ten kinds that NumPy makes."""

import numpy as np
from mxnet import autograd, nd

rng = np.random.RandomState(7)
num_inputs, num_outputs, batch_size = 64, 10, 50
prototypes = rng.uniform(0, 1, (num_outputs, num_inputs))


def drawings(count):
    kinds = rng.randint(0, num_outputs, count)
    return prototypes[kinds] + rng.normal(0, 0.4, (count, num_inputs)), kinds


train, test = drawings(1000), drawings(300)


def batches(data):
    for start in range(0, len(data[0]), batch_size):
        rows = slice(start, start + batch_size)
        yield nd.array(data[0][rows]), nd.array(data[1][rows])


W = nd.array(rng.normal(scale=0.01, size=(num_inputs, num_outputs)))
b = nd.zeros(num_outputs)
params = [W, b]
for param in params:
    param.attach_grad()


def softmax(X):
    X_exp = X.exp()
    partition = X_exp.sum(axis=1, keepdims=True)
    return X_exp / partition


def net(X):
    return softmax(nd.dot(X.reshape((-1, num_inputs)), W) + b)


def cross_entropy(y_hat, y):
    return -nd.pick(y_hat, y).log()


def accuracy(y_hat, y):
    return (y_hat.argmax(axis=1) == y.astype("float32")).mean().asscalar()


def evaluate_accuracy(data):
    right, n = 0.0, 0
    for X, y in batches(data):
        right += (net(X).argmax(axis=1) == y).sum().asscalar()
        n += y.size
    return right / n


X, y = next(batches(train))
print(softmax(X[:2, :5]), softmax(X).sum(axis=1)[:3])
print(nd.pick(nd.array([[0.1, 0.3, 0.6], [0.3, 0.2, 0.5]]), nd.array([0, 2], dtype="int32")))
print(evaluate_accuracy(test))
for epoch in range(4):
    train_l_sum, train_acc_sum, n = 0.0, 0.0, 0
    for X, y in batches(train):
        with autograd.record():
            y_hat = net(X)
            loss = cross_entropy(y_hat, y).sum()
        loss.backward()
        for param in params:
            param[:] = param - 0.1 * param.grad / batch_size
        train_l_sum += loss.asscalar()
        train_acc_sum += (y_hat.argmax(axis=1) == y).sum().asscalar()
        n += y.size
    print(
        "epoch %d, loss %.4f, train acc %.3f, test acc %.3f"
        % (epoch + 1, train_l_sum / n, train_acc_sum / n, evaluate_accuracy(test))
    )
X, y = next(batches(test))
print(net(X).argmax(axis=1)[:9].asnumpy().astype("int32"), y[:9].asnumpy().astype("int32"))
