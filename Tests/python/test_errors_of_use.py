"""Every error of use is raised at the call, starts with the operator's name, and shows the shapes.

The list is that of the project's first issue; `test_errors.py` has the rest.
"""

from __future__ import annotations

import numpy as np
import pytest
import swnd as mx
from swnd import autograd, nd


def z(*shape, **options):
    return nd.zeros(shape, **options)


def huge(*shape):
    """An array with many elements and no memory."""
    return nd.broadcast_to(nd.zeros((1,) * len(shape)), shape=shape)


BIG = 2**40

BROADCAST = [
    (lambda: z(2) + z(3), "broadcast_add", "(2,) (3,)"),
    (lambda: z(2, 3) - z(2), "broadcast_sub", "(2, 3) (2,)"),
    (lambda: z(2, 3) * z(2), "broadcast_mul", "(2, 3) (2,)"),
    (lambda: z(2, 3) / z(2), "broadcast_div", "(2, 3) (2,)"),
    (lambda: z(2, 3) % z(2), "broadcast_mod", "(2, 3) (2,)"),
    (lambda: z(2, 3) ** z(2), "broadcast_power", "(2, 3) (2,)"),
    (lambda: z(2, 3) < z(2), "broadcast_lesser", "(2, 3) (2,)"),
    (lambda: z(2, 3) == z(2), "broadcast_equal", "(2, 3) (2,)"),
    (lambda: np.zeros((2, 3), "f") + z(2), "broadcast_add", "(2, 3) (2,)"),
    (lambda: z(2, 3).__iadd__(z(2, 2)), "broadcast_add", "(2, 3) (2, 2)"),
    (lambda: nd.maximum(z(2, 3), z(3, 2)), "broadcast_maximum", "(2, 3) (3, 2)"),
    (lambda: nd.elemwise_add(z(2, 3), z(3)), "elemwise_add", "(2, 3) (3,)"),
    (lambda: nd.elemwise_mul(z(2, 1), z(2, 3)), "elemwise_mul", "(2, 1) (2, 3)"),
    (lambda: nd.broadcast_to(z(2, 3), shape=(2, 4)), "broadcast_to", "(2, 3) (2, 4)"),
    (lambda: nd.broadcast_like(z(2, 3), z(3, 3)), "broadcast_like", "(2, 3) (3, 3)"),
    (lambda: nd.where(z(2), z(3, 2), z(3, 2)), "where", "(2,) (3, 2)"),
    (lambda: nd.where(z(2), z(2), z(3)), "where", "(2,) (3,)"),
    (lambda: nd.concat(z(2, 3), z(3, 4)), "concat", "(2, 3) (3, 4)"),
    (lambda: nd.stack(z(2), z(3)), "stack", "(2,) (3,)"),
    (lambda: z(2, 3).reshape((4, 2)), "reshape", "(2, 3) (4, 2)"),
    (lambda: z(2, 3).__setitem__(0, z(2)), "", "(2,) (3,)"),
]

WIDE = 2**29

