"""The tutorial that swnd was described by: its own lines, each with what it shows.

The lines are MXNet's and work with both: run `python -m swnd tutorial.py`, or run it as it is where
MXNet 1.9.1 is installed.
"""
# ruff: noqa: E402, I001, SIM108

import numpy as np

print("\n== Making arrays")
from mxnet import ndarray as nd

print(nd.zeros((3, 4)))
print(nd.ones((3, 4)))
print(nd.array([[1, 2], [3, 4]]))
y = nd.random_normal(0, 1, shape=(3, 4))  # standard normal
print("y:", y)
print("y.shape:", y.shape)
print("y.size:", y.size)

print("\n== Operators")
x = nd.array([[0, 1], [2, 3]])
y = nd.array([[4, 5], [6, 7]])
print("x+y:", x + y)  # element by element
print("x*y:", x * y)
print("exp(x):", nd.exp(x))
print("dot(x, y.T):", nd.dot(x, y.T))

print("\n== Broadcasting")
a = nd.arange(3).reshape((3, 1))
b = nd.arange(2).reshape((1, 2))
print("a:", a)
print("b:", b)
print("a+b:", a + b)

print("\n== To and from NumPy")
x = np.ones((2, 3))
y = nd.array(x)  # NumPy to NDArray
z = y.asnumpy()  # NDArray to NumPy
print("y:", y)
print("z:", z)

print("\n== Writing to arrays that are there")
x = nd.ones((3, 4))
y = nd.ones((3, 4))
before = id(y)
y = y + x  # makes a new array
print("id(y) == before:", id(y) == before)
z = nd.zeros_like(y)
before = id(z)
z[:] = x + y  # puts the sum into z
print("id(z) == before:", id(z) == before)
nd.elemwise_add(x, y, out=z)  # the same, in one step
print("id(z) == before:", id(z) == before)
print("z:", z)

print("\n== Slicing")
x = nd.arange(0, 9).reshape((3, 3))
print("x:", x)
print("x[1:3]:", x[1:3])
x[1, 2] = 9.0  # one element
print("x:", x)
print("x[1:2, 1:3]:", x[1:2, 1:3])
x[1:2, 1:3] = 9.0  # several
print("x:", x)

print("\n== Gradients")
import mxnet.ndarray as nd
import mxnet.autograd as ag

x = nd.array([[1, 2], [3, 4]])
x.attach_grad()  # makes room for the gradient
with ag.record():  # remembers how z comes from x
    y = x * 2
    z = y * x
z.backward()  # the same as nd.sum(z).backward()
print("x.grad:", x.grad)
print("x.grad == 4*x:", x.grad == 4 * x)

print("\n== Gradients through control flow")


def f(a):
    b = a * 2
    while nd.norm(b).asscalar() < 1000:
        b = b * 2
    if nd.sum(b).asscalar() > 0:
        c = b
    else:
        c = 100 * b
    return c


a = nd.random_normal(shape=3)
a.attach_grad()
with ag.record():
    c = f(a)
c.backward()
slope = c / a  # f only multiplies
same = np.allclose(a.grad.asnumpy(), slope.asnumpy())
print("a.grad is c/a:", same)

print("\n== Head gradients and the chain rule")
with ag.record():
    y = x * 2
    z = y * x
head_gradient = nd.array([[10, 1.0], [0.1, 0.01]])
z.backward(head_gradient)
print("x:", x)
print("x.grad:", x.grad)  # 4*x*head_gradient
