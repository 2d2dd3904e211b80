"""Several operators that one pass over memory can do."""

from __future__ import annotations

from targets import at_most

from workloads.declaring import Workloads
from workloads.elementwise import SHAPE

workloads = Workloads()


def _chain(lib):
    return lambda x, y: lib.exp(x * 2 + 1) * y - x


@workloads.add("exp(x*2+1)*y - x", at_most(0.25, "torch"), at_most(1.1, "jax"), limit="add")
def chain(lib, data):
    # x is small, so that exp stays in range.
    x, y = lib.array(0.1 * data.normal(*SHAPE)), lib.array(data.normal(*SHAPE))
    return _chain(lib), x, y


@workloads.add("gradient of exp(x*2+1)*y - x", at_most(0.2, "torch"), at_most(1.2, "jax"))
def gradient(lib, data):
    x, y = lib.variable(0.1 * data.normal(*SHAPE)), lib.array(data.normal(*SHAPE))
    return lib.backward(_chain(lib), [x]), y


def _adam(sqrt):
    def update(p, m, v, g):
        m[:] = 0.9 * m + 0.1 * g
        v[:] = 0.999 * v + 0.001 * (g * g)
        p[:] = p - 0.001 * m / (sqrt(v) + 1e-8)
        return p, m, v

    return update


def _adam_of_values(sqrt):
    def update(p, m, v, g):
        m = 0.9 * m + 0.1 * g
        v = 0.999 * v + 0.001 * (g * g)
        return p - 0.001 * m / (sqrt(v) + 1e-8), m, v

    return update


@workloads.add("Adam in three statements", at_most(0.15, "torch"), at_most(1.0, "jax"))
def adam(lib, data):
    p, m, g = (lib.array(data.normal(*SHAPE)) for _ in range(3))
    v = lib.array(data.positive(*SHAPE))
    if lib.immutable:
        return lib.stepping(_adam_of_values(lib.sqrt), (p, m, v)), g
    return _adam(lib.sqrt), p, m, v, g
