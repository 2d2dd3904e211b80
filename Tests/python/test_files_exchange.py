"""NumPy's files, safetensors, and `python -m swnd convert`."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
import warnings

import numpy as np
import pytest
from child_processes import PACKAGE
from recorded_files import recorded, same
from swnd import nd
from swnd.base import MXNetLibraryError, MXNetMemoryError, MXNetTypeError, MXNetValueError

DTYPES = ("float32", "float64", "float16", "uint8", "int32", "int8", "int64", "bool")
DATA = {dtype: np.arange(6).reshape(2, 3).astype(dtype) for dtype in DTYPES}
ARRAYS = {f"the {dtype}/x.y": nd.array(data, dtype=dtype) for dtype, data in DATA.items()}


def check(loaded):
    assert set(loaded) == set(ARRAYS)
    for name, array in loaded.items():
        assert same(array, ARRAYS[name].asnumpy())


def test_npz_there_and_back(tmp_path):
    path = str(tmp_path / "x.npz")
    nd.save(path, ARRAYS)
    with np.load(path) as archive:
        assert list(archive.files) == list(ARRAYS)
        assert all((archive[name] == ARRAYS[name].asnumpy()).all() for name in ARRAYS)
    check(nd.load(path))
    with open(path, "rb") as file:
        check(nd.load_frombuffer(file.read()))


def test_npz_of_numpy(tmp_path):
    for save in (np.savez, np.savez_compressed):
        path = tmp_path / "any name"
        with open(path, "wb") as file:
            save(file, np.ones((2, 0), "int32"), b=np.asfortranarray(DATA["float64"]))
        read = nd.load(path)
        assert read["arr_0"].shape == (2, 0) and same(read["b"], DATA["float64"])


def test_arrays_without_names_get_some(tmp_path):
    path = str(tmp_path / "X.NPZ")
    nd.save(path, [nd.ones((2,)), nd.zeros((3,)).T])
    assert {name: x.shape for name, x in nd.load(path).items()} == {"arr_0": (2,), "arr_1": (3,)}


def test_npy(tmp_path):
    path = str(tmp_path / "x.npy")
    nd.save(path, nd.array(DATA["int8"], dtype="int8").T)
    assert np.load(path).tolist() == DATA["int8"].T.tolist()
    (read,) = nd.load(path)
    assert same(read, np.ascontiguousarray(DATA["int8"].T))
    with pytest.raises(MXNetValueError, match="a .npy file holds one array, not 2"):
        nd.save(path, [nd.ones((1,))] * 2)


@pytest.mark.parametrize(
    ("dtype", "wider", "numbers"),
    [
        ("int16", "int32", [-(2**15), 2**15 - 1]),
        ("uint16", "int32", [0, 2**16 - 1]),
        ("uint32", "int64", [0, 2**32 - 1]),
        ("uint64", "int64", [0, 2**63 - 1]),
        ("uint64", "float64", [0, 2**63]),
        (">f4", "float32", None),
        (">i8", "int64", None),
    ],
)
def test_dtypes_that_arrays_lack(dtype, wider, numbers, tmp_path):
    data = np.array([1, 2] if numbers is None else numbers, dtype)
    np.savez(tmp_path / "x.npz", x=data)
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        read = nd.load(str(tmp_path / "x.npz"))["x"]
    assert same(read, data.astype(wider))
    assert [w.filename for w in said] == ([] if numbers is None else [__file__])
    assert all(f"'x' is {dtype}, it is read as {wider}" in str(w.message) for w in said)


@pytest.mark.parametrize("data", [np.array([1j]), np.array(["a"]), np.array([1], "M8[s]")])
def test_dtypes_that_are_no_numbers(data, tmp_path):
    np.save(tmp_path / "x.npy", data)
    with pytest.raises(MXNetTypeError, match=r"load: '.*x.npy' is .*which no dtype of arrays is"):
        nd.load(str(tmp_path / "x.npy"))


def test_pickled_objects_are_refused(tmp_path):
    np.save(tmp_path / "x.npy", np.array([{}], object), allow_pickle=True)
    with pytest.raises(MXNetValueError, match="cannot be read as npy: .*allow_pickle"):
        nd.load(str(tmp_path / "x.npy"))


def test_files_that_are_wrong(tmp_path):
    np.savez(tmp_path / "x.npz", x=DATA["float32"])
    content = (tmp_path / "x.npz").read_bytes()
    for length in (4, 10, 100, len(content) - 1):
        with pytest.raises(MXNetValueError, match="load_frombuffer: cannot be read as npz"):
            nd.load_frombuffer(content[:length])
    np.save(tmp_path / "x.npy", np.ones((2,), "float32"))
    lying = (tmp_path / "x.npy").read_bytes().replace(b"(2,), }", b"(9999999999999,), }")
    with pytest.raises((MXNetValueError, MXNetMemoryError), match="load_frombuffer: "):
        nd.load_frombuffer(lying)


# safetensors


def tensors(entries):
    """A file of them, by hand."""
    header, data = {}, b""
    for name, (kind, shape, content) in entries.items():
        place = [len(data), len(data) + len(content)]
        header[name] = {"dtype": kind, "shape": shape, "data_offsets": place}
        data += content
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + data


def test_safetensors_there_and_back(tmp_path):
    pytest.importorskip("safetensors")
    from safetensors.numpy import load_file

    path = str(tmp_path / "x.safetensors")
    nd.save(path, ARRAYS)
    there = load_file(path)
    assert all((there[name] == ARRAYS[name].asnumpy()).all() for name in ARRAYS)
    check(nd.load(path))
    check(nd.load_frombuffer((tmp_path / "x.safetensors").read_bytes()))


def test_safetensors_of_dtypes_that_arrays_lack(tmp_path):
    pytest.importorskip("safetensors")
    halves = np.array([1.0, -2.5], "float32")
    content = tensors(
        {
            "b": ("BF16", [2], (halves.view(np.uint32) >> 16).astype("<u2").tobytes()),
            "u": ("U16", [1, 1], struct.pack("<H", 40000)),
        }
    )
    with pytest.warns(UserWarning, match="is read as"):
        read = nd.load_frombuffer(content)
    assert same(read["b"], halves) and same(read["u"], np.array([[40000]], "int32"))
    with pytest.raises(MXNetValueError, match="cannot be read as safetensors"):
        nd.load_frombuffer(content[:-1])


def test_safetensors_are_told_apart_without_their_package(tmp_path, monkeypatch):
    for name in ("safetensors", "safetensors.numpy"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(MXNetLibraryError, match="the Python package of this name is needed"):
        nd.load_frombuffer(tensors({"x": ("F32", [1], b"\0\0\0\0")}))
    with pytest.raises(MXNetLibraryError, match="the Python package of this name is needed"):
        nd.save(str(tmp_path / "x.safetensors"), nd.ones((1,)))
    assert os.listdir(tmp_path) == []


# python -m swnd convert


def swnd(*arguments, folder=None):
    return subprocess.run(
        [sys.executable, "-m", "swnd", *map(str, arguments)],
        env=dict(os.environ, PYTHONPATH=PACKAGE),
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("what", ["dense: a dict", "dense: a list", "dense: integers at the ends"])
def test_convert_there_and_back(what, tmp_path):
    (file,) = (file for file in recorded() if file.what == what)
    (tmp_path / "in.params").write_bytes(file.bytes)
    for source, target in (("in.params", "x.npz"), ("x.npz", "out.params")):
        ran = swnd("convert", source, target, folder=tmp_path)
        assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    assert (tmp_path / "out.params").read_bytes() == file.bytes


def test_convert_to_safetensors_and_back(tmp_path):
    pytest.importorskip("safetensors")
    nd.save(str(tmp_path / "in.params"), ARRAYS)
    for source, target in (("in.params", "x.safetensors"), ("x.safetensors", "out.params")):
        assert swnd("convert", source, target, folder=tmp_path).returncode == 0
    check(nd.load(str(tmp_path / "out.params")))


def test_convert_tells_what_it_changes_and_what_is_wrong(tmp_path):
    (file,) = (file for file in recorded() if file.what == "sparse: csr float32")
    (tmp_path / "in.params").write_bytes(file.bytes)
    ran = swnd("convert", tmp_path / "in.params", tmp_path / "out.npz")
    assert ran.returncode == 0 and "is csr, it is read as a dense array" in ran.stderr
    ran = swnd("convert", tmp_path / "nothing", tmp_path / "out.npz")
    assert ran.returncode == 1 and "cannot be opened" in ran.stderr
    ran = swnd("convert", tmp_path / "in.params", tmp_path / "out.doc")
    assert ran.returncode == 2 and ".npz, .npy or .safetensors" in ran.stderr
    assert swnd("convert").returncode == 2
    ran = swnd("convert", "--help")
    assert ran.returncode == 0 and ran.stdout.startswith("usage: python -m swnd convert")
    assert "convert SOURCE TARGET" in swnd("--help").stdout


def test_a_script_that_is_called_convert_is_run(tmp_path):
    (tmp_path / "convert").write_text("import mxnet, sys; print(mxnet.__name__, sys.argv[1:])")
    assert swnd("convert", "a", "b", folder=tmp_path).stdout == "swnd ['a', 'b']\n"
    (tmp_path / "convert").unlink()
    (tmp_path / "convert").mkdir()
    (tmp_path / "convert" / "__main__.py").write_text("import sys; print(sys.argv[1:])")
    assert swnd("convert", "a", folder=tmp_path).stdout == "['a']\n"
    (tmp_path / "convert.py").write_text("print('a script')")
    assert swnd("convert.py", folder=tmp_path).stdout == "a script\n"
