"""Gradients: of expressions, of Python control flow, of parts; modes and requests."""

import mxnet as mx
from mxnet import autograd, nd

x = nd.arange(4).reshape((4, 1))
x.attach_grad()
print(x.grad)
with autograd.record():
    y = 2 * nd.dot(x.T, x)
y.backward()
print(y, x.grad, (x.grad - 4 * x).norm().asscalar() == 0)

print(autograd.is_training(), autograd.is_recording())
with autograd.record():
    print(autograd.is_training(), autograd.is_recording())
    with autograd.pause():
        print(autograd.is_training(), autograd.is_recording())
    with autograd.predict_mode():
        print(autograd.is_training(), autograd.is_recording())
with autograd.record(train_mode=False):
    print(autograd.is_training(), autograd.is_recording())


def f(a):
    b = a * 2
    while b.norm().asscalar() < 1000:
        b = b * 2
    return b if b.sum().asscalar() > 0 else 100 * b


for start in (0.37, -1.5, 3):
    a = nd.array([start])
    a.attach_grad()
    with autograd.record():
        c = f(a)
    c.backward()
    print(c, a.grad, a.grad == c / a)

x = nd.array([[1, 2], [3, 4]])
x.attach_grad()
with autograd.record():
    y = x * 2
    z = y * x
z.backward(nd.array([[10, 1.0], [0.1, 0.01]]))
print(x.grad)

with autograd.record():
    u = x.detach() * x
    v = nd.stop_gradient(x * x) + x
autograd.backward([u, v])
print(x.grad)

w = nd.array([1.0, -2.0, 3.0])
w.attach_grad(grad_req="add")
for _ in range(3):
    with autograd.record():
        loss = (w * w).sum()
    loss.backward()
print(w.grad)
w.grad[:] = 0
print(w.grad)

with autograd.record():
    p = (w.exp() * nd.array([1, 2, 3])).sum()
    q = nd.relu(w).mean() + w[0] * w[2]
p.backward(retain_graph=True)
print(w.grad)
p.backward()
q.backward()
print(w.grad)

m = nd.array([[1.0, 5.0, 2.0], [4.0, 3.0, 6.0]])
m.attach_grad()
with autograd.record():
    out = m.max(axis=1) + m[:, 1] * 2 + nd.concat(m, m * m, dim=1).sum(axis=1)
    out = nd.log_softmax(out.reshape((1, -1)))
out.backward()
print(out, m.grad)

# Gradients from several heads, and of intermediate results.
a, b = nd.array([2.0]), nd.array([3.0])
a.attach_grad()
b.attach_grad()
with autograd.record():
    c = a * b
    d = c + a
autograd.backward([c, d])
print(a.grad, b.grad)
mx.nd.waitall()
