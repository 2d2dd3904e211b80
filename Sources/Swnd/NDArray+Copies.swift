import SwndCore
import SwndGraph
import SwndOperators

extension NDArray {
    /// A new array with the same elements. Values do not change, so nothing is copied until one of both is written.
    public func copied() throws(SwndError) -> NDArray { NDArray(try current()) }

    /// The array itself where it lies on `context` already, else a copy there.
    public func on(_ context: Context) throws(SwndError) -> NDArray {
        guard self.context != context else { return self }
        Process.start()
        return NDArray(try Op.moved(try current(), to: context))
    }

    /// A handle to the same memory through which no gradient passes.
    public func detached() -> NDArray {
        NDArray(variable: variable, view: view, isTracked: false)
    }
}
