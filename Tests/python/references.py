"""`REFERENCES`: the formula of every operator, from the files that declare them."""

from numpy_reference_densities import REFERENCES as _drawn
from numpy_reference_functions import REFERENCES as _functions
from numpy_reference_linalg import REFERENCES as _algebra
from numpy_reference_placing import REFERENCES as _placing
from numpy_reference_reductions import REFERENCES
from numpy_reference_shapes import REFERENCES as _same
from numpy_reference_shaping import REFERENCES as _shaping
from numpy_reference_sorting import REFERENCES as _too
from numpy_reference_statistics import REFERENCES as _statistics

assert REFERENCES is _same is _too is _placing is _shaping is _functions is _statistics is _drawn
assert REFERENCES is _algebra

__all__ = ["REFERENCES"]
