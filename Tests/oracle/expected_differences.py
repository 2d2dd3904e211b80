"""Where swnd answers otherwise than MXNet 1.9.1 on purpose, and why.

Everything that is not listed here must be as recorded. `python expected_differences.py` writes the
list as a page of the manual, docs/differences.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Callable

import numpy as np
from records import Answer, Case, load
from replay import Tolerance, differences

MEND, REFUSE, LATER, NUMPY = "mend", "refuse", "later", "NumPy"


@dataclass(frozen=True)
class Difference:
    """What swnd does instead in the cases of some groups whose text (`str(case)`) fits.

    It raises `error`, or gives the `outputs`, `grads` and `changed` that these functions make of
    the case; what has no function must be as recorded.
    """

    kind: str
    op: str  # regular expression, for the whole name of the group
    calls: str  # regular expression, for the whole text
    reason: str
    outputs: Callable[[Case], list] | None = None
    grads: Callable[[Case], list] | None = None
    changed: Callable[[Case], dict] | None = None
    error: str = ""
    when: Callable[[Case], bool] = lambda case: True  # where the text does not tell cases apart

    def covers(self, case: Case) -> bool:
        """Whether this entry speaks about the case."""
        fits = re.fullmatch(self.op, case.op) and re.fullmatch(self.calls, str(case))
        return fits is not None and self.when(case)

    def answer(self, case: Case) -> Answer:
        """The answer that the case should get."""
        if self.error:
            return Answer(errors=[self.error])
        return Answer(
            outputs=self.outputs(case) if self.outputs else case.answer.outputs,
            grads=self.grads(case) if self.grads else case.answer.grads,
            changed=self.changed(case) if self.changed else case.answer.changed,
        )

    def problems(self, case: Case, got: Answer, tolerance: Tolerance) -> list[str]:
        """What in `got` is not as this entry says, as lines of text."""
        if self.error:
            raised = got.errors[0] if got.errors else "nothing"
            lines = [] if self.error in got.errors else [f"raised {raised}, not {self.error}"]
        else:
            lines = differences(replace(case, answer=self.answer(case)), got, tolerance)
        return [f"{line} (otherwise than MXNet: {self.reason})" for line in lines]


def _inputs(case: Case) -> list:
    return case.inputs


def _one_axis(case: Case) -> list:
    """The recorded outputs with shape (1,) instead of ()."""
    return [output.reshape(1) for output in case.answer.outputs]


def _nothing(*shape: int) -> Callable[[Case], list]:
    return lambda case: [np.empty(shape, "float32")]


def _zero_for_infinity(case: Case) -> list:
    """The recorded output with 0 where MXNet converted infinity to an integer."""
    (output,) = case.answer.outputs
    return [np.where(output == np.iinfo(output.dtype).min, 0, output).astype(output.dtype)]


def _products_of_others(case: Case) -> list:
    """The gradient of a product over the last axis."""
    (x,), (head,) = case.inputs, case.heads
    others = [np.delete(x, index, axis=-1).prod(axis=-1) for index in range(x.shape[-1])]
    return [(np.stack(others, axis=-1) * head[..., np.newaxis]).reshape(x.shape)]


def _softmax(case: Case) -> np.ndarray:
    """Along the last axis, more exact than float64."""
    powers = np.exp(case.inputs[0].astype(np.longdouble))
    return powers / powers.sum(axis=-1, keepdims=True)


def _product(case: Case) -> list:
    left, right = case.inputs
    return [np.matmul(left.astype("float64"), right.astype("float64")).astype(left.dtype)]


def _overlapping(case: Case) -> dict:
    """`x[1:3] = x[0:2]`."""
    x = case.inputs[0].copy()
    x[1:3] = case.inputs[0][0:2]
    return {0: x}


def _order(case: Case) -> np.ndarray:
    """The places of the elements in order along the last axis, NaN being the largest."""
    (x,) = case.inputs
    if case.steps[0][2].get("is_ascend", True):
        return np.argsort(x, kind="stable")
    return len(x) - 1 - np.argsort(x[::-1], kind="stable")[::-1]


def _sorted(case: Case) -> list:
    return [np.take_along_axis(case.inputs[0], _order(case), -1)]


def _argsorted(case: Case) -> list:
    return [_order(case).astype("float32")]


def _running_sums(case: Case) -> list:
    return [np.cumsum(case.inputs[0], axis=case.steps[0][2]["axis"])]


WITHOUT_PARAMETERS = "|".join(
    (
        "exp|log|sqrt|square|sin|cos|tanh|sigmoid|relu|sign|floor|ceil|round|reciprocal|negative",
        "abs|flatten|elemwise_.*|broadcast_(add|sub|mul|div|mod|power|maximum|minimum)",
        "broadcast_(equal|not_equal|greater|greater_equal|lesser|lesser_equal)",
    )
)

DIFFERENCES = (
    Difference(
        REFUSE,
        WITHOUT_PARAMETERS,
        r"nd\.\w+\(float32\[.*\], axis=[01]\)",
        "an argument of a name that the function does not know is a mistake; MXNet ignored it in "
        "functions without parameters",
        error="MXNetError",
    ),
    Difference(
        REFUSE,
        "argsort",
        r"nd\.argsort\(float32\[257\], dtype='uint8'\)",
        "a dtype for indices must hold all of them; MXNet cut them off",
        error="MXNetError",
    ),
    # Nothing is an array too
    Difference(
        MEND,
        "zeros|ones",
        r"nd\.(zeros|ones)\(\(0, 3\)\)",
        "an array may have no elements, as in NumPy",
        outputs=_nothing(0, 3),
    ),
    Difference(
        MEND,
        "arange",
        r"nd\.arange\((0|3, 1|0, 3, -1)\)",
        "an empty range is an empty array, as in NumPy",
        outputs=_nothing(0),
    ),
    Difference(
        MEND,
        "slice_axis",
        r"nd\.slice_axis\(float32\[3,4\], axis=0, begin=1, end=1\)",
        "an empty slice is an empty array, as in `x[1:1]`",
        outputs=_nothing(0, 4),
    ),
    Difference(
        MEND,
        "tile",
        r"nd\.tile\(float32\[2,3\], reps=0\)",
        "repeating zero times gives an empty array, as in NumPy",
        outputs=_nothing(2, 0),
    ),
    # No rank 0
    Difference(
        MEND,
        "array",
        r"nd\.array\((5|numpy float64\[\])\)",
        "one number makes an array of shape (1,), like the result of `nd.sum`; MXNet made one of "
        "shape (), which most of its functions refused",
        outputs=_one_axis,
    ),
    Difference(
        MEND,
        "split",
        r"nd\.split\(float32\[6\], num_outputs=6, axis=0, squeeze_axis=True\)",
        "there is no shape (): the parts of a vector keep shape (1,)",
        outputs=_one_axis,
    ),
    # Numbers
    Difference(
        MEND,
        "sign",
        r"nd\.sign\(float\d\d\[21\]\)",
        "the sign of NaN is NaN, as in NumPy; MXNet gave 0",
        outputs=lambda case: [np.sign(case.inputs[0])],
    ),
    Difference(
        MEND,
        "operator pow|broadcast_power|operator truediv",
        r"operator\.pow\(int\d\d\[4\], -[12]\)|nd\.broadcast_power\(int(\d\d)\[4\], int\1\[4\]\)"
        r"|operator\.truediv\(2, int\d\d\[3\]\)",
        "what divides an integer by 0 gives 0; MXNet converted infinity, to the smallest integer",
        outputs=_zero_for_infinity,
    ),
    Difference(
        MEND,
        "operator pow",
        r"operator\.pow\(int\d\d\[2\], 40\)",
        "powers of integers are exact and wrap around, as sums and products do; MXNet went through "
        "float64 and gave the smallest integer",
        outputs=lambda case: [case.inputs[0] ** 40],
    ),
    Difference(
        MEND,
        "norm",
        r"nd\.norm\(int32\[2\]\)",
        "MXNet truncated partial results: the norm of (3, 4) came out as 4",
        outputs=lambda case: [np.array([5], "int32")],
    ),
    Difference(
        MEND,
        "prod",
        r"nd\.prod\(float32\[(4|3,3)\](, axis=1)?\)",
        "the gradient of a product with a zero is the product of the other factors; MXNet divided "
        "by the zero and gave NaN",
        grads=_products_of_others,
        when=lambda case: case.heads is not None and 0 in case.inputs[0],
    ),
    Difference(
        MEND,
        "(log_)?softmax",
        r"nd\.(log_)?softmax\(float32\[(2|1,2)\]\)",
        "a NaN or an infinity among the numbers makes the sum NaN, and so all results; MXNet gave "
        "numbers for some",
        outputs=lambda case: [np.full_like(case.inputs[0], np.nan)],
    ),
    Difference(
        MEND,
        "softmax",
        r"nd\.softmax\(float(32|16)\[3,4\], dtype='float\d\d'\)",
        "with a `dtype` that is wider than the input's, the result is computed in that dtype; "
        "MXNet computed in the input's and converted",
        outputs=lambda case: [_softmax(case).astype(case.steps[0][2]["dtype"])],
    ),
    Difference(
        MEND,
        "log_softmax",
        r"nd\.log_softmax\(float(32|16)\[3,4\], dtype='float\d\d'\)",
        "with a `dtype` that is wider than the input's, the result is computed in that dtype; "
        "MXNet computed in the input's and converted",
        outputs=lambda case: [np.log(_softmax(case)).astype(case.steps[0][2]["dtype"])],
    ),
    Difference(
        MEND,
        "log_softmax",
        r"nd\.log_softmax\(float32\[3,4\]\); nd\.sum\(\$0\)",
        "MXNet's float32 log_softmax is off by up to 4e-6, which the gradient of a sum multiplies "
        "by the number of terms; swnd's is exact to rounding",
        grads=lambda case: [(case.heads[0] * (1 - 4 * _softmax(case))).astype("float32")],
    ),
    Difference(
        MEND,
        "dot|batch_dot",
        r"nd\.(batch_)?dot\((int32|float16)\[(2,2|2,2,2)\], \2\[\3\]\)",
        "there are matrix products of every dtype; MXNet had float32 and float64",
        outputs=_product,
    ),
    # Order
    Difference(
        MEND,
        "argsort",
        r"nd\.argsort\(float32\[40\](, is_ascend=False)?\)",
        "equal elements keep their order in arrays of any size; in MXNet in those of up to 16 "
        "elements",
        outputs=_argsorted,
    ),
    Difference(
        MEND,
        "sort",
        r"nd\.sort\(float32\[6\], is_ascend=(True|False)\)",
        "NaN counts as the largest number, and the others are in order; in MXNet no order is kept",
        outputs=_sorted,
    ),
    Difference(
        MEND,
        "argsort",
        r"nd\.argsort\(float32\[6\], is_ascend=(True|False)\)",
        "NaN counts as the largest number, and the others are in order; in MXNet no order is kept",
        outputs=_argsorted,
    ),
    Difference(
        MEND,
        "sort",
        r"nd\.sort\(float16\[3,4\]\)",
        "every dtype can be sorted; MXNet could not sort float16",
        outputs=_sorted,
    ),
    Difference(
        MEND,
        "argsort",
        r"nd\.argsort\(float16\[3,4\]\)",
        "every dtype can be sorted; MXNet could not sort float16",
        outputs=_argsorted,
    ),
    Difference(
        MEND,
        "cumsum",
        r"nd\.cumsum\(float32\[.*\], axis=-[12]\)",
        "a negative axis counts from the end, as everywhere else",
        outputs=_running_sums,
    ),
    # Making arrays
    Difference(
        MEND,
        "full",
        r"nd\.full\(\(2,\), -0\.0\)",
        "the number is taken as it is; MXNet lost the sign of -0",
        outputs=lambda case: [np.full(2, -0.0, "float32")],
    ),
    Difference(
        MEND,
        "full",
        r"nd\.full\(\(2, 3\), float32\(0\.1.*\), dtype='float64'\)|nd\.full\(\(2,\), 1e\+300, .*\)",
        "the number is taken as it is; MXNet passed it on as text, and lost digits",
        outputs=lambda case: [np.full(*case.steps[0][1], "float64")],
    ),
    Difference(
        MEND,
        "full",
        r"nd\.full\(int64\(2\), .*",
        "a NumPy integer is a shape for `zeros`, so for `full` as well",
        outputs=lambda case: [
            np.full(2, case.steps[0][1][1], case.steps[0][2].get("dtype", "float32"))
        ],
    ),
    Difference(
        MEND,
        "empty",
        r"nd\.empty\(int64\(2\)\); x\.shape\(\$0\)",
        "a NumPy integer is a shape for `zeros`, so for `empty` as well",
        outputs=lambda case: [(2,)],
    ),
    # Shapes and indices
    Difference(
        MEND,
        "concat",
        r"nd\.concatenate\(\[.*axis=-1\)",
        "a negative axis counts from the end, as everywhere else",
        outputs=lambda case: [np.concatenate(case.inputs, axis=-1)],
    ),
    Difference(
        MEND,
        "concat",
        r"nd\.concatenate\(\(.*",
        "a tuple of arrays is as good as a list",
        outputs=lambda case: [np.concatenate(case.inputs, axis=case.steps[0][1][1])],
    ),
    Difference(
        MEND,
        "slice_axis",
        r"nd\.slice_axis\(float32\[3,4\], axis=0, begin=0\)",
        "`end` may be left out and is None then: the rest of the axis",
        outputs=_inputs,
    ),
    Difference(
        MEND,
        "transpose",
        r"x\.transpose\(float32\[1,2\], 1, 0\)",
        "the order of axes may be given as arguments, as in NumPy",
        outputs=lambda case: [case.inputs[0].T],
    ),
    Difference(
        MEND,
        "setitem",
        r"operator\.getitem\(float32\[3,4\], 0:2\); operator\.setitem\(float32\[3,4\], 1:3, \$0\)",
        "`x[1:3] = x[0:2]` assigns what `x[0:2]` was before, as in NumPy; MXNet overwrote it while "
        "reading",
        changed=_overlapping,
    ),
    # Python's own functions
    Difference(
        MEND,
        "python",
        r"builtins\.float\(float32\[1(,1)?\]\)",
        "an array of one element is a number for Python's `float`, as in NumPy",
        outputs=lambda case: [case.inputs[0].item()],
    ),
    Difference(
        MEND,
        "python",
        r"builtins\.int\(float32\[1(,1)?\]\)|operator\.index\(int32\[1(,1)?\]\)",
        "an array of one element is a number for Python's `int`, and for ranges and indices if its "
        "dtype is one of integers, as in NumPy",
        outputs=lambda case: [int(case.inputs[0].item())],
    ),
    Difference(
        MEND,
        "python",
        r"x\.asscalar\(float32\[1,1\]\)",
        "`asscalar` gives a number for every array of one element; MXNet gave an array for this",
        outputs=lambda case: [case.inputs[0][0, 0]],
    ),
    # Not there yet: an entry must go when its cases work
    Difference(
        LATER,
        "getitem by arrays",
        r"operator\.getitem\(float32\[.*\], \(.*(\[\d.*\]|int32\[2\]).*\)\)",
        "reading by lists and arrays together with other indices",
        error="MXNetError",
    ),
    Difference(
        LATER,
        "setitem",
        r"operator\.setitem\(float32\[3,4\], (\[0, 2\]|numpy int64\[1\]|int32\[2\]"
        r"|\(:, \[1, 3\]\)|\(\[0, 2\], \[1, 3\]\)), 7\)",
        "writing by lists and arrays",
        error="MXNetError",
    ),
    Difference(
        LATER,
        "split_v2",
        r"nd\.split_v2\(float32\[2,4\], .*\)",
        "`split_v2`",
        error="AttributeError",
    ),
    Difference(
        LATER,
        "softmax",
        r"nd\.softmax\(float32\[3,4\], (length=)?int(32|64)\[3\], use_length=True(, axis=1)?\)",
        "`length` and `use_length` of `softmax`",
        error="MXNetError",
    ),
    # Not swnd's
    Difference(
        NUMPY,
        "repr",
        r"builtins\.repr\(float32\[1\]\)",
        "NumPy prints the numbers; newer versions take to exponents at smaller ones",
        outputs=lambda case: [f"\n{case.inputs[0]}\n<NDArray 1 @cpu(0)>"],
        when=lambda case: case.inputs[0].item() == 2**24,
    ),
)


def difference(case: Case) -> Difference | None:
    """The entry about a case, if there is one."""
    return next((entry for entry in DIFFERENCES if entry.covers(case)), None)


PAGE = """\
# What differs from MXNet 1.9.1

