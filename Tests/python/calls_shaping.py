"""Calls of the operators on shapes that pad, turn, cut and count, one by one."""

from __future__ import annotations

from operator_calls import LONG, WIDE, moving


def _one(size, /, **parameters):
    return [size], parameters


def _two(own, other, /, **parameters):
    return [own, other], parameters


CALLS = {
    "reshape_like": moving(
        [
            _two((6,), (2, 3)),
            _two((2, 3), (6,)),
            _two((0, 3), (0,)),
            _two((1025,), (5, 205)),
            _two((6, 5), (2, 3, 4), lhs_begin=0, lhs_end=1, rhs_begin=0, rhs_end=2),
            _two((2, 6, 4), (5, 2, 3), lhs_begin=1, lhs_end=-1, rhs_begin=-2),
        ],
        [_two(WIDE, (677, 301))],
    ),
    "moveaxis": moving(
        [
            _one((2, 3, 4), source=source, destination=destination)
            for source, destination in ((0, 2), (-1, 0), (1, 1), ((0, 1), (-1, -2)))
        ]
        + [_one((2, 3, 4), source=(2, 0), destination=(0, 1))]
        + [_one((5,), source=0, destination=-1), _one((0, 3), source=0, destination=1)]
        + [_one((1, 2, 1, 3, 1, 2, 1, 2), source=(7, 0), destination=(1, 4))],
        [_one(WIDE, source=0, destination=1), _one((67, 41, 53), source=0, destination=2)],
    ),
    "reverse": moving(
        [
            _one((2, 3, 4), axis=axis)
            for axis in (0, 1, -1, (0, 1), (2, 0), (0, 1, 2), (), (1, 1), (0, -3))
        ]
        + [_one((1025,), axis=0), _one((0, 3), axis=(0, 1)), _one((1, 1), axis=1)],
        [_one(WIDE, axis=(0, 1)), _one(LONG, axis=1)],
    ),
    "pad": moving(
        [
            _one(shape, mode=mode, pad_width=widths)
            for mode in ("constant", "edge", "reflect")
            for shape, widths in (
                ((5,), (2, 3)),
                ((2, 3), (0, 1, 2, 0)),
                ((3, 3), (2, 2, 2, 2)),
                ((1, 2, 3, 4), (0, 0, 1, 0, 2, 1, 0, 3)),
                ((1025,), (1, 1024)),
                ((4, 5), (-1, 2, 0, -3)),
                ((4, 5), (-1, -1, 1, 1)),
                ((2, 3), (0, 0, 0, 0)),
            )
        ]
        + [
            _one((2, 3), mode="constant", pad_width=(1, 1, 0, 2), constant_value=2.5),
            _one((2, 0), mode="constant", pad_width=(1, 1, 0, 2), constant_value=7),
            _one((3,), mode="constant", pad_width=(-5, 9), constant_value=1),
            _one((3,), mode="edge", pad_width=(9, 9)),
        ],
        [
            _one(WIDE, mode="constant", pad_width=(3, 2, 1, 5)),
            _one(WIDE, mode="reflect", pad_width=(3, 2, 1, 5)),
            _one(LONG, mode="edge", pad_width=(1, 0, 7, 9)),
        ],
    ),
    "depth_to_space": moving(
        [
            _one((1, 4, 2, 3), block_size=2),
            _one((2, 18, 3, 1), block_size=3),
            _one((1, 3, 2, 2), block_size=1),
            _one((0, 4, 2, 3), block_size=2),
            _one((1, 0, 2, 3), block_size=2),
        ],
        [_one((3, 16, 61, 67), block_size=2)],
    ),
    "space_to_depth": moving(
        [
            _one((1, 1, 4, 6), block_size=2),
            _one((2, 2, 3, 9), block_size=3),
            _one((1, 3, 2, 2), block_size=1),
            _one((1, 3, 0, 2), block_size=2),
        ],
        [_one((3, 4, 122, 134), block_size=2)],
    ),
    "diag": moving(
        [_one((n,), k=k) for n in (1, 4, 33) for k in (0, 1, -2, 5)]
        + [_one((2, 3), k=k) for k in range(-2, 4)]
        + [_one((0,)), _one((0,), k=2), _one((0, 3)), _one((33, 31), k=-7)]
        + [_one((2, 3), axis1=1, axis2=0)]
        + [
            _one((2, 3, 4), axis1=a, axis2=b, k=k)
            for a, b in ((0, 1), (1, 0), (2, 0), (-1, -2))
            for k in (0, 1, -1)
        ],
        [_one((301,), k=3), _one(WIDE, k=-5), _one((67, 41, 53), axis1=2, axis2=0)],
    ),
    "shape_array": moving(
        [_one(s) for s in ((5,), (2, 3), (0, 3), (1, 2, 1, 3, 1, 2, 1, 2))], [_one(WIDE)]
    ),
    "size_array": moving([_one(s) for s in ((5,), (2, 3), (0, 3), (2, 3, 4))], [_one(WIDE)]),
    "split_v2": moving(
        [
            _one((2, 4), indices=(1, 3), axis=1),
            _one((2, 4), indices=(), axis=1),
            _one((2, 4), indices=(0, 2, 2, 4), axis=-1),
            _one((2, 4), indices=(1,), squeeze_axis=True),
            _one((2,), indices=(1,), squeeze_axis=True),
            _one((6, 5, 4), indices=(2, 3), axis=1),
            _one((2050,), indices=(1, 1026)),
            _one((0, 4), indices=(0,)),
        ],
        [_one(WIDE, indices=(100, 101)), _one(LONG, indices=(5, 50000), axis=1)],
    ),
    "slice_like": moving(
        [
            _two((3, 4), (2, 3)),
            _two((3, 4), (3, 4)),
            _two((3, 4), (2, 9), axes=0),
            _two((3, 4), (2, 3), axes=(-1,)),
            _two((3, 4), (2,), axes=(0,)),
            _two((3, 4), (0, 2)),
            _two((2, 3, 4), (1, 2, 3), axes=(2, 0)),
            _two((1027,), (1025,)),
        ],
        [_two(WIDE, (300, 600)), _two(LONG, (2, 99999))],
    ),
    "index_array": moving(
        [_one(s) for s in ((3,), (2, 3), (2, 3, 4), (0, 3), (1025,), (33, 31))]
        + [_one((2, 3, 4), axes=axes) for axes in ((0,), (-1, 0), (1, 1), ())],
        [_one(WIDE), _one(WIDE, axes=(1,))],
    ),
    "arange_like": moving(
        [_one((2, 3), start=start, step=step) for start in (0, 2.5, -3) for step in (1, 0.5, -2, 0)]
        + [_one((2, 5), repeat=repeat, axis=a) for repeat in (1, 2, 3, 9) for a in (None, 0, 1, -2)]
        + [_one((0, 3)), _one((0, 3), repeat=2), _one((0, 3), axis=0, repeat=2)]
        + [_one((1025,), repeat=4)],
        [_one(WIDE, step=0.5), _one(LONG, axis=1, repeat=7)],
    ),
    "khatri_rao": moving(
        [
            ([(2, 3)], {}),
            _two((2, 3), (4, 3)),
            _two((1, 1), (5, 1)),
            ([(2, 3), (3, 3), (2, 3)], {}),
            _two((0, 3), (2, 3)),
            _two((33, 9), (31, 9)),
        ],
        [_two((67, 53), (41, 53))],
    ),
}  # fmt: skip
