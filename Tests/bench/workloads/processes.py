"""Whole processes, from start to end."""

from __future__ import annotations

from targets import Excess

from workloads.declaring import Workloads

workloads = Workloads()


@workloads.add("import, whole process", Excess("numpy", 0.060), processes=True)
def importing(library):
    return f"import {library}"
