"""Fits of polynomials that are too small and too large, and weight decay."""

import numpy as np
from mxnet import autograd, nd

rng = np.random.RandomState(8)
n_train, n_test, true_w, true_b = 60, 60, [1.2, -3.4, 5.6], 5
features = nd.array(rng.normal(size=(n_train + n_test, 1)))
poly = nd.concat(features, nd.power(features, 2), nd.power(features, 3), dim=1)
poly = nd.clip(poly, -4, 4)
labels = true_w[0] * poly[:, 0] + true_w[1] * poly[:, 1] + true_w[2] * poly[:, 2] + true_b
labels += nd.array(rng.normal(scale=0.1, size=labels.shape))
print(features[:2], poly[:2], labels[:2])


def fit(train_features, test_features, train_labels, test_labels, lambd=0.0):
    w = nd.array(rng.normal(scale=0.1, size=(train_features.shape[-1], 1)))
    b = nd.zeros((1,))
    w.attach_grad()
    b.attach_grad()

    def net(X):
        return nd.dot(X, w) + b

    def loss(X, y):
        return ((net(X) - y.reshape((-1, 1))) ** 2 / 2).mean()

    train_ls, test_ls = [], []
    for _ in range(40):
        for start in range(0, len(train_labels), 10):
            X = train_features[start : start + 10]
            y = train_labels[start : start + 10]
            with autograd.record():
                l = loss(X, y) + lambd * (w**2).sum() / 2
            l.backward()
            for p in (w, b):
                p[:] = p - 0.02 * p.grad
        train_ls.append(loss(train_features, train_labels).asscalar())
        test_ls.append(loss(test_features, test_labels).asscalar())
    print("final: train loss %.5f, test loss %.5f" % (train_ls[-1], test_ls[-1]))
    print("weight:", w.asnumpy().ravel().round(3), "bias: %.3f" % b.asscalar())


fit(poly[:n_train], poly[n_train:], labels[:n_train], labels[n_train:])
fit(features[:n_train], features[n_train:], labels[:n_train], labels[n_train:])
fit(poly[:3], poly[n_train:], labels[:3], labels[n_train:])
fit(poly[:n_train], poly[n_train:], labels[:n_train], labels[n_train:], lambd=0.3)
