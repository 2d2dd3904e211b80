"""`nd.save`, `nd.load`: MXNet's files of all versions, byte for byte, and files that are wrong."""

from __future__ import annotations

import hashlib
import os
import pickle
import struct
import warnings
from pathlib import Path

import numpy as np
import pytest
import swnd as mx
from recorded_files import hand_made, recorded, same
from swnd import nd
from swnd.base import MXNetError, MXNetMemoryError, MXNetTypeError, MXNetValueError
from swnd.ndarray import _records

RECORDED = recorded()


def load(content):
    """Loads without warnings."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return nd.load_frombuffer(content)


def quiet(content):
    """Loads; a warning is an error."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return nd.load_frombuffer(content)


@pytest.mark.tiny
@pytest.mark.parametrize("file", RECORDED, ids=lambda file: file.what)
def test_files_of_mxnet_are_read(file, tmp_path):
    path = tmp_path / "x.params"
    path.write_bytes(file.bytes)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from_disk = nd.load(str(path))
    for loaded in (from_disk, load(file.bytes)):
        if file.names:
            assert list(loaded) == file.names
            loaded = list(loaded.values())
        assert isinstance(loaded, list) and len(loaded) == len(file.arrays)
        assert all(same(*pair) for pair in zip(loaded, file.arrays))
        assert all(array.context == mx.cpu(0) for array in loaded)


@pytest.mark.tiny
@pytest.mark.parametrize("file", [f for f in RECORDED if f.exact], ids=lambda file: file.what)
def test_files_are_written_as_mxnet_writes_them(file, tmp_path):
    path = tmp_path / "x.params"
    data = load(file.bytes)
    nd.save(str(path), data)
    assert path.read_bytes() == file.bytes
    # And from arrays whose elements lie otherwise.
    if isinstance(data, list):
        data = [x.T.copy().T for x in data]
    else:
        data = {name: nd.concat(x, x, dim=0)[: x.shape[0]] for name, x in data.items()}
    nd.save(path, data)
    assert path.read_bytes() == file.bytes


def test_the_device_is_written_as_mxnet_does(tmp_path):
    (want,) = (file.bytes for file in RECORDED if file.what == "dense: another device")
    nd.save(str(tmp_path / "x"), nd.array([1, 2], ctx=mx.cpu(1)))
    assert (tmp_path / "x").read_bytes() == want


def test_a_known_file():
    """As somebody else computed it, too."""
    (file,) = (file for file in RECORDED if file.what == "dense: a dict")
    assert hashlib.sha256(file.bytes).hexdigest().startswith("d517f3d6")


def test_sparse_arrays_become_dense_with_a_warning():
    for file in RECORDED:
        if file.what.startswith("sparse: ") and len(file.arrays) == 1:
            kind = file.what.split()[1]
            with pytest.warns(UserWarning, match=f"is {kind}, it is read as a dense array"):
                nd.load_frombuffer(file.bytes)


def test_storage_shapes_of_nothing_are_mended():
    """MXNet may write the storage shape before the array has been computed."""
    values = np.array([1, 2, 3], "float32")
    starts, columns = np.array([0, 0, 2, 2, 3], "int64"), np.array([0, 1, 0], "int64")
    want = np.array([[0, 0], [1, 2], [0, 0], [3, 0]], "float32")
    record = hand_made.csr(values, starts, columns, (4, 2), stored=(0,))
    assert same(load(hand_made.file([record]))[0], want)
    rows = np.array([1, 3], "int64")
    record = hand_made.row_sparse(want[rows], rows, (4, 2), stored=(0, 2))
    assert same(load(hand_made.file([record, hand_made.v2(values)]))[0], want)
    assert same(load(hand_made.file([record, hand_made.v2(values)]))[1], values)


@pytest.mark.parametrize("positions", ["int64", "int32", "uint8", "int8", "uint16", "uint32"])
def test_positions_of_sparse_arrays_have_any_integer_dtype(positions):
    rows = np.array([0, 2], positions)
    values = np.array([[1, 2], [3, 4]], "float64")
    record = hand_made.row_sparse(values, rows, (3, 2))
    assert same(load(hand_made.file([record]))[0], np.array([[1, 2], [0, 0], [3, 4]], "float64"))


WIDER = {
    "int16": ("int32", [-(2**15), -1, 0, 2**15 - 1]),
    "uint16": ("int32", [0, 1, 2**15, 2**16 - 1]),
    "uint32": ("int64", [0, 1, 2**31, 2**32 - 1]),
    "uint64": ("int64", [0, 1, 2**32, 2**63 - 1]),
}