LINEAR_ALGEBRA = [
    (lambda: nd.linalg.gemm(z(2, 3), z(3, 4), z(4, 2)), "linalg_gemm", "(4, 2) (2, 4)"),
    (lambda: nd.linalg.gemm(z(2, 3), z(2, 4), z(3, 4)), "linalg_gemm", "(2, 3) (2, 4) 3 2"),
    (lambda: nd.linalg.gemm2(z(2, 3), z(2, 4)), "linalg_gemm2", "(2, 3) (2, 4) 3 2"),
    (lambda: nd.linalg.gemm2(z(1, 2, 3), z(2, 3, 4)), "linalg_gemm2", "(1, 2, 3) (2, 3, 4)"),
    (lambda: nd.linalg.gemm2(z(2), z(2, 3)), "linalg_gemm2", "A (2,)"),
    (lambda: nd.linalg.gemm2(z(2, 3), z(3)), "linalg_gemm2", "B (3,)"),
    (lambda: nd.linalg.gemm2(z(2, 2), z(2, 2), axis=-1), "linalg_gemm2", "axis 1 (2, 2)"),
    (lambda: nd.linalg.gemm2(huge(WIDE, 1), huge(1, 2**33)), "linalg_gemm2", "shape"),
    (lambda: nd.linalg.syrk(z(3)), "linalg_syrk", "A (3,)"),
    (lambda: nd.linalg.syrk(huge(2**33, 1)), "linalg_syrk", "shape"),
    (lambda: nd.linalg.potrf(z(2, 3)), "linalg_potrf", "A (2, 3) square"),
    (lambda: nd.linalg.potrf(z(3)), "linalg_potrf", "A (3,)"),
    (lambda: nd.linalg.potrf(huge(WIDE, WIDE)), "linalg_potrf", f"({WIDE}, {WIDE}) 32000"),
    (lambda: nd.linalg.potri(z(2, 2, 3)), "linalg_potri", "A (2, 2, 3)"),
    (lambda: nd.linalg.trmm(z(2, 3), z(3, 2)), "linalg_trmm", "A (2, 3) square"),
    (lambda: nd.linalg.trmm(z(2, 2), z(3, 2)), "linalg_trmm", "(2, 2) (3, 2) 3 rows"),
    (lambda: nd.linalg.trsm(z(2, 2), z(2, 3), rightside=True), "linalg_trsm", "(2, 3) 3 columns"),
    (lambda: nd.linalg.trsm(z(1, 2, 2), z(2, 2)), "linalg_trsm", "(1, 2, 2) (2, 2)"),
    (lambda: nd.linalg.trsm(z(2, 2), huge(2, 2**40)), "linalg_trsm", f"B (2, {2**40})"),
    (lambda: nd.linalg.inverse(z(3, 2)), "linalg_inverse", "A (3, 2)"),
    (lambda: nd.linalg.inverse(huge(WIDE, WIDE)), "linalg_inverse", "32000"),
    (lambda: nd.linalg.det(z(2)), "linalg_det", "A (2,)"),
    (lambda: nd.linalg.slogdet(huge(WIDE, WIDE)), "linalg_slogdet", "32000"),
    (lambda: nd.linalg.gelqf(z(3, 2)), "linalg_gelqf", "A (3, 2) rows"),
    (lambda: nd.linalg.gelqf(huge(1, 2**57)), "linalg_gelqf", "32000"),
    (lambda: nd.linalg.syevd(huge(WIDE, WIDE)), "linalg_syevd", "32000"),
    (lambda: nd.linalg.syevd(z(2, 2), out=[z(2), z(2, 2)]), "linalg_syevd", "(2,)"),
    (lambda: nd.linalg.extractdiag(z(2, 3)), "linalg_extractdiag", "A (2, 3)"),
    (lambda: nd.linalg.extractdiag(z(2, 2), offset=2), "linalg_extractdiag", "offset 2 (2, 2)"),
    (lambda: nd.linalg.extractdiag(z(2, 2), offset=-BIG), "linalg_extractdiag", f"{-BIG}"),
    (lambda: nd.linalg.makediag(z(2), offset=2**62), "linalg_makediag", "shape"),
    (lambda: nd.linalg.makediag(z(2), offset=-(2**63) + 1), "linalg_makediag", "large"),
    (lambda: nd.linalg.makediag(huge(BIG)), "linalg_makediag", "shape"),
    (lambda: nd.linalg.maketrian(z(4)), "linalg_maketrian", "(4,) 4 elements"),
    (lambda: nd.linalg.maketrian(z(3), offset=2**62), "linalg_maketrian", "shape"),
    (lambda: nd.linalg.extracttrian(z(2, 2), offset=-2), "linalg_extracttrian", "offset -2"),
    (lambda: nd.linalg.sumlogdiag(z(2, 3)), "linalg_sumlogdiag", "A (2, 3)"),
]

