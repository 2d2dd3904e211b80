import SwndNumerics

/// How elements are combined with those before them, compiled for each compute type.
///
/// The combination must be associative up to rounding; the back end fixes its order by the shape alone.
public final class ScanKernel: Sendable {
    /// The functions of one compute type.
    public struct Functions: Sendable {
        /// Combines each of `count` elements, at least one, with those before it: first those of the run, then all that
        /// came before the run.
        ///
        /// - Parameters:
        ///   - source: consecutive scalars, no more of which are read than `count`.
        ///   - result: where results go, no more than `count`; may be `source`. Nothing where only the total is asked for.
        ///   - offset: the scalar that everything before the run has been combined to.
        ///   - total: takes the scalar that the elements of the run alone have been combined to; not `offset`.
        ///   - isReversed: whether the run is walked from its end.
        public typealias Run =
            @Sendable (
                _ source: UnsafeRawPointer, _ count: Int, _ result: UnsafeMutableRawPointer?,
                _ offset: UnsafeRawPointer, _ total: UnsafeMutableRawPointer, _ isReversed: Bool
            ) -> Void

        /// Combines two runs of `count` scalars element by element; touches no more than those. The result may be one of them.
        public typealias Combine =
            @Sendable (
                _ earlier: UnsafeRawPointer, _ later: UnsafeRawPointer,
                _ result: UnsafeMutableRawPointer, _ count: Int
            ) -> Void

        public let run: Run
        public let combine: Combine
        /// Writes the scalar that nothing is combined to.
        public let identity: @Sendable (_ result: UnsafeMutableRawPointer) -> Void

        public init(
            run: @escaping Run, combine: @escaping Combine,
            identity: @escaping @Sendable (_ result: UnsafeMutableRawPointer) -> Void
        ) {
            self.run = run
            self.combine = combine
            self.identity = identity
        }
    }

    public let name: String
    private let functions: [Functions]
    /// The combination and its identity, for other devices; nothing where they have no text.
    public let text: (combine: BodyText, identity: BodyText)?

    /// - Parameter functions: by raw value of ``ComputeType``.
    public init(
        _ name: String, functions: [Functions],
        text: (combine: BodyText, identity: BodyText)? = nil
    ) {
        self.name = name
        self.functions = functions
        self.text = text
    }

    public func functions(_ type: ComputeType) -> Functions { functions[Int(type.rawValue)] }
}