@pytest.mark.parametrize("dtype", WIDER)
def test_dtypes_that_arrays_lack_are_read_as_wider_ones(dtype):
    wider, numbers = WIDER[dtype]
    data = np.array(numbers * 10_000, dtype)
    content = hand_made.file([hand_made.v2(data)], [b"x"])
    with pytest.warns(UserWarning, match=f"'x' is {dtype}, it is read as {wider}$"):
        read = nd.load_frombuffer(content)["x"]
    assert same(read, data.astype(wider))


def test_numbers_too_large_for_int64_become_floats():
    data = np.array([1, 2**63, 2**64 - 1], "uint64")
    with pytest.warns(UserWarning, match="array 0 is uint64, it is read as float64, rounded"):
        (read,) = nd.load_frombuffer(hand_made.file([hand_made.v2(data)]))
    assert same(read, data.astype("float64"))


def test_bfloat16_becomes_float32():
    data = np.array([1.0, -2.5, 3e38, np.inf, 0], "float32")
    halves = (data.view(np.uint32) >> 16).astype("uint16")
    content = hand_made.file([hand_made.v2(halves, code=12)])
    with pytest.warns(UserWarning, match="bfloat16"):
        (read,) = nd.load_frombuffer(content)
    assert same(read, (halves.astype(np.uint32) << 16).view(np.float32))


def test_any_byte_but_zero_is_true():
    record = hand_made.v2(np.array([0, 1, 2, 255], "uint8"), code=7)
    (read,) = quiet(hand_made.file([record]))
    assert same(read, np.array([False, True, True, True]))


def test_a_warning_names_the_line_that_loads(tmp_path):
    (tmp_path / "x").write_bytes(hand_made.file([hand_made.v2(np.array([1], "int16"))]))
    for call in (nd.load, lambda path: nd.load_frombuffer(Path(path).read_bytes())):
        with pytest.warns(UserWarning) as said:
            call(str(tmp_path / "x"))
        assert said[0].filename == __file__


# Records without axes: nothing, or a single number.

SCALAR = np.array(3.0, "float32")
OTHER = np.arange(4, dtype="int32")


@pytest.mark.parametrize("version", [0, hand_made.V1, hand_made.V2])
@pytest.mark.parametrize("names", [(), (b"a", b"b", b"c", b"d", b"e")])
@pytest.mark.parametrize("pattern", range(32))
def test_numbers_and_nothing_are_told_apart_by_what_follows(version, names, pattern):
    write = {0: hand_made.v0, hand_made.V1: hand_made.v1, hand_made.V2: hand_made.v2}[version]
    kinds = [pattern >> bit & 1 for bit in range(5)]
    kinds[2] = 2
    records = [(hand_made.none(version), write(SCALAR), write(OTHER))[kind] for kind in kinds]
    read = quiet(hand_made.file(records, names))
    if names:
        assert list(read) == [name.decode() for name in names]
        read = list(read.values())
    for array, kind in zip(read, kinds):
        if kind == 0:
            assert array is None
        else:
            assert same(array, SCALAR.reshape(1) if kind == 1 else OTHER)


def test_arrays_without_a_shape_are_none():
    content = hand_made.file(
        [hand_made.undefined(), hand_made.none(hand_made.V3), hand_made.v3(OTHER)]
    )
    first, second, third = quiet(content)
    assert first is None and second is None and same(third, OTHER)


# Writing


def test_arrays_without_elements_are_kept(tmp_path):
    data = {"a": nd.zeros((2, 0, 3), dtype="int8"), "b": nd.zeros((0,)), "c": nd.ones((2,))}
    nd.save(str(tmp_path / "x"), data)
    read = nd.load(str(tmp_path / "x"))
    assert {name: (x.shape, x.dtype) for name, x in read.items()} == {
        name: (x.shape, x.dtype) for name, x in data.items()
    }
    # MXNet has a version of its records for these.
    content = (tmp_path / "x").read_bytes()
    assert content[24:28] == struct.pack("<I", hand_made.V3)


