"""GPUs and processes: forks, ends, and where there is no loader."""

from __future__ import annotations

import os

import pytest
from child_processes import run_program
from gpu_programs import START, needs_device, run


@needs_device
def test_children_of_a_fork_compute_on_the_processor(cache):
    run(
        """
import os
x = nd.ones((100, 100), ctx=gpu)
pending = x * 2
assert (x + 1).asnumpy().sum() == 20000
child = os.fork()
if child == 0:
    try:
        raises(lambda: (x + 1).asnumpy(), "gpu(0)", "fork")
        raises(lambda: nd.ones(3, ctx=gpu), "gpu(0)", "fork")
        raises(lambda: x.asnumpy(), "gpu(0)", "fork")
        del x, pending
        assert (nd.ones((100, 100)) * 3).asnumpy().sum() == 30000
        # Nothing is asked of the driver, which did not survive.
        assert mx.profiler.set_state("run") is None
        assert nd.waitall() is None
        assert mx.profiler.set_state("stop") is None
        os._exit(0)
    except BaseException as error:
        print(error)
        os._exit(1)
_, status = os.waitpid(child, 0)
assert status == 0
assert pending.asnumpy().sum() == 20000
""",
        cache,
    )


@needs_device
@pytest.mark.parametrize("asked", ["mx.num_gpus()", "raises(lambda: nd.ones(3, ctx=mx.gpu(99)))"])
def test_children_of_who_only_asked_for_devices(asked, cache):
    """A driver that was asked for its devices has threads, which are not in the child."""
    run(
        f"""
import os
{asked}
child = os.fork()
if child == 0:
    try:
        assert mx.num_gpus() > 0
        raises(lambda: nd.ones(3, ctx=gpu), "gpu(0)", "fork")
        raises(lambda: mx.gpu_memory_info(0), "gpu(0)", "fork")
        assert (nd.ones((100, 100)) * 3).asnumpy().sum() == 30000
        os._exit(0)
    except BaseException as error:
        print(error)
        os._exit(1)
assert os.waitpid(child, 0)[1] == 0
assert (nd.ones((100, 100), ctx=gpu) * 3).asnumpy().sum() == 30000
""",
        cache,
    )


@needs_device
def test_children_of_who_asked_for_nothing_have_devices(cache):
    run(
        """
import os
assert (nd.ones(3) + 1).asnumpy().sum() == 6
child = os.fork()
if child == 0:
    os._exit(int((nd.ones(3, ctx=gpu) + 1).asnumpy().sum() != 6))
assert os.waitpid(child, 0)[1] == 0
""",
        cache,
    )


ENDS = """
import threading
x = nd.ones((200, 200), ctx=gpu)
kept = [nd.dot(x, x) + i for i in range(20)]
threading.Thread(target=lambda: [nd.exp(k) for k in kept], daemon=True).start()
"""


@needs_device
def test_processes_end_cleanly_whatever_is_under_way(cache):
    for _ in range(1000 if os.environ.get("SWND_LONG") else 10):
        run(ENDS, cache)


@needs_device
@pytest.mark.parametrize("kind", ["cpu", "gpu"])
@pytest.mark.parametrize("moment", [0, 0.02, 0.05])
def test_processes_end_while_a_kernel_is_compiled(kind, moment, cache):
    """After ten quiet milliseconds a helper compiles, which no cache makes short here."""
    text = f"""
import time
x = nd.ones((300, 300), ctx=gpu) * 2
y = nd.exp(x + 1) * x
time.sleep({moment})
"""
    more = {"SWND_QUIET": "10000", "SWND_OPENCL_KERNELS": kind, "POCL_KERNEL_CACHE": "0"}
    for _ in range(3):
        run_program(START + text, SWND_OPENCL_DEVICE="any", SWND_OPENCL_CACHE="off", **more)


def test_without_a_loader_there_is_no_gpu(cache):
    run(
        """
assert mx.num_gpus() == 0
raises(lambda: nd.ones(3, ctx=gpu), "ones", "gpu(0)", "OpenCL", "install")
raises(lambda: nd.array([1], ctx=gpu), "gpu(0)")
raises(lambda: nd.ones(3).as_in_context(gpu), "gpu(0)")
raises(lambda: mx.gpu_memory_info(0), "gpu(0)")
assert nd.ones(3).asnumpy().sum() == 3
""",
        cache,
        SWND_OPENCL="/nonexistent/libOpenCL.so.1",
    )