DTYPES_OF_LINEAR_ALGEBRA = [
    (lambda: nd.linalg.potrf(z(2, 2, dtype="float16")), "linalg_potrf", "float16 (2, 2)"),
    (lambda: nd.linalg.det(z(2, 2, dtype="int32")), "linalg_det", "int32 (2, 2)"),
    (lambda: nd.linalg.makediag(z(2, dtype="int8")), "linalg_makediag", "int8 (2,)"),
    (
        lambda: nd.linalg.trsm(z(2, 2), z(2, 2, dtype="float64")),
        "linalg_trsm",
        "float32 (2, 2) float64 (2, 2)",
    ),
]

PRODUCTS = [
    (lambda: nd.dot(z(2, 3), z(2, 3)), "dot", "(2, 3) 3 2"),
    (lambda: nd.dot(z(3), z(4)), "dot", "(3,) (4,)"),
    (lambda: nd.dot(z(2, 3), z(4)), "dot", "(2, 3) (4,)"),
    (lambda: nd.dot(z(2, 3), z(4, 3)), "dot", "(2, 3) (4, 3)"),
    (lambda: nd.dot(z(2, 3), z(3, 4), transpose_a=True), "dot", "(2, 3) (3, 4) transpose_a"),
    (lambda: nd.dot(z(2, 3), z(3, 4), transpose_b=True), "dot", "(2, 3) (3, 4) transpose_b"),
    (lambda: nd.batch_dot(z(2, 3, 4), z(2, 3, 4)), "batch_dot", "(2, 3, 4)"),
    (lambda: nd.batch_dot(z(2, 3, 4), z(3, 4, 3)), "batch_dot", "(2, 3, 4) (3, 4, 3)"),
    (lambda: nd.batch_dot(z(3, 4), z(4, 3)), "batch_dot", "(3, 4) (4, 3)"),
]

AXES = [
    (lambda: nd.sum(z(2, 3), axis=2), "sum", "axis 2 (2, 3)"),
    (lambda: nd.mean(z(2, 3), axis=-3), "mean", "axis -3 (2, 3)"),
    (lambda: nd.max(z(2, 3), axis=(0, 2)), "max", "axis 2 (2, 3)"),
    (lambda: nd.norm(z(2, 3), axis=2), "norm", "axis 2 (2, 3)"),
    (lambda: nd.argmax(z(3), axis=1), "argmax", "axis 1 (3,)"),
    (lambda: nd.softmax(z(2, 3), axis=-3), "softmax", "axis -3 (2, 3)"),
    (lambda: nd.log_softmax(z(2, 3), axis=2), "log_softmax", "axis 2 (2, 3)"),
    (lambda: nd.concat(z(2, 3), z(2, 3), dim=2), "concat", "axis 2 (2, 3)"),
    (lambda: nd.stack(z(2, 3), z(2, 3), axis=3), "stack", "axis 3 (2, 3)"),
    (lambda: nd.split(z(2, 3), 3, axis=2), "split", "axis 2 (2, 3)"),
    (lambda: nd.expand_dims(z(2, 3), axis=4), "expand_dims", "axis 4 (2, 3)"),
    (lambda: nd.squeeze(z(1, 3), axis=2), "squeeze", "axis 2 (1, 3)"),
    (lambda: nd.slice_axis(z(2, 3), axis=2, begin=0, end=1), "slice_axis", "axis 2 (2, 3)"),
    (lambda: nd.take(z(2, 3), z(1), axis=2), "take", "axis 2 (2, 3)"),
    (lambda: nd.pick(z(2, 3), z(2), axis=2), "pick", "axis 2 (2, 3)"),
    (lambda: nd.repeat(z(2, 3), 2, axis=5), "repeat", "axis 5 (2, 3)"),
    (lambda: nd.transpose(z(2, 3), axes=(0, 2)), "transpose", "axis 2 (2, 3)"),
    (lambda: nd.swapaxes(z(2, 3), 0, 2), "swapaxes", "axis 2 (2, 3)"),
    (lambda: nd.broadcast_axis(z(1, 3), axis=2, size=2), "broadcast_axis", "axis 2 (1, 3)"),
]

