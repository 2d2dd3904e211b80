"""A recurrent network from scratch, which learns a sentence by its characters."""

import numpy as np
from mxnet import nd
from rnn_text import HIDDEN, VOCAB, to_onehot, train, weights

W_xh, W_hh, W_hq = weights(
    np.random.RandomState(1), (VOCAB, HIDDEN), (HIDDEN, HIDDEN), (HIDDEN, VOCAB)
)
params = [W_xh, W_hh, nd.zeros(HIDDEN), W_hq, nd.zeros(VOCAB)]


def init_state(batch_size):
    return (nd.zeros(shape=(batch_size, HIDDEN)),)


def rnn(inputs, state, params):
    W_xh, W_hh, b_h, W_hq, b_q = params
    (H,) = state
    outputs = []
    for X in inputs:
        H = nd.tanh(nd.dot(X, W_xh) + nd.dot(H, W_hh) + b_h)
        outputs.append(nd.dot(H, W_hq) + b_q)
    return outputs, (H,)


inputs = to_onehot(nd.arange(10).reshape((2, 5)), VOCAB)
outputs, new_state = rnn(inputs, init_state(2), params)
print(len(outputs), outputs[0].shape, new_state[0].shape, outputs[0][0, :3])
train(rnn, params, init_state, num_epochs=16, lr=0.8, theta=0.5)
