"""Questions about operators that MXNet has without a gradient: going back through them raises."""

from __future__ import annotations

from collections.abc import Iterator

from records import Case, Step

from questions.asking import FLOATS, array, ask, ask_steps, grid


def questions() -> Iterator[Case]:
    """All questions of this family."""
    for dtype in FLOATS:
        x, y = grid(3, 4, dtype=dtype), grid(3, 4, dtype=dtype, seed=1)
        yield ask("allclose", "nd.contrib.allclose", x, y, grad=True)
        yield ask("argmax_channel", "nd.argmax_channel", x, grad=True)
        yield ask("all_finite", "nd.all_finite", x, grad=True)
        yield ask("multi_all_finite", "nd.multi_all_finite", x, y, num_arrays=2, grad=True)
        yield ask_steps(
            "histogram",
            ("nd.histogram", x, {"bins": 4, "range": (-4, 4)}),
            ("operator.getitem", Step(0), 0),
            grad=True,
        )
        # Where the operator is a part of what was recorded.
        yield ask_steps(
            "argmax_channel",
            ("nd.argmax_channel", x),
            ("nd.sum", x, {"axis": 1}),
            ("operator.add", Step(0), Step(1)),
            grad=True,
        )
        yield ask(
            "multi_sum_sq",
            "nd.multi_sum_sq",
            x,
            grid(5, dtype=dtype),
            num_arrays=2,
            grad=True,
        )
        yield ask("batch_take", "nd.batch_take", x, array([3, 0, 2], "int32"), grad=True)
    yield ask(
        "fill_element_0index", "nd.fill_element_0index",
        grid(3, 4), grid(3, seed=1), array([3, 0, 2]), grad=True,
    )  # fmt: skip
