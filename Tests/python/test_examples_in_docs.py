"""The examples in the documentation run, and print what it says."""

from __future__ import annotations

import doctest
import importlib
import math
import pkgutil
import re

import pytest
import swnd as mx
from operator_table import TABLE, is_random
from swnd import autograd, nd

PUBLIC = {op["python_name"]: op for op in TABLE.values() if op["python_name"]}

# A number, or anything else that is not a blank or a bracket.
_TOKEN = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|[^\s\[\](),]+|[\[\](),]", re.I)


class Checker(doctest.OutputChecker):
    """Compares numbers as numbers: NumPy's versions differ in spaces and in how scalars are shown.

    Of two floating-point numbers, seven digits must be the same.
    """

    def check_output(self, want, got, optionflags):
        if super().check_output(want, got, optionflags):
            return True
        left, right = (_TOKEN.findall(self._plain(text)) for text in (want, got))
        return len(left) == len(right) and all(map(self._same, left, right))

    @staticmethod
    def _plain(text):
        """Without what NumPy 2 writes around its scalars, and doctest for an empty line."""
        text = re.sub(r"\bnp\.\w+\(([^()]*)\)", r"\1", text)
        return text.replace("<BLANKLINE>", "")

    @staticmethod
    def _same(one, other):
        if one == other:
            return True
        try:
            return math.isclose(float(one), float(other), rel_tol=2e-7, abs_tol=1e-12)
        except ValueError:
            return False


def examples_of(text, name):
    return doctest.DocTestParser().get_doctest(
        text, {"mx": mx, "nd": nd, "autograd": autograd}, name, None, 0
    )


def run(test):
    """The failures of a docstring's examples, as text."""
    report = []
    runner = doctest.DocTestRunner(Checker(), verbose=False)
    runner.run(test, out=report.append)
    return "".join(report)


def modules():
    yield mx
    for found in pkgutil.walk_packages(mx.__path__, "swnd."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def documented():
    """Every docstring of the package that has examples."""
    finder = doctest.DocTestFinder(exclude_empty=True)
    for module in modules():
        for test in finder.find(module, extraglobs={"mx": mx, "nd": nd, "autograd": autograd}):
            if test.examples:
                yield test


DOCUMENTED = {test.name: test for test in documented()}


@pytest.mark.tiny
@pytest.mark.parametrize("name", DOCUMENTED)
def test_examples_print_what_they_say(name):
    assert run(DOCUMENTED[name]) == ""


@pytest.mark.tiny
@pytest.mark.parametrize("name", PUBLIC)
def test_every_operator_has_an_example(name):
    """In its docstring: the declaration's, with the output as MXNet prints it."""
    op = PUBLIC[name]
    text = getattr(nd.op, name).__doc__
    parsed = examples_of(text, name).examples
    if op["example"] is None:
        assert is_random(op), f"{name} has no example"
        assert not parsed
        return
    assert op["example"]["code"] in [example.source.strip() for example in parsed]
    assert op["example"]["output"] in "\n".join(line[4:] for line in text.splitlines())


@pytest.mark.tiny
def test_the_comparison_tells_outputs_apart():
    same = Checker().check_output
    assert same("[0.   0.25]\n", "[0.    0.25]\n", 0)
    assert same("3.0\n", "np.float32(3.0)\n", 0)
    assert same("[1.4142135]\n", "[1.4142134]\n", 0)
    assert not same("[1.4142]\n", "[1.4143]\n", 0)
    assert not same("[1. 2.]\n", "[[1. 2.]]\n", 0)
    assert not same("(2, 3)\n", "(3, 2)\n", 0)
    assert not same("<NDArray 2 @cpu(0)>\n", "<NDArray 3 @cpu(0)>\n", 0)
    wrong = examples_of(">>> nd.ones((2,)).shape\n(3,)\n", "wrong")
    assert "Expected:" in run(wrong)