def test_what_is_saved_is_the_value_at_the_call(tmp_path):
    x = nd.arange(1000).reshape((10, 100))
    y = (x * 2 + 1).T
    nd.save(str(tmp_path / "x"), [y, y[3:5], x[:, 7]])
    x[:] = 0
    want = (np.arange(1000, dtype="float32").reshape(10, 100) * 2 + 1).T
    a, b, c = nd.load(str(tmp_path / "x"))
    assert same(a, np.ascontiguousarray(want)) and same(b, np.ascontiguousarray(want[3:5]))
    assert same(c, np.arange(7, 1000, 100, dtype="float32"))


def test_saving_waits_as_long_as_it_takes(tmp_path):
    """Longer than a call that waits may take until signals are looked after."""
    x = nd.random.uniform(-0.05, 0.05, shape=(1200, 1200))
    y = x
    for _ in range(40):
        y = nd.dot(y, x)
    nd.save(str(tmp_path / "y"), y.T)
    assert same(nd.load(str(tmp_path / "y"))[0], np.ascontiguousarray(y.asnumpy().T))


def test_saving_records_nothing(tmp_path):
    x = nd.array([1.0, 2.0])
    x.attach_grad()
    with mx.autograd.record():
        y = x * x
        nd.save(str(tmp_path / "y"), [y, x])
        z = y.sum()
    z.backward()
    assert x.grad.asnumpy().tolist() == [2, 4]
    assert nd.load(str(tmp_path / "y"))[1].grad is None


def test_the_error_of_a_computation_leaves_the_old_file(tmp_path):
    path = tmp_path / "x"
    nd.save(str(path), nd.ones((3,)))
    old = path.read_bytes()
    x = nd.ones((1 << 20,))
    x.wait_to_read()
    before = mx.set_memory_limit(mx.memory_stats()["bytes_in_use"] + (1 << 20))
    try:
        y = nd.exp(x)
        with pytest.raises(MXNetMemoryError, match="exp: cannot allocate"):
            nd.save(str(path), [x, y])
    finally:
        mx.set_memory_limit(before)
    assert path.read_bytes() == old
    assert os.listdir(tmp_path) == ["x"]


WRONG_USES = [
    (lambda p: nd.save(p, 3), MXNetTypeError, "save: data must be an NDArray, a list"),
    (lambda p: nd.save(p, [3]), MXNetTypeError, r"save: data\[0\] must be an NDArray, not 3"),
    (lambda p: nd.save(p, {"a": 3}), MXNetTypeError, r"save: data\['a'\] must be an NDArray"),
    (lambda p: nd.save(p, {3: nd.ones(1)}), MXNetTypeError, "save: names must be str, not 3"),
    (lambda p: nd.save(p, {b"a": nd.ones(1)}), MXNetTypeError, "save: names must be str"),
    (lambda p: nd.save(p, {"a\0b": nd.ones(1)}), MXNetValueError, "contains a zero byte"),
    (lambda p: nd.save(3, nd.ones(1)), MXNetTypeError, "save: fname must be a string, not 3"),
    (
        lambda p: nd.save(p + "/y", nd.ones(1)),
        MXNetValueError,
        "save: .*cannot be written: No such",
    ),
    (
        lambda p: nd.save(os.path.dirname(p), nd.ones(1)),
        MXNetValueError,
        "save: .*: Is a directory",
    ),
    (lambda p: nd.save("a\0b", nd.ones(1)), MXNetValueError, "save: fname contains a zero byte"),
    (lambda p: nd.load(3), MXNetTypeError, "load: fname must be a string, not 3"),
    (lambda p: nd.load(p), MXNetValueError, "load: .*cannot be opened: No such file"),
    (lambda p: nd.load(os.path.dirname(p)), MXNetValueError, "load: .*is a folder, not a file"),
    (lambda p: nd.load("/dev/zero"), MXNetValueError, "is a device or a pipe, not a file"),
    (lambda p: nd.load("a\0b"), MXNetValueError, "load: fname contains a zero byte"),
    (lambda p: nd.load_frombuffer("abc"), MXNetTypeError, "load_frombuffer: buf must be bytes"),
    (lambda p: nd.load_frombuffer(3), MXNetTypeError, "load_frombuffer: buf must be bytes"),
    (lambda p: nd.load_frombuffer(b""), MXNetValueError, "byte 0: .*expected 8 bytes, 0 are left"),
    (lambda p: nd.load_frombuffer(b"abc"), MXNetValueError, "load_frombuffer: byte 0: "),
]


@pytest.mark.tiny
@pytest.mark.parametrize("number", range(len(WRONG_USES)))
def test_wrong_uses(number, tmp_path):
    call, error, text = WRONG_USES[number]
    with pytest.raises(error, match=text):
        call(str(tmp_path / "x"))


