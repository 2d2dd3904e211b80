/// What went wrong, as a code that callers can branch on and a text that starts with the operator's name.
public struct SwndError: Error, Equatable {
    /// The kinds of failure; the raw values are those of `swnd_status` in the C interface.
    public enum Code: Int32, Sendable {
        /// A shape, size or parameter that does not fit.
        case value = 1
        /// A dtype or kind of argument that does not fit.
        case type
        /// An index or axis out of range.
        case index
        /// Memory could not be had.
        case memory
        /// A device that is not there, or arrays on different devices.
        case context
        /// Nothing recorded, graph already freed, or no gradient.
        case autograd
        /// A library or a kernel that is missing.
        case unsupported
        /// A fault of swnd itself.
        case internalFault
        /// A wait that the thread had no more patience for; nothing has failed.
        case unfinished
    }

    /// What kind of failure it is.
    public let code: Code
    /// The text, which starts with the operator's name.
    public let message: String
    /// Whether it was kept in a value: whoever looks at that value finds the failure of what made it.
    public private(set) var isKept = false

    /// A failure of a kind with its text.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The same failure, to be kept in a value.
    public var kept: SwndError {
        var error = self
        error.isKept = true
        return error
    }

    /// The same failure as one of the operator that was called: callers know nothing of what it is composed of.
    public func renamed(to name: String) -> SwndError {
        guard !isKept, let colon = message.firstIndex(of: ":"), message[..<colon] != name else {
            return self
        }
        return SwndError(code, name + message[colon...])
    }
}

extension SwndError: CustomStringConvertible {
    /// The text.
    public var description: String { message }
}
