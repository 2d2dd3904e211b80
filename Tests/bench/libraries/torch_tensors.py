"""torch, eager."""

from __future__ import annotations

import torch

from libraries.vocabulary import Library


class Torch(Library):
    name = "torch"
    version = torch.__version__
    own_names = torch

    def numpy(self, array):
        return array.detach().numpy()

    def array(self, values):
        return torch.tensor(values)

    def variable(self, values, accumulate=False):
        return torch.tensor(values, requires_grad=True)

    def reader(self, array):
        return array.numpy

    def cast(self, x, dtype):
        return x.to(getattr(torch, dtype))

    def own(self, x):
        return x.contiguous()

    def max(self, x, axis):
        return torch.max(x) if axis is None else torch.amax(x, dim=axis)

    def norm(self, x, axis):
        return torch.linalg.vector_norm(x, dim=axis)

    def softmax(self, x, axis):
        return torch.softmax(x, dim=axis)

    def log_softmax(self, x, axis):
        return torch.log_softmax(x, dim=axis)

    def permuted(self, x, axes):
        return x.permute(axes).contiguous()

    def joined(self, x, y, axis):
        return torch.cat((x, y), dim=axis)

    def one_hot(self, indices, depth):
        # torch.nn.functional.one_hot gives int64.
        result = torch.zeros(len(indices), depth)
        return result.scatter_(1, indices.to(torch.int64).unsqueeze(1), 1.0)

    def parts(self, x, count):
        return torch.chunk(x, count, dim=1)

    def rows(self, x, indices):
        return torch.index_select(x, 0, indices)

    def product(self, a, b, transpose_a, transpose_b):
        return torch.matmul(a.T if transpose_a else a, b.T if transpose_b else b)

    def batch_dot(self, a, b):
        return torch.bmm(a, b)

    def sort(self, x):
        return torch.sort(x).values

    def largest(self, x, count):
        return torch.topk(x, count).indices

    def random_normal(self, shape):
        return torch.randn(shape)

    def random_uniform(self, shape):
        return torch.rand(shape)

    def backward(self, function, variables, accumulate=False):
        ones = []

        def run(*constants):
            result = function(*variables, *constants)
            if not ones:
                ones.append(torch.ones_like(result))
            result.backward(ones[0])
            gradients = [variable.grad for variable in variables]
            if not accumulate:
                for variable in variables:
                    variable.grad = None
            return [result, *gradients]

        return run

    def training(self, loss, parameters, rate):
        def step(*inputs):
            value = loss(*parameters, *inputs)
            value.backward()
            with torch.no_grad():
                for parameter in parameters:
                    parameter[:] = parameter - rate * parameter.grad
                    parameter.grad = None
            return [value, *parameters]

        return step


def load(name: str, threads: int) -> Library:
    torch.set_num_threads(threads)
    return Torch()
