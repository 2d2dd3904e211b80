"""`nd.contrib`: loops and branches whose bodies are Python functions."""

from swnd.ndarray._control_flow import cond as cond
from swnd.ndarray._control_flow import foreach as foreach
from swnd.ndarray._control_flow import while_loop as while_loop

__all__ = ["cond", "foreach", "while_loop"]