# Files that are wrong


@pytest.mark.parametrize("file", [f for f in RECORDED if f.names or "V3" in f.what])
def test_files_that_are_cut_are_errors(file, tmp_path):
    """At every byte."""
    for length in range(len(file.bytes)):
        if file.what == "by hand: bytes after the end" and length >= len(file.bytes) - 4:
            continue
        with pytest.raises(MXNetValueError, match=r"^load_frombuffer: byte \d+: "):
            load(file.bytes[:length])
    path = tmp_path / "x"
    path.write_bytes(file.bytes[:50])
    with pytest.raises(MXNetValueError, match=r"^load: '.*x': byte \d+: "):
        nd.load(str(path))


def changed(content, place, form, value):
    return content[:place] + struct.pack(form, value) + content[place + struct.calcsize(form) :]


DICT = next(f.bytes for f in RECORDED if f.what == "dense: a dict")
CSR = next(f.bytes for f in RECORDED if f.what == "sparse: csr float32")
ROWS = next(f.bytes for f in RECORDED if f.what == "sparse: row_sparse float32")

LIES = [
    (DICT, 0, "<Q", 0x113, "byte 0: the file begins with 0x113: expected 0x112"),
    (DICT, 16, "<Q", 2**63, "byte 16: the number of arrays is 9223372036854775808"),
    (DICT, 16, "<Q", 3, "byte 148: the device of array 2 is 0"),
    (DICT, 16, "<Q", 1, "byte 88: the number of names is 4187224777: expected 0 or 1"),
    (DICT, 24, "<I", 0xF993FAC7, "byte 24: array 0 begins with 0xF993FAC7: expected 0xF993FAC8"),
    (DICT, 24, "<I", 9, "byte 24: the shape of array 0 has 9 axes: expected 0 to 8"),
    (DICT, 28, "<i", 3, "byte 28: the storage type of array 0 is 3: expected 0"),
    (DICT, 28, "<i", -2, "byte 28: the storage type of array 0 is -2"),
    (DICT, 32, "<i", 9, "byte 32: the shape of array 0 has 9 axes"),
    (DICT, 32, "<i", -1, "byte 32: the shape of array 0 has -1 axes"),
    (DICT, 32, "<i", 2**31 - 1, "byte 32: the shape of array 0 has 2147483647 axes"),
    (DICT, 36, "<q", -1, "byte 36: axis 0 of the shape of array 0 is -1: expected 0 or more"),
    (DICT, 36, "<q", 2**62, "byte 64: the elements of array 0, .* need more bytes than the 106"),
    (DICT, 36, "<q", 2**63 - 1, "byte 64: the elements of array 0"),
    (DICT, 36, "<q", 1000, "byte 64: the elements of array 0"),
    (DICT, 52, "<i", 7, "byte 52: the device of array 0 is 7, number 0: expected 1 .cpu."),
    (DICT, 56, "<i", -1, "byte 52: the device of array 0 is 1, number -1"),
    (DICT, 60, "<i", 13, "byte 60: the dtype of array 0 is 13: expected 0 .float32., 1"),
    (DICT, 60, "<i", -1, "byte 60: the dtype of array 0 is -1"),
    (DICT, 136, "<Q", 1, "byte 136: the number of names is 1: expected 0 or 2"),
    (DICT, 144, "<Q", 2**64 - 1, "byte 144: the length of name 0 is 18446744073709551615"),
    (DICT, 144, "<Q", 6, "byte 158: the length of name 1"),
    (DICT, 154, "<B", 0, "byte 154: name 0 contains a zero byte"),
    (CSR, 36, "<q", 2, r"the storage shape of array 0 is \(2,\): expected \(3,\)"),
    (CSR, 44, "<i", 1, "byte "),
    (ROWS, 36, "<q", 7, r"the storage shape of array 0 is \(7, 2\): expected \(2, 2\)"),
]


@pytest.mark.parametrize("number", range(len(LIES)))
def test_files_that_lie_are_errors(number):
    content, place, form, value, text = LIES[number]
    with pytest.raises(MXNetValueError, match=text):
        load(changed(content, place, form, value))


