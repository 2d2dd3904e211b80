"""How arguments may be written: as text, as numbers of NumPy, as None.

MXNet passes all parameters on as text, so it takes texts for numbers, lists and truth values. Then
some of what the other modules left out: counts of integers, multiples by 0, constants, gradients.
"""

from __future__ import annotations

from typing import Iterator

import numpy as np
from records import Case

from .asking import Raw, array, ask, count, grid, smooth

MATRIX = grid(2, 3)
BOX = grid(1, 2, 3, 3)


def questions() -> Iterator[Case]:
    yield from _integers()
    yield from _lists()
    yield from _truths()
    yield from _numbers()
    yield from _contexts()
    yield from _no_dtype()
    yield from _histogram()
    yield from _multiples_by_zero()
    yield from _constants()
    yield from _gradients()
    yield ask("zeros", "nd.zeros", (2,), stype="default")
    yield ask("zeros", "nd.zeros", (2, 3), None, "int32", "default")
    yield ask("copyto", "x.copyto", *[MATRIX] * 2)


def _integers() -> Iterator[Case]:
    for text in ("1", "-1", " 1", "1 ", "01", "0", "5", "-3", "a", "", "1.0", "1e0", "0x1", "(1)"):
        yield ask("softmax", "nd.softmax", MATRIX, axis=text)
        yield ask("expand_dims", "nd.expand_dims", MATRIX, axis=text)
        yield ask("argmax", "nd.argmax", MATRIX, axis=text)
        yield ask("stack", "nd.stack", MATRIX, MATRIX, axis=text)
        yield ask("concat", "nd.concat", MATRIX, MATRIX, dim=text)
    for text in ("2", " 3", "0.5", "b"):
        yield ask("repeat", "nd.repeat", MATRIX, repeats=text)
        yield ask("one_hot", "nd.one_hot", array([0, 1]), text)
        yield ask("eye", "nd.eye", text)
    for name in ("argmax", "argsort", "sort", "topk", "repeat", "cumsum"):
        more = {"repeats": 2} if name == "repeat" else {}
        yield ask(name, f"nd.{name}", MATRIX, axis="None", **more)
        yield ask(name, f"nd.{name}", MATRIX, axis="1" if name != "cumsum" else "0", **more)
    yield ask("topk", "nd.topk", MATRIX, k="2", ret_typ="value")
    yield ask("split", "nd.split", MATRIX, num_outputs="3", axis="1", squeeze_axis="True")
    yield ask("swapaxes", "nd.swapaxes", MATRIX, dim1="0", dim2="1")
    yield ask("depth_to_space", "nd.depth_to_space", grid(1, 4, 2, 2), "2")
    # True is a number to Python, but not the text of one.
    for value in (True, np.float32(1), [True]):
        yield ask("sum", "nd.sum", MATRIX, axis=value)
        yield ask("softmax", "nd.softmax", MATRIX, axis=value)


def _lists() -> Iterator[Case]:
    texts = ("1", "-1", " 1", "(0,1)", "(0, 1)", "[0,1]", "( 1 , )", "(1,)", "()", "[]", "None")
    for text in (*texts, "(0", "0,x", "(True,)", "a", "", "(1.0,)", "(0,1,2)", "(0,0)"):
        yield ask("sum", "nd.sum", MATRIX, axis=text)
        yield ask("max", "x.max", MATRIX, axis=text)
        yield ask("norm", "nd.norm", MATRIX, axis=text)
    yield ask("reshape", "nd.reshape", MATRIX, shape="(3, -1)")
    yield ask("reshape", "nd.reshape", MATRIX, shape="(-1,)")
    yield ask("transpose", "nd.transpose", MATRIX, axes="(1, 0)")
    yield ask("tile", "nd.tile", MATRIX, reps="(2, 1)")
    yield ask("slice", "nd.slice", MATRIX, begin="(0, 1)", end="(None, 3)")
    yield ask("slice", "nd.slice", MATRIX, begin="(None,)", end="(1,)", step="(1,)")
    yield ask("broadcast_to", "nd.broadcast_to", grid(1, 3), shape="(2, 3)")
    yield ask("zeros", "nd.zeros", "(2, 3)")
    yield ask("ones", "nd.ones", "3")
    yield ask("squeeze", "nd.squeeze", grid(1, 3), axis="0")
    yield ask("flip", "nd.flip", MATRIX, axis="(0, 1)")


