"""What a difference from MXNet 1.9.1 is; `differences/` lists them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Callable

from records import Answer, Case
from replay import Tolerance, differences

MEND, REFUSE, NUMPY = "mend", "refuse", "NumPy"


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
