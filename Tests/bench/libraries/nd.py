"""swnd and MXNet, which share their names."""

from __future__ import annotations

import importlib

from libraries.vocabulary import Library


class NDArrays(Library):
    def __init__(self, name: str):
        self.name = name
        self.package = importlib.import_module(name)
        self.version = self.package.__version__
        self.own_names = self.package.nd

    def wait(self, result):
        if isinstance(result, (list, tuple)):
            for part in result:
                part.wait_to_read()
        else:
            result.wait_to_read()

    def wait_all(self, results):
        self.own_names.waitall()

    def numpy(self, array):
        return array.asnumpy()

    def array(self, values):
        return self.own_names.array(values, dtype=values.dtype)

    def variable(self, values, accumulate=False):
        array = self.array(values)
        array.attach_grad("add" if accumulate else "write")
        return array

    def reader(self, array):
        return array.asnumpy

    def cast(self, x, dtype):
        return x.astype(dtype)

    def own(self, x):
        # Indexing copies already what is strided.
        return x

    def permuted(self, x, axes):
        return self.own_names.transpose(x, axes=axes)

    def joined(self, x, y, axis):
        return self.own_names.concat(x, y, dim=axis)

    def parts(self, x, count):
        return self.own_names.split(x, num_outputs=count, axis=1)

    def rows(self, x, indices):
        return self.own_names.take(x, indices)

    def product(self, a, b, transpose_a, transpose_b):
        return self.own_names.dot(a, b, transpose_a, transpose_b)

    def largest(self, x, count):
        return self.own_names.topk(x, k=count)

    def random_normal(self, shape):
        return self.own_names.random.normal(shape=shape)

    def random_uniform(self, shape):
        return self.own_names.random.uniform(shape=shape)

    def backward(self, function, variables, accumulate=False):
        record = self.package.autograd.record

        def run(*constants):
            with record():
                result = function(*variables, *constants)
            result.backward()
            return [result, *(variable.grad for variable in variables)]

        return run

    def training(self, loss, parameters, rate):
        record = self.package.autograd.record

        def step(*inputs):
            with record():
                value = loss(*parameters, *inputs)
            value.backward()
            for parameter in parameters:
                parameter[:] = parameter - rate * parameter.grad
            return [value, *parameters]

        return step


class Swnd(NDArrays):
    def __init__(self, threads: int):
        super().__init__("swnd")
        self.package.engine.set_num_threads(threads)

    def own(self, x):
        # Indexing, transposing and copying give views; flattening is what cannot.
        return self.own_names.reshape(x, (-1,))

    def permuted(self, x, axes):
        return self.own(self.own_names.transpose(x, axes))


def load(name: str, threads: int) -> Library:
    return Swnd(threads) if name == "swnd" else NDArrays(name)
