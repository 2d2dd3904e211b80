"""Arrays: making, computing, indexing, sharing memory, going to NumPy and back."""

import mxnet as mx
import numpy as np
from mxnet import nd

x = nd.arange(12)
print(x, x.shape, x.size, x.dtype, x.context)
X = x.reshape((3, 4))
print(X, X.reshape((-1, 6)).shape, X.reshape((0, 2, 2)).shape, X.reshape((-3,)).shape)
print(nd.zeros((2, 3, 4)), nd.ones((3, 4)), nd.full((2, 2), 7), nd.eye(3))
Y = nd.array([[2, 1, 4, 3], [1, 2, 3, 4], [4, 3, 2, 1]])
print(X + Y, X - Y, X * Y, X / Y, X**2, X % 3, 2 - X, 1 / (Y + 1), -X)
print(Y.exp(), nd.sqrt(Y), nd.log(Y), nd.abs(-Y), Y.sigmoid(), Y.tanh())
print(nd.dot(X, Y.T), nd.dot(X[0], Y[1]))
print(nd.concat(X, Y, dim=0), nd.concat(X, Y, dim=1), nd.stack(X, Y).shape)
print(X == Y, X > Y, X <= 5, (X != Y).sum())
print(X.sum(), X.mean(), X.max(), X.min(), X.norm(), X.sum(axis=0), X.mean(axis=1, keepdims=True))
print(X.argmax(axis=1), X.argmin(axis=0), nd.topk(Y, k=2), nd.sort(Y, axis=1), nd.argsort(Y))
A = nd.arange(3).reshape((3, 1))
B = nd.arange(2).reshape((1, 2))
print(
    A + B, A * B, nd.broadcast_to(A, shape=(3, 2)), nd.maximum(A, B), A.broadcast_to((3, 4)).shape
)

print(X[1:3], X[1, 2], X[:, 1:3], X[-1], X[0:3:2], X[..., 0], X[1, 2].asscalar())
X[1, 2] = 9
X[0:2, :] = 12
X[2] = nd.array([1, 2, 3, 4])
X[:, 0] = np.array([5, 6, 7])
print(X, x[4])
row = X[1]
row[:] = -1
print(X)

before = id(Y)
Y = Y + X
print(id(Y) == before)
before = id(Y)
Y += X
print(id(Y) == before)
Z = Y.zeros_like()
before = id(Z)
Z[:] = X + Y
nd.elemwise_add(X, Y, out=Z)
print(id(Z) == before, Z)

P = np.ones((2, 3))
D = nd.array(P)
print(
    D, D.asnumpy().dtype, type(D.asnumpy()).__name__, D.astype("int32"), D.astype(np.float64).dtype
)
print(nd.array([1, 2], dtype="float16").dtype, nd.array(np.arange(3)).dtype)
print(
    nd.one_hot(nd.array([0, 2]), 3), nd.take(Y, nd.array([0, 2])), nd.pick(Y, nd.array([0, 1, 2]))
)
print(nd.where(X > 3, X, Y), nd.clip(X, 0, 4), nd.repeat(A, 2, axis=1), nd.tile(B, (2, 2)))
print(X.T, nd.transpose(nd.arange(6).reshape((1, 2, 3)), (2, 0, 1)).shape, X.expand_dims(0).shape)
print([part.shape for part in nd.split(X, 2, axis=1)])
for item in nd.arange(3):
    print(item.asscalar(), end=" ")
print(len(X), X.ndim, bool(nd.array([1])), nd.array([2.5]).asscalar())
print("%.3f" % X.mean().asscalar(), f"{X.sum().asscalar():.2f}", X.copy().shape)
with mx.Context(mx.cpu(0)):
    print(nd.zeros((1,)).context, X.as_in_context(mx.cpu()) is X)