DTYPES = [
    (lambda: nd.zeros(2, dtype="foo"), "zeros", "'foo'"),
    (lambda: nd.full(2, 1, dtype="foo"), "full", "'foo'"),
    (lambda: nd.empty(2, dtype="foo"), "empty", "'foo'"),
    (lambda: nd.arange(2, dtype="foo"), "arange", "'foo'"),
    (lambda: nd.array([1], dtype="str"), "array", "'str'"),
    (lambda: nd.cast(z(2), "complex64"), "cast", "'complex64'"),
    (lambda: nd.one_hot(z(2), 3, dtype=np.int16), "one_hot", "int16"),
    (lambda: nd.random.uniform(dtype="foo"), "random_uniform", "'foo'"),
    (lambda: nd.random.normal(dtype="int32"), "random_normal", "int32"),
    (lambda: nd.softmax(z(2, dtype="int32")), "softmax", "int32 (2,)"),
    (lambda: nd.dot(z(2, 2), z(2, 2, dtype="int32")), "dot", "float32 int32"),
    (lambda: z(2) + z(2, dtype="float64"), "broadcast_add", "float32 float64"),
    (lambda: nd.where(z(2), z(2), z(2, dtype="int8")), "where", "float32 int8"),
    (lambda: nd.concat(z(1, 2), z(1, 2, dtype="int8")), "concat", "float32 int8"),
]

INDICES = [
    (lambda: z(2, 3)[2], "index", "2 axis 0"),
    (lambda: z(2, 3)[0, -4], "index", "-4 axis 1"),
    (lambda: z(2, 3)[0, 0, 0], "index", "3 (2, 3)"),
    (lambda: z(2, 3).__setitem__(5, 1), "index", "5 axis 0"),
    (lambda: z(2, 3).__setitem__((0, 3), 1), "index", "3 axis 1"),
    (lambda: z(2, 3)[[0, 2]], "index", "2 axis 0"),
    (lambda: z(0)[0], "index", "0 axis 0"),
    (lambda: nd.take(z(2, 3), nd.array([2]), mode="raise"), "take", "2"),
    (lambda: nd.take(z(2, 3), nd.array([-1]), mode="raise"), "take", "-1"),
    (lambda: nd.take(z(0, 3), nd.array([0])), "take", "(0, 3)"),
    (lambda: nd.pick(z(2, 0), nd.array([0, 0])), "pick", "(2, 0)"),
]

