"""What the scripts of recurrent networks share: a text, batches of it, a training loop."""

import math

from mxnet import autograd, nd

TEXT = (
    "the time machine and the time traveller went back in time to the time before the time began "
)
CHARS = sorted(set(TEXT))
INDEX = {char: i for i, char in enumerate(CHARS)}
CORPUS = [INDEX[char] for char in TEXT * 4]
VOCAB, HIDDEN = len(CHARS), 24


def weights(rng, *shapes):
    return [nd.array(rng.normal(scale=0.1, size=shape)) for shape in shapes]


def to_onehot(X, size):
    return [nd.one_hot(x, size) for x in X.T]


def consecutive(batch_size, num_steps):
    corpus = nd.array(CORPUS)
    length = len(corpus) // batch_size
    rows = corpus[0 : batch_size * length].reshape((batch_size, length))
    for i in range(0, (length - 1) // num_steps * num_steps, num_steps):
        yield rows[:, i : i + num_steps], rows[:, i + 1 : i + num_steps + 1]


def grad_clipping(params, theta):
    norm = nd.array([0])
    for param in params:
        norm += (param.grad**2).sum()
    norm = norm.sqrt().asscalar()
    if norm > theta:
        for param in params:
            param.grad[:] *= theta / norm


def predict(prefix, count, rnn, params, init_state):
    state = init_state(1)
    output = [INDEX[prefix[0]]]
    for t in range(count + len(prefix) - 1):
        X = to_onehot(nd.array([output[-1]]).reshape((1, 1)), VOCAB)
        (Y,), state = rnn(X, state, params)
        if t < len(prefix) - 1:
            output.append(INDEX[prefix[t + 1]])
        else:
            output.append(int(Y.argmax(axis=1).asscalar()))
    return "".join(CHARS[i] for i in output)


def train(rnn, params, init_state, num_epochs=8, num_steps=15, batch_size=4, lr=4.0, theta=1.0):
    for param in params:
        param.attach_grad()
    for epoch in range(num_epochs):
        state = init_state(batch_size)
        l_sum, n = 0.0, 0
        for X, Y in consecutive(batch_size, num_steps):
            for s in state:
                s.detach()
            with autograd.record():
                outputs, state = rnn(to_onehot(X, VOCAB), state, params)
                outputs = nd.concat(*outputs, dim=0)
                y = Y.T.reshape((-1,))
                l = -nd.log_softmax(outputs).pick(y).mean()
            l.backward()
            grad_clipping(params, theta)
            for param in params:
                param[:] = param - lr * param.grad
            l_sum += l.asscalar() * y.size
            n += y.size
        if epoch % 2 == 1:
            print("epoch %d, perplexity %.4f" % (epoch + 1, math.exp(l_sum / n)))
    print([round(float(p.norm().asscalar()), 3) for p in params])
    print(predict("time", 12, rnn, params, init_state))
