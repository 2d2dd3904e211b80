"""Batch normalization from scratch, with moving averages, for dense layers and for images."""

import numpy as np
from mxnet import autograd, nd

rng = np.random.RandomState(4)


def batch_norm(X, gamma, beta, moving_mean, moving_var, eps, momentum):
    if not autograd.is_training():
        X_hat = (X - moving_mean) / nd.sqrt(moving_var + eps)
    else:
        assert len(X.shape) in (2, 4)
        if len(X.shape) == 2:
            mean = X.mean(axis=0)
            var = ((X - mean) ** 2).mean(axis=0)
        else:
            mean = X.mean(axis=(0, 2, 3), keepdims=True)
            var = ((X - mean) ** 2).mean(axis=(0, 2, 3), keepdims=True)
        X_hat = (X - mean) / nd.sqrt(var + eps)
        moving_mean = momentum * moving_mean + (1.0 - momentum) * mean
        moving_var = momentum * moving_var + (1.0 - momentum) * var
    Y = gamma * X_hat + beta
    return Y, moving_mean, moving_var


class BatchNorm:
    def __init__(self, num_features, num_dims):
        shape = (1, num_features) if num_dims == 2 else (1, num_features, 1, 1)
        self.gamma, self.beta = nd.ones(shape), nd.zeros(shape)
        self.moving_mean, self.moving_var = nd.zeros(shape), nd.ones(shape)
        for param in (self.gamma, self.beta):
            param.attach_grad()

    def __call__(self, X):
        Y, self.moving_mean, self.moving_var = batch_norm(
            X, self.gamma, self.beta, self.moving_mean, self.moving_var, eps=1e-5, momentum=0.9
        )
        return Y


images = nd.array(rng.normal(loc=3, scale=2, size=(4, 2, 3, 3)))
layer = BatchNorm(2, 4)
images.attach_grad()
with autograd.record():
    Y = layer(images)
    (Y * Y * images).sum().backward()
print(Y.mean(axis=(0, 2, 3)), (Y**2).mean(axis=(0, 2, 3)))
print(images.grad[0, 1], layer.gamma.grad.reshape((-1,)), layer.beta.grad.reshape((-1,)))
print(layer.moving_mean.reshape((-1,)), layer.moving_var.reshape((-1,)))

num_inputs, hidden, num_outputs = 10, 16, 3
data = rng.normal(loc=2, scale=5, size=(240, num_inputs))
labels = np.argmax(data[:, :num_outputs], axis=1)
W1, W2 = (
    nd.array(rng.normal(scale=0.1, size=(num_inputs, hidden))),
    nd.array(rng.normal(scale=0.1, size=(hidden, num_outputs))),
)
b2 = nd.zeros(num_outputs)
norm = BatchNorm(hidden, 2)
params = [W1, W2, b2, norm.gamma, norm.beta]
for param in (W1, W2, b2):
    param.attach_grad()


def net(X):
    return nd.dot(nd.relu(norm(nd.dot(X, W1))), W2) + b2


x, y = nd.array(data), nd.array(labels)
for epoch in range(5):
    for start in range(0, 240, 40):
        with autograd.record():
            l = -nd.log_softmax(net(x[start : start + 40])).pick(y[start : start + 40])
        l.backward()
        for param in params:
            param[:] = param - 0.5 * param.grad / 40
    accuracy = (net(x).argmax(axis=1) == y).mean().asscalar()
    print("epoch %d, loss %.4f, accuracy %.3f" % (epoch + 1, l.mean().asscalar(), accuracy))
print(norm.moving_mean[0, :4], norm.moving_var[0, :4], norm.gamma[0, :4])