SHAPING = [
    (lambda: nd.reshape_like(z(2, 3), z(4, 2)), "reshape_like", "(2, 3) (4, 2)"),
    (lambda: nd.reshape_like(z(2, 3), z(4), lhs_end=5), "reshape_like", "lhs_end 5 (2, 3)"),
    (lambda: nd.reshape_like(z(2, 3), z(4), rhs_begin=1), "reshape_like", "rhs_begin 1 (4,)"),
    (lambda: nd.moveaxis(z(2, 3), 2, 0), "moveaxis", "axis 2 (2, 3)"),
    (lambda: nd.moveaxis(z(2, 3), (0, 0), (0, 1)), "moveaxis", "source axis 0 (2, 3)"),
    (lambda: nd.moveaxis(z(2, 3), (0, 1), 0), "moveaxis", "source 2 destination 1"),
    (lambda: nd.flip(z(2, 3), axis=-3), "reverse", "axis -3 (2, 3)"),
    (lambda: nd.pad(z(2, 3), "edge", (1, 1)), "pad", "(1, 1) (2, 3)"),
    (lambda: nd.pad(z(2, 3), "edge", (0, 0, -2, -2)), "pad", "(0, 0, -2, -2) (2, 3)"),
    (lambda: nd.pad(z(2, 3), "reflect", (2, 0, 0, 0)), "pad", "axis 0 (2, 3)"),
    (lambda: nd.pad(z(2, 0), "edge", (0, 0, 1, 0)), "pad", "axis 1 (2, 0)"),
    (lambda: nd.pad(z(2, 3), "wrap", (0, 0, 1, 0)), "pad", "mode 'wrap' 'edge'"),
    (lambda: nd.depth_to_space(z(1, 3, 2, 2), 2), "depth_to_space", "2 (1, 3, 2, 2)"),
    (lambda: nd.depth_to_space(z(1, 2, 2, 2), 2), "depth_to_space", "axis 1 (1, 2, 2, 2) 4"),
    (lambda: nd.space_to_depth(z(4, 6), 2), "space_to_depth", "(4, 6) 4 axes"),
    (lambda: nd.space_to_depth(z(1, 1, 4, 6), 0), "space_to_depth", "0 (1, 1, 4, 6)"),
    (lambda: nd.diag(z(2, 3), 4), "diag", "4 (2, 3)"),
    (lambda: nd.diag(z(2, 3), axis1=1), "diag", "axis1 axis2 (2, 3)"),
    (lambda: nd.split_v2(z(2, 3), (4,), axis=1), "split_v2", "(4,) axis 1 (2, 3)"),
    (lambda: nd.split_v2(z(2, 3), (1,), 1, True), "split_v2", "squeeze_axis 2"),
    (lambda: nd.slice_like(z(2, 3), z(2, 4)), "slice_like", "axis 1 (2, 3) (2, 4)"),
    (lambda: nd.slice_like(z(2, 3), z(2)), "slice_like", "(2, 3) (2,)"),
    (lambda: nd.broadcast_like(z(2, 1), z(3), lhs_axes=1), "broadcast_like", "(1,) ()"),
    (lambda: nd.khatri_rao(z(2, 3), z(2, 2)), "khatri_rao", "1 (2, 2) (2, 3)"),
    (lambda: nd.contrib.arange_like(z(2, 3), axis=2), "arange_like", "axis 2 (2, 3)"),
    (lambda: nd.contrib.arange_like(z(2, 3), repeat=0), "arange_like", "repeat 0"),
    (lambda: nd.contrib.index_array(z(2, 3), axes=2), "index_array", "axis 2 (2, 3)"),
]

PLACING = [
    (lambda: nd.gather_nd(z(2, 3), z(2)), "gather_nd", "indices (2,)"),
    (lambda: nd.gather_nd(z(2, 3), z(3, 1)), "gather_nd", "(3, 1) (2, 3)"),
    (lambda: nd.gather_nd(z(2, 3), z(1, 1) + 2), "gather_nd", "2 axis 0"),
    (lambda: nd.scatter_nd(z(2), z(1, 3), (4,)), "scatter_nd", "(2,) (1, 3) (4,) (3,)"),
    (lambda: nd.scatter_nd(z(1), z(1, 1) - 5, (4,)), "scatter_nd", "-5 axis 0 4"),
    (lambda: nd.batch_take(z(2, 3), z(3)), "batch_take", "(3,) (2, 3)"),
    (lambda: nd.ravel_multi_index(z(2, 3), shape=(4,)), "ravel_multi_index", "(2, 3) (4,)"),
    (lambda: nd.unravel_index(z(3), shape=(4, 0)), "unravel_index", "(4, 0)"),
    (lambda: nd.contrib.boolean_mask(z(2, 3), z(3)), "boolean_mask", "(3,) axis 0 (2, 3)"),
    (lambda: nd.contrib.index_copy(z(2, 3), z(1), z(1, 2)), "index_copy", "(1, 2) (2, 3) 1"),
    (lambda: nd.contrib.index_copy(z(2), z(1), z(1, dtype="int8")), "index_copy", "int8 float32"),
    (lambda: nd.contrib.index_copy(z(2), z(1) + 2, z(1)), "index_copy", "2 axis 0"),
    (
        lambda: nd.fill_element_0index(z(2, 3), z(3), z(2)),
        "fill_element_0index",
        "(2, 3) (3,) (2,)",
    ),
    (lambda: nd.SequenceMask(z(2, 3), z(2), True), "SequenceMask", "(2,) (2, 3)"),
    (lambda: nd.SequenceMask(z(2, 3), z(3), True, axis=2), "SequenceMask", "axis 2"),
    (lambda: nd.SequenceMask(z(3)), "SequenceMask", "(3,)"),
    (lambda: nd.SequenceLast(z(2, 3), z(3) + 3, True), "SequenceLast", "2 axis 0"),
    (lambda: nd.SequenceReverse(z(2, 3), z(3), True, axis=1), "SequenceReverse", "axis 1"),
]

