"""jax: each function compiled as a whole by `jax.jit`, which is what it is compared for.

Arrays cannot be written to, so steps give new parameters, in the donated memory of the old.
"""

from __future__ import annotations

import jax
from jax import numpy as jnp

from libraries.vocabulary import Library


class Compiled:
    """A function that needs no more compiling, with its first arguments."""

    def __init__(self, function, *first):
        self.function = function
        self.first = first

    def __call__(self, *rest):
        return self.function(*self.first, *rest)


class Stepping(Compiled):
    """Applies a function to a state again and again: its last results are the new state."""

    def __init__(self, function, state):
        donated = tuple(range(len(state)))
        super().__init__(jax.jit(function, donate_argnums=donated), *state)

    def __call__(self, *constants):
        results = super().__call__(*constants)
        self.first = results[-len(self.first) :]
        return results


class Jax(Library):
    name = "jax"
    version = jax.__version__
    own_names = jnp
    immutable = True

    def __init__(self):
        self._key = jax.random.key(0)

    def prepared(self, function):
        return function if isinstance(function, Compiled) else jax.jit(function)

    def wait(self, result):
        jax.block_until_ready(result)

    wait_all = wait

    def numpy(self, array):
        return array

    def array(self, values):
        return jnp.array(values)

    def sigmoid(self, x):
        return jax.nn.sigmoid(x)

    def relu(self, x):
        return jax.nn.relu(x)

    def cast(self, x, dtype):
        return x.astype(dtype)

    def own(self, x):
        return x

    def norm(self, x, axis):
        return jnp.sqrt(jnp.sum(x * x, axis=axis))

    def softmax(self, x, axis):
        return jax.nn.softmax(x, axis=axis)

    def log_softmax(self, x, axis):
        return jax.nn.log_softmax(x, axis=axis)

    def permuted(self, x, axes):
        return jnp.transpose(x, axes)

    def joined(self, x, y, axis):
        return jnp.concatenate((x, y), axis)

    def one_hot(self, indices, depth):
        return jax.nn.one_hot(indices, depth, dtype="float32")

    def parts(self, x, count):
        return jnp.split(x, count, axis=1)

    def rows(self, x, indices):
        return jnp.take(x, indices, axis=0)

    def product(self, a, b, transpose_a, transpose_b):
        return jnp.dot(a.T if transpose_a else a, b.T if transpose_b else b)

    def batch_dot(self, a, b):
        return jnp.matmul(a, b)

    def largest(self, x, count):
        return jax.lax.top_k(x, count)[1]

    def stepping(self, function, state):
        return Stepping(function, state)

    def random_normal(self, shape):
        return jax.random.normal(self._key, shape)

    def random_uniform(self, shape):
        return jax.random.uniform(self._key, shape)

    def backward(self, function, variables, accumulate=False):
        def run(variables, *constants):
            result, pull = jax.vjp(lambda *values: function(*values, *constants), *variables)
            return [result, *pull(jnp.ones_like(result))]

        return Compiled(jax.jit(run), variables)

    def training(self, loss, parameters, rate):
        count = len(parameters)

        def step(*arguments):
            parameters = arguments[:count]
            value, gradients = jax.value_and_grad(loss, tuple(range(count)))(*arguments)
            return [value, *(p - rate * g for p, g in zip(parameters, gradients))]

        return Stepping(step, parameters)


def load(name: str, threads: int) -> Library:
    # Else a cast to float64 gives float32. What comes from float32 stays so.
    jax.config.update("jax_enable_x64", True)
    jax.config.update("jax_platforms", "cpu")
    return Jax()
