"""The names that workloads use for what libraries call differently."""

from __future__ import annotations

from typing import Any, Callable, Sequence


class Library:
    """A library as workloads see it.

    Names that are not defined here (`exp`, `where`, `cumsum` ...) are the library's own. Those
    that are declared without a body below are for the library to define; one that it lacks ends the
    workload for it.
    """

    name: str
    version: str
    own_names: Any
    """The module whose functions are used as they are."""
    immutable = False
    """Whether arrays cannot be written to."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self.own_names, name)

    # Around the timed runs.

    def prepared(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function as it is timed."""
        return function

    def wait(self, result: Any) -> None:
        """Returns when a result, or each in a sequence of them, has been computed."""

    def wait_all(self, results: list[Any]) -> None:
        """The same for a long list of results."""

    def numpy(self, array: Any) -> Any:
        """The elements, for comparing what libraries computed."""
        raise NotImplementedError(self.name)

    # Making arrays.

    def array(self, values: Any) -> Any:
        """An array with a copy of the elements and the dtype of a NumPy array."""
        raise NotImplementedError(self.name)

    def variable(self, values: Any, accumulate: bool = False) -> Any:
        """An array that gradients are taken with respect to, kept or added up."""
        return self.array(values)

    def reader(self, array: Any) -> Callable[[], Any]:
        """What gives the elements of one array as a NumPy array."""
        raise NotImplementedError(self.name)

    # Operators, each with a contiguous result of its own.

    def cast(self, x: Any, dtype: str) -> Any:
        raise NotImplementedError(self.name)

    def own(self, x: Any) -> Any:
        """A contiguous copy of what may be a view."""
        raise NotImplementedError(self.name)

    def permuted(self, x: Any, axes: tuple[int, ...]) -> Any:
        raise NotImplementedError(self.name)

    def joined(self, x: Any, y: Any, axis: int) -> Any:
        raise NotImplementedError(self.name)

    def parts(self, x: Any, count: int) -> Sequence[Any]:
        """Equal parts along axis 1."""
        raise NotImplementedError(self.name)

    def rows(self, x: Any, indices: Any) -> Any:
        raise NotImplementedError(self.name)

    def product(self, a: Any, b: Any, transpose_a: bool, transpose_b: bool) -> Any:
        raise NotImplementedError(self.name)

    def largest(self, x: Any, count: int) -> Any:
        """Indices of the largest elements, the largest first."""
        raise NotImplementedError(self.name)

    def random_normal(self, shape: tuple[int, ...]) -> Any:
        raise NotImplementedError(self.name)

    def random_uniform(self, shape: tuple[int, ...]) -> Any:
        raise NotImplementedError(self.name)

    # Gradients.

    def backward(
        self, function: Callable[..., Any], variables: Sequence[Any], accumulate: bool = False
    ) -> Callable[..., Any]:
        """What computes `function(*variables, *constants)` and its gradients, given constants.

        The head gradient is one for each element. Returns the value and the gradients, so that
        both are computed. Those of variables that accumulate are only there to be waited for.
        """
        raise NotImplementedError(self.name)

    def training(
        self, loss: Callable[..., Any], parameters: Sequence[Any], rate: float
    ) -> Callable[..., Any]:
        """What makes one step of gradient descent, given the other arguments of the loss."""
        raise NotImplementedError(self.name)
