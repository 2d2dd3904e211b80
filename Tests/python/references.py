"""`REFERENCES`: the formula of every operator, from the files that declare them."""

from numpy_reference_placing import REFERENCES as _placing
from numpy_reference_reductions import REFERENCES
from numpy_reference_shapes import REFERENCES as _same
from numpy_reference_shaping import REFERENCES as _shaping
from numpy_reference_sorting import REFERENCES as _too

assert REFERENCES is _same is _too is _placing is _shaping

__all__ = ["REFERENCES"]
