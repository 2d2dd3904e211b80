"""Attention from scratch: scores, masks, several heads; a model that learns to look things up."""

import math

import numpy as np
from mxnet import autograd, nd

rng = np.random.RandomState(6)


def masked_softmax(X, valid_length):
    if valid_length is None:
        return X.softmax()
    shape = X.shape
    steps = nd.arange(shape[-1]).reshape((1, 1, -1))
    mask = nd.broadcast_lesser(steps, valid_length.reshape((-1, 1, 1)))
    mask = nd.broadcast_to(mask, shape=shape)
    return nd.softmax(nd.where(mask, X, nd.full(shape, -1e6)), axis=-1)


print(masked_softmax(nd.array(rng.uniform(size=(2, 2, 4))), nd.array([2, 3])))


def dot_product_attention(query, key, value, valid_length=None):
    d = query.shape[-1]
    scores = nd.batch_dot(query, key, transpose_b=True) / math.sqrt(d)
    return nd.batch_dot(masked_softmax(scores, valid_length), value)


keys = nd.ones((2, 10, 2))
values = nd.arange(40).reshape((1, 10, 4)).repeat(2, axis=0)
print(dot_product_attention(nd.ones((2, 1, 2)), keys, values, nd.array([2, 6])))


def mlp_attention(query, key, value, W_q, W_k, v):
    q, k = nd.dot(query, W_q), nd.dot(key, W_k)
    features = nd.tanh(q.expand_dims(axis=2) + k.expand_dims(axis=1))
    scores = nd.dot(features, v).reshape((query.shape[0], query.shape[1], key.shape[1]))
    return nd.batch_dot(scores.softmax(), value)


W_q, W_k, v = (nd.array(rng.normal(size=size)) for size in ((3, 5), (2, 5), (5,)))
print(mlp_attention(nd.ones((2, 2, 3)), keys, values, W_q, W_k, v))


def split_heads(X, num_heads):
    X = X.reshape((0, 0, num_heads, -1))
    X = nd.transpose(X, (0, 2, 1, 3))
    return X.reshape((-3, 0, 0))


def merge_heads(X, num_heads):
    X = X.reshape((-1, num_heads, X.shape[1], X.shape[2]))
    X = nd.transpose(X, (0, 2, 1, 3))
    return X.reshape((0, 0, -1))


def multi_head(query, key, value, params, num_heads):
    W_q, W_k, W_v, W_o = params
    q, k, v = (
        split_heads(nd.dot(X, W), num_heads) for X, W in ((query, W_q), (key, W_k), (value, W_v))
    )
    return nd.dot(merge_heads(dot_product_attention(q, k, v), num_heads), W_o)


# Learn to find the value whose key is most like the query.
num_heads, size = 2, 8
params = [nd.array(rng.normal(scale=0.4, size=(size, size))) for _ in range(4)]
for p in params:
    p.attach_grad()
keys = rng.normal(size=(32, 6, size))
values = rng.normal(size=(32, 6, size))
wanted = rng.randint(0, 6, 32)
queries = keys[np.arange(32), wanted][:, None] + 0.1 * rng.normal(size=(32, 1, size))
targets = nd.array(values[np.arange(32), wanted][:, None])
keys, values, queries = nd.array(keys), nd.array(values), nd.array(queries)
for step in range(60):
    with autograd.record():
        out = multi_head(queries, keys, values, params, num_heads)
        l = ((out - targets) ** 2).mean()
    l.backward()
    for p in params:
        p -= 0.5 * p.grad
    if step % 20 == 19:
        print("step %d, loss %.5f" % (step + 1, l.asscalar()))
print(nd.concat(*[p.norm() for p in params], dim=0))
