"""Arrays with automatic differentiation, under MXNet's names.

    import swnd as mx
    from swnd import autograd, nd

    x = nd.array([[1, 2], [3, 4]])
    x.attach_grad()
    with autograd.record():
        y = 2 * x * x
    y.backward()
    print(x.grad)

`python -m swnd script.py` runs a script that imports mxnet.
"""

import sys as _sys

from swnd import _library, base, context, engine, memory, ndarray
from swnd import autograd as autograd
from swnd import ndarray as nd
from swnd import profiler as profiler
from swnd import random as random
from swnd.base import MXNetError
from swnd.context import (
    Context,
    cpu,
    cpu_pinned,
    current_context,
    gpu,
    gpu_memory_info,
    num_gpus,
)
from swnd.engine import graph, waitall
from swnd.memory import (
    empty_cache,
    memory_stats,
    reset_peak_memory,
    set_memory_cache_limit,
    set_memory_limit,
)

rnd = random

__version__ = _library.text("swnd_version")

__all__ = [
    "Context",
    "MXNetError",
    "autograd",
    "base",
    "context",
    "cpu",
    "cpu_pinned",
    "current_context",
    "empty_cache",
    "engine",
    "gpu",
    "gpu_memory_info",
    "graph",
    "memory",
    "memory_stats",
    "nd",
    "ndarray",
    "num_gpus",
    "profiler",
    "random",
    "reset_peak_memory",
    "rnd",
    "set_memory_cache_limit",
    "set_memory_limit",
    "waitall",
]

# For `import swnd.nd`.
_sys.modules["swnd.nd"] = nd
_sys.modules["swnd.ndarray.op"] = nd.op