NEGATIVE = [
    (lambda: nd.zeros(-1), "zeros", "(-1,)"),
    (lambda: nd.ones((2, -3)), "ones", "(2, -3)"),
    (lambda: nd.full((-2,), 1), "full", "(-2,)"),
    (lambda: nd.empty((-2,)), "empty", "(-2,)"),
    (lambda: nd.eye(-2), "eye", "-2"),
    (lambda: nd.linspace(0, 1, -1), "linspace", "num -1"),
    (lambda: nd.arange(3, repeat=-1), "arange", "repeat -1"),
    (lambda: nd.random.normal(shape=(-2,)), "random_normal", "(-2,)"),
    (lambda: nd.one_hot(z(2), -1), "one_hot", "depth -1"),
    (lambda: nd.tile(z(2), (2, -1)), "tile", "reps -1"),
    (lambda: nd.repeat(z(2), -1), "repeat", "repeats -1"),
    (lambda: nd.broadcast_to(z(1), shape=(-2,)), "broadcast_to", "(-2,)"),
    (lambda: nd.split(z(2, 3), -1), "split", "-1"),
    (lambda: z(2, 3).reshape((-5,)), "reshape", "(2, 3) -5"),
]

OVERFLOW = [
    (lambda: z(2**31, 2**31, 2**31), "zeros", f"({2**31}, {2**31}, {2**31})"),
    (lambda: nd.ones((2**62, 4)), "ones", f"({2**62}, 4)"),
    (lambda: nd.full((BIG, BIG), 1), "full", f"({BIG}, {BIG})"),
    (lambda: nd.empty((BIG, BIG)), "empty", f"({BIG}, {BIG})"),
    (lambda: nd.random.uniform(shape=(BIG, BIG)), "random_uniform", f"({BIG}, {BIG})"),
    (lambda: nd.eye(BIG, BIG), "eye", str(BIG)),
    (lambda: nd.arange(1e300), "arange", "1e+300"),
    (lambda: huge(BIG, BIG), "broadcast_to", f"({BIG}, {BIG})"),
    (lambda: huge(BIG, 1) + huge(1, BIG), "broadcast_add", f"({BIG}, 1) (1, {BIG})"),
    (lambda: nd.dot(huge(BIG, 1), huge(1, BIG)), "dot", f"({BIG}, {BIG})"),
    (lambda: nd.tile(z(2, 3), (BIG, BIG)), "tile", f"(2, 3) {BIG}"),
    (lambda: nd.repeat(z(2, 3), 2**62), "repeat", f"(2, 3) {2**62}"),
    (lambda: nd.one_hot(z(4), 2**62), "one_hot", f"(4,) {2**62}"),
    (lambda: nd.concat(*[huge(2**57)] * 8, dim=0), "concat", f"({2**60},)"),
]

OUT = [
    (lambda: nd.exp(z(2, 3), out=z(3, 2)), "exp", "(2, 3) (3, 2)"),
    (lambda: nd.dot(z(2, 3), z(3, 4), out=z(2, 3)), "dot", "(2, 4) (2, 3)"),
    (lambda: nd.sum(z(2, 3), out=z(2)), "sum", "(1,) (2,)"),
    (lambda: nd.broadcast_add(z(2, 1), z(1, 3), out=z(2, 1)), "broadcast_add", "(2, 3) (2, 1)"),
    (lambda: nd.random.uniform(shape=(2,), out=z(3)), "random_uniform", "(2,) (3,)"),
    (lambda: nd.split(z(2, 4), 2, out=[z(2, 2), z(2, 3)]), "split", "(2, 2) (2, 3)"),
    (lambda: nd.concat(z(2, 3), z(2, 3), out=z(2, 3)), "concat", "(2, 6) (2, 3)"),
]

