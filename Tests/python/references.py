"""`REFERENCES`: the formula of every operator, from the files that declare them."""

from numpy_reference_linalg import REFERENCES as _algebra
from numpy_reference_reductions import REFERENCES
from numpy_reference_shapes import REFERENCES as _same
from numpy_reference_sorting import REFERENCES as _too

assert REFERENCES is _same is _too is _algebra

__all__ = ["REFERENCES"]