Generated by `python Tests/oracle/expected_differences.py` from the list in that file; do not edit.

MXNet 1.9.1 was asked {total:,} small questions, and its answers were recorded: values, shapes,
dtypes, gradients, inputs that changed, classes of errors
([Tests/oracle](../Tests/oracle/README.md)). A test asks swnd the same. It answers {same:,} of them
alike; where numbers are rounded, that means to within the few units in the last place that
`Tests/oracle/tolerances.py` allows. These are the others.

What kills the MXNet process, or makes it use foreign memory, cannot be recorded. In swnd, dividing
an integer array by zero gives 0; `nd.reshape` to a wrong size, an axis that `transpose` gets twice
and head gradients of a wrong size are errors; gradients at negative positions of an index array are
right.
"""
SECTIONS = {
    MEND: "MXNet raised an error, or its answer is wrong: swnd gives the right one",
    REFUSE: "MXNet went on: swnd raises an error",
    LATER: "Not there yet: swnd raises an error",
    NUMPY: "Not swnd's",
}
HEADER = "| For example | Cases | {} |\n|---|---|---|\n"


def page(cases: list[Case]) -> str:
    """The list as a page of the manual, in Markdown."""
    differing = sum(difference(case) is not None for case in cases)
    text = PAGE.format(total=len(cases), same=len(cases) - differing)
    for kind, title in SECTIONS.items():
        text += f"\n## {title}\n\n" + HEADER.format("What" if kind == LATER else "Why")
        for entry in DIFFERENCES:
            covered = [case for case in cases if entry.covers(case)]
            if entry.kind == kind:
                text += f"| `{covered[0]}` | {len(covered)} | {entry.reason} |\n"
    return text


if __name__ == "__main__":
    here = Path(__file__).resolve().parent
    content = page(load(here / "mxnet-1.9.1.json.gz"))
    (here.parents[1] / "docs/differences.md").write_text(content, encoding="utf-8")
