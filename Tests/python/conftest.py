"""Settings of the tests: where swnd lies in the checkout, and how long the random ones try."""

import os
import sys
from pathlib import Path

import hypothesis

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
