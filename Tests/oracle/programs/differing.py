"""Where programs print otherwise on swnd than on MXNet 1.9.1 on purpose, and why."""

from __future__ import annotations

from dataclasses import dataclass

from differing import MEND, REFUSE


@dataclass(frozen=True)
class Print:
    """What swnd prints instead, and why; None stands for a line that is as recorded."""

    kind: str
    reason: str
    lines: list[str | None]

    def expected(self, recorded: list[str]) -> list[str]:
        """The whole print."""
        return [
            recorded[position] if line is None else line for position, line in enumerate(self.lines)
        ]


_VALUE = "raises ValueError"
_TYPE = "raises TypeError"
_UNDER_RECORD = "writing in place while recording, where the result is well defined"
_HIGHER = "derivatives of higher order, for every operator that has a first one"

DIFFERING = {
    "backward.the_same_head_twice": Print(
        MEND, "a head that is named twice counts twice", [None, "[4.0, 8.0]"]
    ),
    "control_flow.foreach_of_different_lengths": Print(
        REFUSE, "rows of longer arrays were left out silently", [_VALUE]
    ),
    "control_flow.while_loop_wrongly": Print(
        REFUSE,
        "loop variables that are no arrays, conditions that are no numbers",
        [*[None] * 4, _TYPE, None, None, _TYPE, _TYPE, None, None],
    ),
    "control_flow.cond_wrongly": Print(
        REFUSE, "a condition that is no number", [*[None] * 3, _TYPE, None, None, None]
    ),
    "functions.requests_of_inputs": Print(
        MEND, "a `null` input of a `Function` took the gradients of the others away", ["[6.0, 8.0]"]
    ),
    "functions_misused.an_error_in_forward": Print(
        MEND, "after an error in `forward` recording goes on", [None, "True"]
    ),
    "functions_misused.an_error_in_backward": Print(
        MEND,
        "an error in `backward` of a `Function` is raised as it is, with its traceback",
        ["raises KeyError"],
    ),
    "functions.an_input_given_back": Print(
        MEND, "a `Function` may return one of its inputs", ["[7.0, 7.0]"]
    ),
    "functions.second_order": Print(
        MEND, "derivatives of higher order through a `Function`", ["[[2.0, 2.0]]"]
    ),
    "gradients.a_variable_twice": Print(
        MEND, "`grad` with a variable that is named twice", ["[[2.0, 4.0], [2.0, 4.0]]"]
    ),
    "gradients.a_result_as_variable": Print(
        MEND,
        "`grad` with respect to recorded results",
        ["[[2.0, 8.0]]", "[[2.0, 8.0], [4.0, 32.0]]"],
    ),
    "gradients.a_head_as_variable": Print(
        MEND, "`grad` of a result with respect to itself", ["[[1.0, 1.0]]", None]
    ),
    "gradients.a_variable_that_is_not_reached": Print(
        MEND,
        "`grad` gives zeros for what the heads do not depend on",
        ["[[2.0, 4.0], [0.0, 0.0, 0.0]]"],
    ),
    "gradients.second_order": Print(MEND, _HIGHER, ["[3.0, 12.0, 27.0] [6.0, 12.0, 18.0]"]),
    "gradients.a_penalty": Print(MEND, _HIGHER, ["[81.0, 272.0] [30.0, 144.0]"]),
    "gradients.a_gradient_of_add_as_result": Print(MEND, _HIGHER, ["[4.0, 8.0]"]),
    "requests.mark_with_a_gradient_of_another_shape": Print(
        REFUSE, "a gradient whose shape is not that of its variable", [_VALUE]
    ),
    "scopes.set_modes_within_a_scope": Print(
        MEND,
        "a scope puts back the modes that it found, also where they are what it set itself",
        [None, None, "(False, False)", None],
    ),
    "writes.a_leaf_updated_outside": Print(
        MEND, "gradients are those of the values that were used", ["[2.0, 4.0]"]
    ),
    "writes.a_leaf_updated_in_place": Print(MEND, _UNDER_RECORD, ["[4.0, 6.0]"]),
    "writes.a_result_updated_in_place": Print(MEND, _UNDER_RECORD, ["[9.0, 9.0]"]),
    "writes.an_element_written": Print(MEND, _UNDER_RECORD, ["[6.0, 12.0]"]),
    "writes.an_array_with_a_part_exchanged": Print(
        MEND, _UNDER_RECORD, ["[[1.0, 16.0, 25.0], [2.0, 16.0, 25.0], [16.0, 30.0]]"]
    ),
    "writes.a_part_of_a_result_written": Print(MEND, _UNDER_RECORD, ["[4.0, 7.0, 12.0]"]),
}
