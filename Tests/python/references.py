"""`REFERENCES`: the formula of every operator, from the three files that declare them."""

from numpy_reference_reductions import REFERENCES
from numpy_reference_shapes import REFERENCES as _same

assert REFERENCES is _same

__all__ = ["REFERENCES"]
