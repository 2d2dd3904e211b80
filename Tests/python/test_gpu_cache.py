"""Compiled programs in the user's cache folder: shared, bounded, and done without."""

from __future__ import annotations

import os
import subprocess
import sys

from child_processes import PACKAGE
from gpu_programs import START, needs_device, run, variables

PROGRAMS = """
x = nd.array(np.arange(24).reshape(4, 6), ctx=gpu)
y = nd.softmax(nd.exp(x * 0.1) - x.sum(axis=0), axis=1)
z = nd.dot(y, x.T).asnumpy()
facts = mx.context.gpu_facts(0)
print(facts["programs_built"], facts["programs_loaded"])
"""


@needs_device
def test_a_second_run_builds_nothing(tmp_path):
    built, loaded = map(int, run(PROGRAMS, tmp_path).split())
    assert built > 0
    assert loaded == 0
    assert run(PROGRAMS, tmp_path).split() == ["0", str(built)]
    for number, file in enumerate(sorted(tmp_path.iterdir())):
        # Cut off, of another program, changed inside: none of them counts.
        data = file.read_bytes()
        changed = data[: len(data) // 2], b"nonsense", data[:-1] + bytes([data[-1] ^ 1])
        file.write_bytes(changed[number % 3])
    assert run(PROGRAMS, tmp_path).split() == [str(built), "0"]
    assert run(PROGRAMS, tmp_path).split() == ["0", str(built)]
    assert not [file for file in tmp_path.iterdir() if file.suffix != ".bin"]


@needs_device
def test_processes_share_the_folder(tmp_path):
    environment = dict(os.environ, PYTHONPATH=PACKAGE, **variables(tmp_path))
    command = [sys.executable, "-c", START + PROGRAMS]
    children = [subprocess.Popen(command, env=environment) for _ in range(4)]
    assert [child.wait(300) for child in children] == [0] * 4
    assert run(PROGRAMS, tmp_path).split()[0] == "0"


@needs_device
def test_a_folder_that_cannot_be_written_is_done_without(tmp_path):
    file = tmp_path / "file"
    file.write_text("")
    assert int(run(PROGRAMS, file / "below").split()[0]) > 0
    assert int(run(PROGRAMS, "off").split()[0]) > 0


@needs_device
def test_the_oldest_files_go_and_no_others(tmp_path):
    def put(name, age, size=200 << 20):
        file = tmp_path / name
        with open(file, "wb") as opened:
            opened.truncate(size)
        os.utime(file, (1e9 - age, 1e9 - age))
        return file

    old, older = put("0" * 32 + ".bin", 1), put("1" * 32 + ".bin", 2)
    unfinished = put("2" * 32 + ".bin.17.3", 3)
    # The folder may be one where somebody keeps other things.
    kept = [put(name, 9) for name in ("model.bin", "weights.bin.1", "f" * 32, "notes.txt")]
    built = int(run(PROGRAMS, tmp_path).split()[0])
    assert built > 0
    assert old.exists()
    assert not older.exists()
    assert not unfinished.exists()
    assert all(file.exists() for file in kept)
    assert run(PROGRAMS, tmp_path).split() == ["0", str(built)]