SCALARS = [
    (lambda: z(2, 3).asscalar(), "asscalar", "(2, 3)"),
    (lambda: z(2, 3).item(), "item", "(2, 3)"),
    (lambda: z(0).asscalar(), "asscalar", "(0,)"),
    (lambda: float(z(2)), "float", "(2,)"),
    (lambda: int(z(2)), "int", "(2,)"),
    (lambda: bool(z(2)), "bool", "(2,)"),
]

INPUTS = [
    (lambda: nd.array("abc"), "array", "str"),
    (lambda: nd.array(["1", "b"]), "array", "source_array"),
    (lambda: nd.array([[1], [1, 2]]), "array", "source_array"),
    (lambda: nd.array(None), "array", "NoneType"),
    (lambda: nd.array({}), "array", "dict"),
    (lambda: nd.array([1j]), "array", "complex128"),
    (lambda: nd.array(np.array(["a"])), "array", "source_array"),
    (lambda: nd.array(np.array(["2020-01-01"], "M8[D]")), "array", "datetime64"),
    (lambda: nd.array(object()), "array", "object"),
]

BACKWARD = [
    (lambda: z(2).backward(), "backward", "(2,) record"),
    (lambda: autograd.backward([z(2, 3)]), "backward", "(2, 3) record"),
    (lambda: (z(2, 3) * 2).backward(), "backward", "(2, 3) record"),
]

CASES = [
    *((ValueError, *case) for case in BROADCAST + PRODUCTS + NEGATIVE + OVERFLOW + OUT + SCALARS),
    *((ValueError, *case) for case in LINEAR_ALGEBRA),
    *((TypeError, *case) for case in DTYPES_OF_LINEAR_ALGEBRA),
    *((IndexError, *case) for case in AXES + INDICES),
    *((TypeError, *case) for case in DTYPES + INPUTS),
    *((RuntimeError, *case) for case in BACKWARD + SHAPING + PLACING),
]


def words(text):
    """Shapes stay together: "(2, 3) axis 2" has three words."""
    found, rest = [], text
    while rest:
        end = rest.index(")") + 1 if rest[0] == "(" else (rest + " ").index(" ")
        found.append(rest[:end])
        rest = rest[end:].lstrip()
    return found


@pytest.mark.tiny
@pytest.mark.parametrize(
    ("kind", "call", "operator", "shown"),
    CASES,
    ids=[f"{operator or 'assign'} {shown}" for _, _, operator, shown in CASES],
)
def test_error(kind, call, operator, shown, capfd):
    """Raised by the call itself: nothing waits for a result here."""
    with pytest.raises(mx.MXNetError) as caught:
        call()
    message = str(caught.value)
    assert isinstance(caught.value, kind), type(caught.value)
    assert isinstance(caught.value, RuntimeError)
    assert not operator or message.startswith(f"{operator}: "), message
    assert [word for word in words(shown) if word not in message] == [], message
    assert capfd.readouterr() == ("", "")


@pytest.mark.tiny
def test_backward_twice_needs_the_graph():
    x = nd.ones((2,))
    x.attach_grad()
    with autograd.record():
        y = x * x
    y.backward()
    with pytest.raises(mx.MXNetError, match="^backward: .*retain_graph"):
        y.backward()


@pytest.mark.tiny
def test_head_gradient_of_another_shape():
    x = nd.ones((2,))
    x.attach_grad()
    with autograd.record():
        y = x * x
    with pytest.raises(ValueError, match=r"^backward: .*\(3,\)") as caught:
        y.backward(nd.ones((3,)))
    assert isinstance(caught.value, mx.MXNetError)
