"""All questions that are asked: one module for each family of operators."""

from __future__ import annotations

from typing import Iterator

from records import Case

from . import algebra, binary, creation, indexing, joining, reductions, shapes, sorting, unary


def all_questions() -> Iterator[Case]:
    """Every question, in a fixed order."""
    families = (creation, unary, binary, reductions, algebra, shapes, joining, indexing, sorting)
    for module in families:
        yield from module.questions()
