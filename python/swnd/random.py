"""Random numbers: `mx.random.seed`, and the draws of `nd.random`."""

from __future__ import annotations

from swnd._library import CONTEXT, INTEGER, failure, function
from swnd.base import MXNetValueError
from swnd.context import Context
from swnd.ndarray._runtime import context_struct, shown
from swnd.ndarray.random import normal, randn, uniform

__all__ = ["normal", "randn", "seed", "uniform"]

_seed = function("swnd_random_seed", INTEGER)
_seed_context = function("swnd_random_seed_context", INTEGER, CONTEXT)


def seed(seed_state: int, ctx: str | Context = "all") -> None:
    """Starts the random numbers anew.

    Parameters
    ----------
    seed_state : int
        The same seed gives the same numbers.
    ctx : Context or 'all', default 'all'
        Which context's numbers.
    """
    try:
        number = seed_state.__index__()
    except (AttributeError, TypeError):
        raise MXNetValueError(f"seed: seed_state must be int, not {shown(seed_state)}") from None
    # The low 64 bits count.
    number = (number + 2**63) % 2**64 - 2**63
    everywhere = isinstance(ctx, str) and ctx == "all"
    status = _seed(number) if everywhere else _seed_context(number, context_struct(ctx, "seed"))
    if status:
        raise failure(status)
