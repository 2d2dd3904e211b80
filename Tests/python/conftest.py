"""Settings of the tests: where swnd lies in the checkout, and how long the random ones try."""

import os
import sys
from pathlib import Path

import hypothesis
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "python"))

hypothesis.settings.register_profile(
    "swnd",
    max_examples=2000 if os.environ.get("SWND_LONG") else 100,
    deadline=None,
    database=None,
    derandomize=True,
)
hypothesis.settings.load_profile("swnd")


def pytest_configure(config):
    config.addinivalue_line("markers", "tiny: takes milliseconds; `make tiny` runs these")


def pytest_addoption(parser):
    parser.addoption(
        "--ctx",
        choices=["cpu", "gpu"],
        default="cpu",
        help="where arrays are made by default",
    )


@pytest.fixture(autouse=True)
def default_context(request):
    """With `--ctx gpu`, arrays are made on gpu(0) wherever a test does not say."""
    if request.config.getoption("--ctx") == "cpu":
        yield
        return
    import swnd as mx

    with mx.gpu(0):
        yield


@pytest.fixture(scope="session")
def cache(tmp_path_factory):
    """A folder for the compiled programs of the tests of GPUs."""
    return tmp_path_factory.mktemp("kernels")