def sparse_file(starts=(0, 1, 3), columns=(1, 0, 1), lengths=(2, 2), dtype="int64"):
    values = np.arange(len(columns), dtype="float32")
    return hand_made.file(
        [hand_made.csr(values, np.array(starts, dtype), np.array(columns, dtype), lengths)]
    )


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (sparse_file(starts=(1, 1, 3)), "row starts, from 1 to 3: expected one more"),
        (sparse_file(starts=(0, 1, 2)), "row starts, from 0 to 2"),
        (sparse_file(starts=(0, 3)), "there are 2 row starts"),
        (sparse_file(starts=(0, 9, 3)), "row 0 begins at 0 and ends at 9"),
        (sparse_file(starts=(0, -1, 3)), "row 0 begins at 0 and ends at -1"),
        (sparse_file(columns=(1, 0, 2)), "column number 2 is 2: expected 0 to 1"),
        (sparse_file(columns=(1, 0, -1)), "column number 2 is -1"),
        (sparse_file(columns=(1, 0, 2**62)), "column number 2 is 4611686018427387904"),
        (sparse_file(dtype="float64"), "are float64 .* expected integers in one axis"),
        (sparse_file(lengths=(2, 2, 1)), "which is csr, is .2, 2, 1.: expected two axes"),
        (sparse_file(lengths=(2**62, 0)), "has more elements than can be counted"),
        (sparse_file(lengths=(2**50, 0)), "expected one more than the 1125899906842624 rows"),
        (sparse_file(lengths=(2, 2**62)), "has more elements than can be counted"),
    ],
)
def test_sparse_files_that_lie_are_errors(content, text):
    with pytest.raises(MXNetValueError, match=text):
        load(content)


def test_row_numbers_that_lie_are_errors():
    values = np.ones((2, 3), "float32")
    for rows in ([0, 4], [-1, 0], [2**62, 0]):
        record = hand_made.row_sparse(values, np.array(rows, "int64"), (4, 3))
        with pytest.raises(MXNetValueError, match=r"row number \d is .*: expected 0 to 3"):
            load(hand_made.file([record]))


def test_dense_sizes_beyond_memory_are_errors():
    record = hand_made.row_sparse(np.ones((1, 3), "float32"), np.array([0]), (2**50, 3))
    with pytest.raises(MXNetMemoryError, match="load_frombuffer: array 0: cannot allocate"):
        load(hand_made.file([record]))


def test_the_last_of_arrays_with_one_name_is_taken():
    records = [hand_made.v2(np.array([n], "float32")) for n in (1, 2)]
    with pytest.warns(UserWarning, match="several arrays called 'x'; the last one is taken"):
        read = nd.load_frombuffer(hand_made.file(records, [b"x", b"x"]))
    assert read["x"].asscalar() == 2


def test_names_that_are_no_text_survive(tmp_path):
    content = hand_made.file([hand_made.v2(OTHER)], [b"\xff\xfe"])
    nd.save(str(tmp_path / "x"), quiet(content))
    assert (tmp_path / "x").read_bytes() == content


# Single arrays, as pickles hold them


@pytest.mark.parametrize("dtype", hand_made.CODES)
def test_records(dtype):
    if dtype in ("int16", "uint16", "uint32", "uint64", "bfloat16"):
        return
    data = hand_made.numbers(dtype)
    x = nd.array(data, dtype=dtype)
    assert _records.to_record(x) == hand_made.v2(data)
    assert _records.to_record(nd.array(data.T, dtype=dtype).T) == hand_made.v2(data)
    assert same(_records.from_record(hand_made.v2(data)), data)
    assert same(_records.from_record(bytearray(hand_made.v1(data))), data)


def test_records_of_nothing_and_numbers():
    assert _records.from_record(hand_made.none()) is None
    assert same(_records.from_record(hand_made.v2(SCALAR)), SCALAR.reshape(1))
    assert _records.from_record(_records.to_record(nd.zeros((3, 0)))).shape == (3, 0)
    for content in (b"", hand_made.v2(OTHER)[:-1], hand_made.v2(OTHER) + b"x"):
        with pytest.raises(MXNetError, match=r"^load_record: byte \d+: "):
            _records.from_record(content)


def test_pickles_stay_pickles():
    x = nd.array([[1, 2], [3, 4]], dtype="int8")
    assert same(pickle.loads(pickle.dumps(x)), x.asnumpy())


def test_files_can_be_given_as_paths_and_buffers(tmp_path):
    path = tmp_path / "größe"
    nd.save(path, nd.arange(3))
    content = path.read_bytes()
    for buffer in (content, bytearray(content), memoryview(content)):
        assert nd.load_frombuffer(buffer)[0].shape == (3,)
    assert nd.load(path)[0].shape == (3,)
