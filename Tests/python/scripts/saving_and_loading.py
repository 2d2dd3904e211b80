"""Parameters to files and back, and training that goes on from a file."""

import os
import pickle
import tempfile

import numpy as np
from mxnet import autograd, nd

folder = tempfile.mkdtemp()


def place(name):
    return os.path.join(folder, name)


x = nd.arange(4)
nd.save(place("x-file"), x)
print(nd.load(place("x-file")))
y = nd.zeros(4)
nd.save(place("x-files"), [x, y])
x2, y2 = nd.load(place("x-files"))
print(x2, y2)
nd.save(
    place("dict"),
    {"x": x, "y": y, "half": x.astype("float16"), "number": nd.array([7], dtype="int64")},
)
loaded = nd.load(place("dict"))
print(sorted(loaded), loaded, os.path.getsize(place("dict")))
with open(place("dict"), "rb") as file:
    print({name: value.dtype for name, value in nd.load_frombuffer(file.read()).items()})
print(pickle.loads(pickle.dumps(x)))

rng = np.random.RandomState(3)
features = nd.array(rng.normal(size=(200, 3)))
labels = nd.dot(features, nd.array([[1.0], [-2.0], [0.5]])) + 4


def train(params, steps):
    w, b = params["w"], params["b"]
    for _ in range(steps):
        with autograd.record():
            loss = ((nd.dot(features, w) + b - labels) ** 2).mean()
        loss.backward()
        for p in (w, b):
            p[:] = p - 0.1 * p.grad
    return loss.asscalar()


params = {"w": nd.zeros((3, 1)), "b": nd.zeros((1,))}
for p in params.values():
    p.attach_grad()
print("%.6f" % train(params, 10))
nd.save(place("checkpoint.params"), params)
print("%.6f" % train(params, 10))

again = nd.load(place("checkpoint.params"))
for p in again.values():
    p.attach_grad()
print("%.6f" % train(again, 10))
print(again["w"], again["b"])
for name in os.listdir(folder):
    os.remove(place(name))
os.rmdir(folder)
