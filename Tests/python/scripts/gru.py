"""A gated recurrent unit from scratch."""

import numpy as np
from mxnet import nd
from rnn_text import HIDDEN, VOCAB, train, weights

rng = np.random.RandomState(2)


def three():
    return [*weights(rng, (VOCAB, HIDDEN), (HIDDEN, HIDDEN)), nd.zeros(HIDDEN)]


params = [*three(), *three(), *three(), *weights(rng, (HIDDEN, VOCAB)), nd.zeros(VOCAB)]


def init_state(batch_size):
    return (nd.zeros(shape=(batch_size, HIDDEN)),)


def gru(inputs, state, params):
    W_xz, W_hz, b_z, W_xr, W_hr, b_r, W_xh, W_hh, b_h, W_hq, b_q = params
    (H,) = state
    outputs = []
    for X in inputs:
        Z = nd.sigmoid(nd.dot(X, W_xz) + nd.dot(H, W_hz) + b_z)
        R = nd.sigmoid(nd.dot(X, W_xr) + nd.dot(H, W_hr) + b_r)
        H_tilda = nd.tanh(nd.dot(X, W_xh) + nd.dot(R * H, W_hh) + b_h)
        H = Z * H + (1 - Z) * H_tilda
        outputs.append(nd.dot(H, W_hq) + b_q)
    return outputs, (H,)


train(gru, params, init_state)
