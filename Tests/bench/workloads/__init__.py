"""What is measured. One module for each kind of work; the table shows them in this order."""

from __future__ import annotations

from workloads import (
    elementwise,
    fused,
    movement,
    processes,
    products,
    randomness,
    reductions,
    small,
    sorting,
    training,
)
from workloads.declaring import Workload

_MODULES = (
    small,
    elementwise,
    fused,
    reductions,
    movement,
    products,
    sorting,
    randomness,
    training,
    processes,
)

ALL: dict[str, Workload] = {
    workload.name: workload for module in _MODULES for workload in module.workloads
}
