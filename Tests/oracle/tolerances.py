"""How exactly each operator must agree with the recorded answers.

Units in the last place of the recorded number, or of the case's `scale` where terms cancel. What is not listed moves
or compares elements and must agree exactly.
"""

from __future__ import annotations

from replay import Tolerance

EXACT = Tolerance(signed_zeros=True)
TABLE: dict = {}


def tolerance(op: str) -> Tolerance:
    """The tolerance of a group of cases."""
    return TABLE.get(op, EXACT)
