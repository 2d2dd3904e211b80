"""A file is there when it is whole, whatever happens to who writes it."""

from __future__ import annotations

import os
import random
import signal
import stat
import subprocess
import sys
import threading
import time

import numpy as np
import pytest
from child_processes import PACKAGE
from swnd import nd
from swnd.base import MXNetValueError

LONG = bool(os.environ.get("SWND_LONG"))

WRITER = """
import sys
from swnd import nd

path = sys.argv[1]
arrays = {f"{name}": nd.full((200, 500), name) for name in range(20)}
for array in arrays.values():
    array.wait_to_read()
number = 0
while True:
    number += 1
    arrays["number"] = nd.full((1,), number)
    nd.save(path, arrays)
    if number == 1:
        print("written", flush=True)
"""


def is_whole(path):
    loaded = nd.load(str(path))
    numbers = [x.asnumpy() for name, x in loaded.items() if name != "number"]
    return len(numbers) == 20 and all((n == i).all() for i, n in enumerate(numbers))


@pytest.mark.parametrize("suffix", ["params", "npz"])
def test_a_killed_writer_leaves_a_whole_file(suffix, tmp_path):
    path = tmp_path / f"x.{suffix}"
    rng = random.Random(3)
    seen = set()
    for _ in range(60 if LONG else 8):
        child = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path)],
            env=dict(os.environ, PYTHONPATH=PACKAGE),
            stdout=subprocess.PIPE,
        )
        assert child.stdout.readline() == b"written\n"
        time.sleep(rng.uniform(0, 0.1))
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        assert is_whole(path)
        seen.add(nd.load(str(path))["number"].asscalar())
    # They were killed at different places.
    assert len(seen) > 1


def test_readers_see_the_old_file_or_the_new_one(tmp_path):
    path = str(tmp_path / "x")
    nd.save(path, nd.full((300, 300), 0))
    stop = threading.Event()

    def write():
        number = 0
        while not stop.is_set():
            number += 1
            nd.save(path, nd.full((300, 300), number))

    writers = [threading.Thread(target=write) for _ in range(2)]
    for writer in writers:
        writer.start()
    try:
        for _ in range(100):
            data = nd.load(path)[0].asnumpy()
            assert (data == data[0, 0]).all()
    finally:
        stop.set()
        for writer in writers:
            writer.join()
    assert os.listdir(tmp_path) == ["x"]


@pytest.mark.parametrize("name", ["x.params", "x.npz"])
def test_links_are_followed_and_modes_kept(name, tmp_path):
    real = tmp_path / "folder" / "real"
    real.parent.mkdir()
    link = tmp_path / name
    link.symlink_to(os.path.join("folder", "real"))
    nd.save(str(link), nd.ones((2,)))
    assert link.is_symlink() and real.is_file()
    real.chmod(0o640)
    nd.save(str(link), nd.zeros((2,)))
    assert link.is_symlink() and stat.S_IMODE(real.stat().st_mode) == 0o640
    loaded = nd.load(str(link))
    loaded = loaded if isinstance(loaded, list) else list(loaded.values())
    assert loaded[0].asnumpy().tolist() == [0, 0]
    assert sorted(os.listdir(tmp_path)) == sorted(["folder", name])


def test_new_files_have_the_usual_mode(tmp_path):
    before = os.umask(0o027)
    try:
        nd.save(str(tmp_path / "x"), nd.ones((2,)))
        nd.save(str(tmp_path / "x.npy"), nd.ones((2,)))
    finally:
        os.umask(before)
    for name in ("x", "x.npy"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o640


def test_relative_names(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("x", "x.npz", "x.npy"):
        nd.save(name, nd.ones((2,)))
        nd.load(name)
    assert sorted(os.listdir(tmp_path)) == ["x", "x.npy", "x.npz"]


def test_a_full_disk_leaves_the_old_file(tmp_path):
    """With a limit on the size of files in place of a full disk."""
    program = (
        "import resource, signal, sys\n"
        "from swnd import nd\n"
        "nd.save(sys.argv[1], nd.ones((10,)))\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "try:\n"
        "    nd.save(sys.argv[1], nd.ones((100_000,)))\n"
        "except RuntimeError as error:\n"
        "    print(error)\n"
    )
    path = tmp_path / "x"
    said = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        env=dict(os.environ, PYTHONPATH=PACKAGE),
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert said.startswith(f"save: '{path}': cannot be written: File too large")
    assert nd.load(str(path))[0].shape == (10,)
    assert os.listdir(tmp_path) == ["x"]


def test_a_folder_that_cannot_be_written_is_an_error():
    for name in ("/proc/x.params", "/proc/x.npz"):
        with pytest.raises(MXNetValueError, match="cannot be written"):
            nd.save(name, nd.ones((2,)))


def test_pipes_are_written_as_they_are(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    nd.save(str(pipe), nd.arange(1000))
    reader.join()
    assert nd.load_frombuffer(got[0])[0].asnumpy().tolist() == np.arange(1000.0).tolist()
    nd.save("/dev/null", nd.ones((2,)))
