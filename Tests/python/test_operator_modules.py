"""The files that the operators' functions stand in, which nobody has to know."""

from __future__ import annotations

import importlib
import inspect
import pickle
import pkgutil
import sys

import pytest
from operator_table import TABLE
from swnd import nd

pytestmark = pytest.mark.tiny

NAMES = sorted(op["python_name"] for op in TABLE.values() if op["python_name"])
PARTS = [
    importlib.import_module(f"{nd.op.__name__}.{info.name}")
    for info in pkgutil.iter_modules(nd.op.__path__)
]


def test_one_module_has_them_all():
    assert nd.op is sys.modules["swnd.ndarray.op"]
    assert nd.op.__name__ == "swnd.ndarray._operators"
    for name in NAMES:
        function = getattr(nd.op, name)
        assert (function.__module__, function.__name__) == (nd.op.__name__, name)
    for name in nd.op.__all__:
        assert hasattr(nd, name)


def test_each_stands_in_one_file():
    names = [name for part in PARTS for name in part.__all__]
    assert len(names) == len(set(names))
    assert set(NAMES) <= set(names)
    assert set(nd.op.__all__) <= set(names)
    assert len(PARTS) > 10
    for part in PARTS:
        assert len(inspect.getsource(part).splitlines()) < 1500


@pytest.mark.parametrize("name", NAMES)
def test_functions_are_pickled_by_the_name_of_the_module(name):
    function = getattr(nd.op, name)
    assert pickle.loads(pickle.dumps(function)) is function
    # What was pickled when all of them stood in one file.
    written = pickle.dumps(function, protocol=0)
    assert written.startswith(f"cswnd.ndarray._operators\n{name}\n".encode())
