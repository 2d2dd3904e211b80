"""Random numbers: `mx.random.seed`, and the draws of `nd.random`."""

from __future__ import annotations

from swnd._library import CHOICE, CONTEXT, INTEGER, failure, function
from swnd.base import MXNetValueError
from swnd.context import Context
from swnd.ndarray._runtime import choice, context_struct, shown
from swnd.ndarray.random import (
    exponential,
    gamma,
    generalized_negative_binomial,
    multinomial,
    negative_binomial,
    normal,
    poisson,
    randint,
    randn,
    shuffle,
    uniform,
)

__all__ = [
    "exponential",
    "gamma",
    "generalized_negative_binomial",
    "multinomial",
    "negative_binomial",
    "normal",
    "poisson",
    "randint",
    "randn",
    "seed",
    "shuffle",
    "uniform",
]

_seed = function("swnd_random_seed", INTEGER)
_seed_context = function("swnd_random_seed_context", INTEGER, CONTEXT)
_set_stream = function("swnd_random_set_stream", CHOICE)

_STREAMS = {"philox": 0, "mxnet": 1}


def seed(seed_state: int, ctx: str | Context = "all", stream: str | None = None) -> None:
    """Starts the random numbers anew.

    Parameters
    ----------
    seed_state : int
        The same seed gives the same numbers, which depend on the number of their context as well.
    ctx : Context or 'all', default 'all'
        Which context's numbers. Those of a context by itself do not depend on its number.
    stream : {'philox', 'mxnet'}, optional
        Where numbers come from, in all contexts: swnd's own streams, or those of MXNet 1.9.1 on
        the CPU, number by number. The latter are slower: they are drawn inside of the call, by one
        thread. What was last chosen if not given: 'philox' at first, or what the environment
        variable SWND_RANDOM says.
    """
    try:
        number = seed_state.__index__()
    except (AttributeError, TypeError):
        raise MXNetValueError(f"seed: seed_state must be int, not {shown(seed_state)}") from None
    if stream is not None:
        status = _set_stream(choice(stream, _STREAMS, "seed", "stream"))
        if status:
            raise failure(status)
    # The low 64 bits count.
    number = (number + 2**63) % 2**64 - 2**63
    if isinstance(ctx, str) and ctx in Context.devstr2type:
        ctx = Context(ctx)
    everywhere = isinstance(ctx, str) and ctx == "all"
    status = _seed(number) if everywhere else _seed_context(number, context_struct(ctx, "seed"))
    if status:
        raise failure(status)
