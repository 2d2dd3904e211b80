"""Arrays that gradients are asked for, and these."""

from swnd import nd


def leaf(values, grad_req="write", dtype=None):
    x = nd.array(values, dtype=dtype)
    x.attach_grad(grad_req)
    return x


def grads(x):
    return x.grad.asnumpy().tolist()
