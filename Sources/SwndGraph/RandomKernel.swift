/// A part of a counter-based random stream: the same numbers on every device and for any number of threads.
public struct RandomStream: Sendable, Equatable {
    /// The seed, as the key of the generator.
    public let key: UInt64
    /// The number of the draw, the high half of the generator's counter; the low half counts inside of the draw.
    public let draw: UInt64

    public init(key: UInt64, draw: UInt64) {
        self.key = key
        self.draw = draw
    }
}

/// Makes random numbers of one distribution.
public final class RandomKernel: Sendable {
    /// Writes the elements `first ..< first + count` of a draw as float32 or, where `double` is set, float64.
    ///
    /// `first` is a multiple of ``granularity``.
    public typealias Run =
        @Sendable (
            _ stream: RandomStream, _ constants: [Double], _ first: Int, _ count: Int,
            _ result: UnsafeMutableRawPointer, _ double: Bool
        ) -> Void

    /// How many elements are made together.
    public static let granularity = 64

    public let name: String
    public let run: Run

    public init(_ name: String, run: @escaping Run) {
        self.name = name
        self.run = run
    }
}
