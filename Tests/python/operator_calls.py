"""Calls of the operators that move elements, and of those that make arrays, one by one."""

from __future__ import annotations


def moving(small, large):
    """Shapes of the inputs and parameters, one pair for each call."""
    return {"small": small, "large": large}


def making(small, large):
    return {"small": small, "large": large}


def _one(size, /, **parameters):
    return [size], parameters


WIDE, LONG = (301, 677), (3, 100003)
SHAPED = making(
    [{"shape": s} for s in ((0,), (1,), 5, (2, 3), (1025,), (2, 0), (1, 2, 1, 3, 1, 2, 1, 2))],
    [{"shape": WIDE}, {"shape": LONG}],
)

CALLS = {
    "zeros": SHAPED,
    "ones": SHAPED,
    "full": making(
        [
            dict(parameters, val=value)
            for parameters in SHAPED["small"]
            for value in (0, 1, -2.5, 0.1, 1000, -0.0, 1e300, float("inf"), float("nan"))
        ],
        [{"shape": WIDE, "val": 0.3}],
    ),
    "arange": making(
        [
            {"start": 5.0},
            {"start": 0.0},
            {"start": -3.0},
            {"start": 2.0, "stop": 2.0},
            {"start": 2.0, "stop": 1.0},
            {"start": 1.0, "stop": 7.0, "step": 2.0},
            {"start": 7.0, "stop": 1.0, "step": -1.5},
            {"start": 0.0, "stop": 1.0, "step": 0.1},
            {"start": 0.0, "stop": 0.3, "step": 0.1},
            {"start": 1.0, "stop": 2.0, "step": 0.25, "repeat": 3},
            {"start": 1e6, "stop": 1e6 + 3, "step": 1e-3},
            {"start": -2.5, "stop": 2.5},
            {"start": 0.0, "stop": 1025.0},
        ],
        [{"start": 300001.0}, {"start": 0.0, "stop": 1.0, "step": 1e-5, "repeat": 3}],
    ),
    "linspace": making(
        [
            {"start": start, "stop": stop, "num": count, "endpoint": endpoint}
            for start, stop in ((0.0, 1.0), (2.0, -1.0), (3.0, 3.0), (-1e6, 1e-6), (0.0, 10.0))
            for count in (0, 1, 2, 7, 50, 1025)
            for endpoint in (True, False)
        ],
        [{"start": 0.0, "stop": 1.0, "num": 300001}],
    ),
    "eye": making(
        [
            {"N": rows, "M": columns, "k": k}
            for rows, columns in ((1, 1), (3, 0), (2, 5), (5, 2), (33, 31), (0, 0), (3, 3))
            for k in (0, 1, -1, 2, -4, 9, -9)
        ],
        [{"N": 301, "M": 677, "k": 5}, {"N": 1025}],
    ),
    "reshape": moving(
        [
            _one((2, 3), shape=(3, 2)),
            _one((2, 3, 4), shape=24),
            _one((2, 3, 4), shape=(-1, 0)),
            _one((2, 3, 4), shape=(0, -1), reverse=True),
            _one((2, 3, 4), shape=(4, 0, 2)),
            _one((2, 3, 4), shape=(2, 0, 0)),
            _one((2, 3, 4), shape=(6, 1, -1)),
            _one((2, 3, 4), shape=(3, -1, 8)),
            _one((2, 3, 4), shape=(-2,)),
            _one((2, 3, 4), shape=(2, -2)),
            _one((2, 3, 4), shape=(-2, 1, 1)),
            _one((2, 3, 4), shape=(-3, 4)),
            _one((2, 3, 4, 5), shape=(-3, -3)),
            _one((2, 3, 4), shape=(0, -3)),
            _one((2, 3, 4), shape=(-3, -2)),
            _one((2, 3, 4), shape=(-4, 1, 2, -2)),
            _one((2, 3, 4), shape=(2, -4, -1, 3, -2)),
            _one((6, 5), shape=(-4, 2, -1, 0)),
            _one((10, 5, 4), shape=(-1, 0)),
            _one((10, 5, 4), shape=(-1, 0), reverse=True),
            _one((2, 3, 4, 5), shape=(-2, -3), reverse=True),
            _one((8, 6), shape=(0, -4, 2, -1), reverse=True),
            _one((0, 3), shape=(-1,)),
            _one((0, 3), shape=(0, 7)),
            _one((1025,), shape=(5, 205)),
        ],
        [_one(WIDE, shape=(-1,)), _one(LONG, shape=(100003, 3))],
    ),
    "transpose": moving(
        [
            _one((5,)),
            _one((2, 3)),
            _one((1023, 3)),
            _one((2, 3, 4)),
            _one((2, 3, 4), axes=(1, 2, 0)),
            _one((2, 3, 4, 5), axes=(3, 1, 0, 2)),
            _one((2, 3, 4, 5), axes=(0, 2, 1, 3)),
            _one((2, 3, 4), axes=(-1, 0, 1)),
            _one((0, 3)),
            _one((1, 5, 1), axes=(2, 1, 0)),
            _one((1, 2, 1, 3, 1, 2, 1, 2), axes=(7, 6, 5, 4, 3, 2, 1, 0)),
        ],
        [_one(WIDE), _one(LONG), _one((67, 41, 53), axes=(2, 0, 1))],
    ),
    "swapaxes": moving(
        [
            _one((2, 3, 4), dim1=a, dim2=b)
            for a, b in ((0, 2), (1, 1), (-1, 0), (0, 1), (2, 1))
        ]
        + [_one((5,)), _one((0, 3), dim1=0, dim2=1)],
        [_one(WIDE, dim1=0, dim2=1), _one((67, 41, 53), dim1=0, dim2=2)],
    ),
    "flatten": moving(
        [_one(s) for s in ((5,), (2, 3), (2, 3, 4), (2, 0, 4), (1, 1))],
        [_one(WIDE)],
    ),
    "expand_dims": moving(
        [_one((2, 3), axis=a) for a in (0, 1, 2, -1, -2, -3)] + [_one((0,), axis=0)],
        [_one(LONG, axis=1)],
    ),
    "squeeze": moving(
        [
            _one((1, 3, 1)),
            _one((1, 3, 1), axis=0),
            _one((1, 3, 1), axis=(-1,)),
            _one((1, 3, 1), axis=(0, 2)),
            _one((1, 1)),
            _one((2, 3)),
            _one((1, 0, 1)),
        ],
        [_one((1, 301, 677))],
    ),
    "broadcast_to": moving(
        [
            _one((2, 1), shape=(2, 3)),
            _one((3,), shape=(2, 3)),
            _one((1,), shape=(1025,)),
            _one((2, 1), shape=(0, 3)),
            _one((3, 1, 5), shape=(2, 3, 4, 5)),
            _one((1, 1), shape=(3, 0)),
            _one((2, 3), shape=(2, 3)),
        ],
        [_one((301, 1), shape=WIDE), _one((1, 100003), shape=LONG)],
    ),
    "broadcast_like": moving(
        [
            ([(2, 1), (2, 3)], {}),
            ([(1,), (4,)], {}),
            ([(3,), (2, 3)], {}),
            ([(1, 1025), (3, 1025)], {}),
            ([(1, 1), (3, 0)], {}),
        ],
        [([(301, 1), WIDE], {})],
    ),
    "broadcast_axis": moving(
        [
            _one((2, 1), axis=1, size=3),
            _one((1, 2, 1), axis=(0, 2), size=(3, 4)),
            _one((1, 2, 1), axis=(-1,), size=(5,)),
            _one((2, 3)),
            _one((1, 3), axis=0, size=0),
        ],
        [_one((301, 1), axis=1, size=677)],
    ),
    "concat": moving(
        [
            ([(2, 3), (2, 1)], {}),
            ([(2, 3), (1, 3), (4, 3)], {"dim": 0}),
            ([(2, 3), (2, 3)], {"dim": -1}),
            ([(2, 3)], {}),
            ([(2, 0), (2, 3), (2, 0)], {}),
            ([(2, 0), (2, 0)], {}),
            ([(2, 3, 4), (2, 5, 4)], {"dim": 1}),
            ([(1023,), (1,), (1025,)], {"dim": 0}),
            ([(3, 2)] * 20, {}),
        ],
        [([WIDE, WIDE], {"dim": 0}), ([WIDE, (301, 5)], {}), ([LONG, LONG], {})],
    ),
    "stack": moving(
        [([(2, 3)] * 3, {"axis": axis}) for axis in (0, 1, 2, -1, -3)]
        + [([(3,)], {}), ([(0,), (0,)], {}), ([(1025,)] * 2, {"axis": 1})],
        [([WIDE, WIDE], {}), ([LONG, LONG], {"axis": 2})],
    ),
    "split": moving(
        [
            _one((2, 4), num_outputs=2),
            _one((2, 4), num_outputs=1),
            _one((3, 2), num_outputs=3, axis=0, squeeze_axis=True),
            _one((6, 5, 4), num_outputs=2, axis=-1),
            _one((6, 5, 4), num_outputs=5, squeeze_axis=True),
            _one((0, 4), num_outputs=2),
            _one((4, 0), num_outputs=3),
            _one((2050,), num_outputs=2, axis=0),
        ],
        [_one((302, 677), num_outputs=2, axis=0), _one((301, 676), num_outputs=4)],
    ),
    "slice": moving(
        [
            _one((3, 4), begin=(1, 0), end=(3, 2)),
            _one((3, 4), begin=(1,), end=(3,)),
            _one((5, 2), begin=(4,), end=(0,), step=(-2,)),
            _one((5, 2), begin=(None, None), end=(None, None), step=(-1, -1)),
            _one((5, 2), begin=(-3, None), end=(-1, 1)),
            _one((2, 3), begin=(1,), end=(1,)),
            _one((2, 3), begin=(-9, 0), end=(9, 9)),
            _one((2, 3), begin=(2,), end=(1,)),
            _one((2050,), begin=(1,), end=(None,), step=(2,)),
            _one((2, 3, 4, 5), begin=(0, 1, None, 4), end=(2, 3, 2, 0), step=(1, 1, None, -2)),
        ],
        [
            _one(WIDE, begin=(1, 2), end=(300, 670), step=(2, 3)),
            _one(LONG, begin=(None, None), end=(None, None), step=(-1, -1)),
        ],
    ),
    "slice_axis": moving(
        [
            _one((3, 4), axis=1, begin=1, end=-1),
            _one((3, 4), axis=0, begin=2),
            _one((3, 4), axis=-1, begin=-3, end=None),
            _one((3, 4), axis=1, begin=0, end=4),
            _one((2, 1027), axis=1, begin=1, end=1026),
        ],
        [_one(LONG, axis=1, begin=5, end=100001)],
    ),
    "tile": moving(
        [
            _one((2, 3), reps=2),
            _one((2, 3), reps=(2, 1)),
            _one((2, 3), reps=(2, 3)),
            _one((3,), reps=(2, 2)),
            _one((2, 2), reps=(2, 1, 2)),
            _one((2, 3), reps=(0, 2)),
            _one((0, 3), reps=(2, 2)),
            _one((2, 3, 4), reps=(3,)),
            _one((1, 341), reps=(3, 3)),
        ],
        [_one(WIDE, reps=(2, 2))],
    ),
    "repeat": moving(
        [_one((2, 3), repeats=2, axis=a) for a in (None, 0, 1, -1, -2)]
        + [
            _one((2, 3), repeats=0),
            _one((2, 3), repeats=1),
            _one((0, 3), repeats=2, axis=1),
            _one((2, 3, 4), repeats=3, axis=1),
            _one((341,), repeats=3),
        ],
        [_one(WIDE, repeats=2, axis=1), _one(LONG, repeats=2)],
    ),
}  # fmt: skip
