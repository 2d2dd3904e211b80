"""Files that appear when they are whole."""

from __future__ import annotations

import contextlib
import os
from typing import Iterator


@contextlib.contextmanager
def replacing(path: str) -> Iterator[str]:
    """The name of a new file, which takes the place of `path` when the block has ended well.

    Until then, and when it does not end well or the process is killed, what was there stays.
    Devices and pipes are written as they are.
    """
    target = os.path.realpath(path)
    if os.path.exists(target) and not os.path.isfile(target):
        yield target
        return
    temporary = os.path.join(os.path.dirname(target), f".swnd-{os.urandom(8).hex()}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        with contextlib.suppress(FileNotFoundError):
            os.fchmod(descriptor, os.stat(target).st_mode & 0o7777)
        yield temporary
        _sync(temporary, os.O_RDWR)
        os.replace(temporary, target)
    except BaseException:
        os.unlink(temporary)
        raise
    finally:
        os.close(descriptor)
    _sync(os.path.dirname(target), os.O_RDONLY)


def _sync(path: str, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
