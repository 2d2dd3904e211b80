"""Where arrays live: `mx.cpu()`, `mx.gpu(0)`, and the default for new arrays."""

from __future__ import annotations

import ctypes as _ctypes
import threading
from typing import Any, ClassVar

from swnd._library import context_value, failure, function, gpu_info, waiting_function
from swnd.base import MXNetTypeError, MXNetValueError

__all__ = [
    "Context",
    "cpu",
    "cpu_pinned",
    "current_context",
    "gpu",
    "gpu_memory_info",
    "num_gpus",
]

# The first of these opens the drivers, which takes a while.
_gpu_count = waiting_function("swnd_gpu_count", restype=_ctypes.c_int32)
_gpu_describe = waiting_function("swnd_gpu_describe", _ctypes.POINTER(gpu_info), _ctypes.c_int32)
_gpu_empty_cache = function("swnd_gpu_empty_cache", _ctypes.c_int32)


class _Defaults(threading.local):
    """The contexts that this thread has entered, the innermost last."""

    def __init__(self) -> None:
        self.stack: list[Context] = []


_defaults = _Defaults()


class _ContextClass(type):
    """The class of Context, for what MXNet has on the class itself."""

    @property
    def default_ctx(cls) -> Context:
        """The context of new arrays, an old name of `current_context()`; it may be set."""
        return current_context()

    @default_ctx.setter
    def default_ctx(cls, context: Context) -> None:
        if not isinstance(context, Context):
            raise MXNetTypeError(
                f"Context: default_ctx must be a Context, not {type(context).__name__}"
            )
        # Up to the end of the innermost `with` block, if there is one.
        _defaults.stack[-1:] = [context]


class Context(metaclass=_ContextClass):
    """A device: its type and number.

    As a context manager it is the default for arrays made within.

    Parameters
    ----------
    device_type : {'cpu', 'gpu', 'cpu_pinned', 'cpu_shared'} or Context
        Kind of device.
    device_id : int, default 0
        Number among devices of the kind.
    """

    __slots__ = ("_struct", "device_id", "device_typeid")

    devtype2str: ClassVar[dict[int, str]] = {1: "cpu", 2: "gpu", 3: "cpu_pinned", 5: "cpu_shared"}
    devstr2type: ClassVar[dict[str, int]] = {name: code for code, name in devtype2str.items()}

    def __init__(self, device_type: str | Context, device_id: int = 0) -> None:
        if isinstance(device_type, Context):
            self.device_typeid: int = device_type.device_typeid
            self.device_id: int = device_type.device_id
        else:
            try:
                self.device_typeid = self.devstr2type[device_type]
            except (KeyError, TypeError):
                names = ", ".join(self.devstr2type)
                raise MXNetValueError(
                    f"Context: no device type {device_type!r}: there are {names}"
                ) from None
            try:
                self.device_id = device_id.__index__()
            except AttributeError:
                raise MXNetTypeError(
                    f"Context: device_id must be an int, not {type(device_id).__name__}"
                ) from None
            if not -(2**31) <= self.device_id < 2**31:
                raise MXNetValueError(f"Context: no device has the number {device_id}")
        self._struct = context_value(self.device_typeid, self.device_id)

    @property
    def device_type(self) -> str:
        """Kind of device: "cpu", "gpu"..."""
        return self.devtype2str[self.device_typeid]

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Context)
            and self.device_typeid == other.device_typeid
            and self.device_id == other.device_id
        )

    def __hash__(self) -> int:
        return hash((self.device_typeid, self.device_id))

    def __repr__(self) -> str:
        return f"{self.device_type}({self.device_id})"

    def empty_cache(self) -> None:
        """Gives memory kept for reuse back to the system or to the GPU."""
        if self.device_type == "gpu":
            status = _gpu_empty_cache(self.device_id)
            if status:
                raise failure(status)
            return
        from swnd import memory  # what reads a context seldom needs it

        memory.empty_cache()

    def __reduce__(self) -> tuple[Any, ...]:
        return Context, (self.device_type, self.device_id)

    def __enter__(self) -> Context:
        _defaults.stack.append(self)
        return self

    def __exit__(self, *_: object) -> None:
        _defaults.stack.pop()


_known: dict[tuple[int, int], Context] = {}


def from_codes(device: int, index: int) -> Context:
    """The context of a `swnd_context`; the same object each time."""
    try:
        return _known[device, index]
    except KeyError:
        return _known.setdefault((device, index), Context(Context.devtype2str[device], index))


def cpu(device_id: int = 0) -> Context:
    """The processor. Contexts with another number are the same memory under another name."""
    return Context("cpu", device_id)


def cpu_pinned(device_id: int = 0) -> Context:
    """Processor memory that a GPU can read directly; here the same as any other."""
    return Context("cpu_pinned", device_id)


def gpu(device_id: int = 0) -> Context:
    """A GPU. It need not exist: making an array on a missing one raises MXNetError."""
    return Context("gpu", device_id)


def num_gpus() -> int:
    """How many GPUs there are: OpenCL devices, which `SWND_OPENCL_DEVICE` may choose."""
    count: int = _gpu_count()
    return count


def gpu_memory_info(device_id: int = 0) -> tuple[int, int]:
    """The bytes of a GPU's memory that this process may still take, and all that it has."""
    facts = gpu_facts(device_id)
    return max(min(facts["limit"], facts["memory"]) - facts["bytes_in_use"], 0), facts["memory"]


def gpu_facts(device_id: int = 0) -> dict[str, Any]:
    """What a GPU is, and counters of its memory, launches and programs.

    `name` and `driver` are texts. `memory` is what the device has, `limit` the most that arrays may
    take with what is kept for reuse; `bytes_in_use`, `bytes_peak`, `bytes_cached`, `allocations`
    are as in `memory_stats`; `launches` counts kernels, `programs_built` those that the driver
    compiled and `programs_loaded` those that were in the cache on disk.
    """
    result = gpu_info(_ctypes.sizeof(gpu_info))
    status = _gpu_describe(result, device_id)
    if status:
        raise failure(status)
    facts = {name: getattr(result, name) for name, *_ in gpu_info._fields_[1:]}
    return {
        name: value.decode("utf-8", "replace") if isinstance(value, bytes) else value
        for name, value in facts.items()
    }


_CPU = from_codes(1, 0)


def current_context() -> Context:
    """The context of the innermost `with` block of this thread; `cpu(0)` outside of any."""
    stack = _defaults.stack
    return stack[-1] if stack else _CPU