def _truths() -> Iterator[Case]:
    values = ("True", "False", "true", "FALSE", "1", "0", "2", "yes", "", "None")
    for value in (*values, 1, 0, 2, -1, 1.0, np.bool_(True), np.int64(1), None):
        yield ask("sum", "nd.sum", MATRIX, axis=1, keepdims=value)
        yield ask("mean", "nd.mean", MATRIX, axis=1, exclude=value)
        yield ask("sort", "nd.sort", MATRIX, is_ascend=value)
        yield ask("dot", "nd.dot", MATRIX, MATRIX, transpose_b=value)


def _numbers() -> Iterator[Case]:
    texts = ("1.5", "-1e1", " 1.5", "2", "inf", "nan", "x", "", "None")
    for value in (*texts, np.float64(1.5), np.int64(2), Raw(np.array(1.5))):
        yield ask("clip", "nd.clip", MATRIX, a_min=-1, a_max=value)
        yield ask("smooth_l1", "nd.smooth_l1", MATRIX, scalar=value)
        yield ask("one_hot", "nd.one_hot", array([0, 1]), 3, on_value=value)
        yield ask("pad", "nd.pad", BOX, "constant", (0, 0, 0, 0, 1, 0, 0, 1), value)
    for text in ("1.5", "-2", "inf"):
        yield ask("full", "nd.full", (2,), text)
        yield ask("gemm2", "nd.linalg.gemm2", grid(2, 2), grid(2, 2, seed=1), alpha=text)
    yield ask("arange", "nd.arange", "5")
    yield ask("arange", "nd.arange", "1", "4", "0.5")


def _contexts() -> Iterator[Case]:
    for text in ("cpu(1)", "cpu_pinned(0)", "cpu", "cpu()", "cpu(x)", "xpu(0)", ""):
        yield ask("zeros", "nd.zeros", (2,), ctx=text)
        yield ask("eye", "nd.eye", 2, ctx=text)


def _no_dtype() -> Iterator[Case]:
    yield ask("one_hot", "nd.one_hot", array([0, 1]), 3, dtype=None)
    yield ask("argsort", "nd.argsort", MATRIX, dtype=None)
    yield ask("topk", "nd.topk", MATRIX, dtype=None)
    yield ask("cumsum", "nd.cumsum", MATRIX, axis=0, dtype=None)
    yield ask("arange", "nd.arange", 3, dtype=None)
    yield ask("linspace", "nd.linspace", 0, 1, 3, dtype=None)
    yield ask("zeros", "nd.zeros", 3, dtype=None)
    yield ask("full", "nd.full", 3, 2, dtype=None)
    yield ask("astype", "x.astype", count(3), None)


def _histogram() -> Iterator[Case]:
    for dtype in ("int32", "int64", "int8", "uint8"):
        for bins in (1, 3, 4, 7):
            yield ask("histogram", "nd.histogram", grid(30, dtype=dtype), bins)
        yield ask("histogram", "nd.histogram", count(5, dtype=dtype))
        yield ask("histogram", "nd.histogram", count(9, dtype=dtype), 3, (0, 6))


def _multiples_by_zero() -> Iterator[Case]:
    spoilt = array([[np.nan, 1], [2, np.inf]])
    plain = grid(2, 2)
    for grad in (False, True):
        more = {"alpha": 0.0, "grad": grad}
        yield ask("gemm", "nd.linalg.gemm", spoilt, plain, plain, **more)
        yield ask("gemm", "nd.linalg.gemm", plain, plain, spoilt, beta=0.0, grad=grad)
        yield ask("gemm2", "nd.linalg.gemm2", spoilt, plain, **more)
        yield ask("syrk", "nd.linalg.syrk", spoilt, **more)
        yield ask("trmm", "nd.linalg.trmm", plain, spoilt, **more)


def _constants() -> Iterator[Case]:
    for is_log in (False, True):
        parameters = array([0.5, -1], "float64"), array([1, 0.75], "float64")
        sample = smooth(2, 4, dtype="float64", low=-2, high=2)
        yield ask("pdf_normal", "nd.random_pdf_normal", sample, *parameters, is_log=is_log)
        inside = array([-1.5, -0.75, 0.25, 1, 2], "float64")
        yield ask("hard_sigmoid", "nd.hard_sigmoid", inside, grad=is_log)


def _gradients() -> Iterator[Case]:
    yield ask("shuffle", "nd.shuffle", count(1, 4), grad=True)
    for dtype in ("float32", "float64"):
        labels = array([2, 0], dtype)
        loss = "nd.softmax_cross_entropy"
        yield ask("softmax_cross_entropy", loss, grid(2, 3, dtype=dtype), labels, grad=True)
