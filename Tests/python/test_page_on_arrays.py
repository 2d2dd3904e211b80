"""docs/arrays.md says what is so: its examples, and each row of its table of views and copies."""

import re
from pathlib import Path

import numpy as np
import pytest
import swnd as mx
from swnd import autograd, nd
from test_examples_in_docs import examples_of, run

PAGE = Path(__file__).resolve().parents[2] / "docs/arrays.md"
TEXT = PAGE.read_text(encoding="utf-8")
ROWS = re.findall(
    r"^\| `(x.*|nd\.array.*)` \| (\(.*\)) \| (view|copy|the array itself) \|$", TEXT, re.M
)


def test_examples():
    test = examples_of(TEXT, "arrays.md")
    assert len(test.examples) > 15
    failures = run(test)
    assert not failures, failures


def test_the_table_is_read():
    assert len(ROWS) > 25


@pytest.mark.parametrize("recording", [False, True])
@pytest.mark.parametrize(("code", "shape", "kind"), ROWS, ids=[row[0] for row in ROWS])
def test_row(code, shape, kind, recording):
    x = nd.arange(12).reshape((3, 4)).copy()
    with autograd.record() if recording else autograd.pause():
        part = eval(code, {"x": x, "nd": nd, "mx": mx})
    assert str(part.shape) == shape
    assert (part is x) == (kind == "the array itself")
    before = part.asnumpy()
    x[:] = -1
    changed = not np.array_equal(part.asnumpy(), before)
    assert changed == (kind != "copy")
    part[:] = -2
    assert (x.asnumpy() == -2).any() == (kind != "copy")
