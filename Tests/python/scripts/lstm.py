"""Long short-term memory from scratch."""

import numpy as np
from mxnet import nd
from rnn_text import HIDDEN, VOCAB, train, weights

rng = np.random.RandomState(3)


def three():
    return [*weights(rng, (VOCAB, HIDDEN), (HIDDEN, HIDDEN)), nd.zeros(HIDDEN)]


params = [p for _ in range(4) for p in three()] + [*weights(rng, (HIDDEN, VOCAB)), nd.zeros(VOCAB)]


def init_state(batch_size):
    return nd.zeros(shape=(batch_size, HIDDEN)), nd.zeros(shape=(batch_size, HIDDEN))


def lstm(inputs, state, params):
    [W_xi, W_hi, b_i, W_xf, W_hf, b_f, W_xo, W_ho, b_o, W_xc, W_hc, b_c, W_hq, b_q] = params
    (H, C) = state
    outputs = []
    for X in inputs:
        I = nd.sigmoid(nd.dot(X, W_xi) + nd.dot(H, W_hi) + b_i)
        F = nd.sigmoid(nd.dot(X, W_xf) + nd.dot(H, W_hf) + b_f)
        O = nd.sigmoid(nd.dot(X, W_xo) + nd.dot(H, W_ho) + b_o)
        C_tilda = nd.tanh(nd.dot(X, W_xc) + nd.dot(H, W_hc) + b_c)
        C = F * C + I * C_tilda
        H = O * C.tanh()
        outputs.append(nd.dot(H, W_hq) + b_q)
    return outputs, (H, C)


train(lstm, params, init_state)
