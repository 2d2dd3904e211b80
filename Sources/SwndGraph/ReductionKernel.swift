import SwndNumerics

/// How elements are combined along an axis, compiled for each compute type.
///
/// The combination must be associative up to rounding; the back end fixes its order by the shape alone.
public final class ReductionKernel: Sendable {
    /// The functions of one compute type.
    public struct Functions: Sendable {
        /// Combines `count` consecutive scalars, at least one, into one. Reads no further.
        public let run:
            @Sendable (_ source: UnsafeRawPointer, _ count: Int, _ result: UnsafeMutableRawPointer)
                -> Void
        /// Combines two tiles, element by element.
        public let combine: Tile

        public init(
            run:
                @escaping @Sendable (
                    _ source: UnsafeRawPointer, _ count: Int, _ result: UnsafeMutableRawPointer
                ) -> Void,
            combine: Tile
        ) {
            self.run = run
            self.combine = combine
        }
    }

    public let name: String
    /// What combining nothing gives; nothing where that has no meaning.
    public let identity: Scalar?
    private let functions: [Functions]
    /// How two elements are combined, for other devices; nothing where that has no text.
    public let text: BodyText?

    /// - Parameter functions: by raw value of ``ComputeType``; types after the last one are never asked for.
    public init(
        _ name: String, functions: [Functions], identity: Scalar?, text: BodyText? = nil
    ) {
        self.name = name
        self.functions = functions
        self.identity = identity
        self.text = text
    }

    public func functions(_ type: ComputeType) -> Functions {
        functions[Swift.min(Int(type.rawValue), functions.count - 1)]
    }
}
