"""`REFERENCES`: the formula of every operator, from the files that declare them."""

from numpy_reference_densities import REFERENCES as _drawn
from numpy_reference_reductions import REFERENCES
from numpy_reference_shapes import REFERENCES as _same
from numpy_reference_sorting import REFERENCES as _too

assert REFERENCES is _same is _too is _drawn

__all__ = ["REFERENCES"]
