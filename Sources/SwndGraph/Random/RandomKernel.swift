import SwndCore
import SwndNumerics

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

/// What a kernel is asked to draw.
public struct RandomDraw {
    public let stream: RandomStream
    /// The numbers that the operator was given.
    public let constants: [Scalar]
    /// The arrays that the operator was given, in double precision and C order, and how many elements each has.
    public let arrays: [UnsafeBufferPointer<Double>]
    /// The dtype of the result. Kernels write its compute type.
    public let dtype: DType

    public init(
        _ stream: RandomStream, constants: [Scalar], arrays: [UnsafeBufferPointer<Double>],
        dtype: DType
    ) {
        self.stream = stream
        self.constants = constants
        self.arrays = arrays
        self.dtype = dtype
    }
}

/// Makes random numbers of one distribution.
public final class RandomKernel: Sendable {
    /// Writes the elements `first ..< first + count` of a draw in the compute type of its dtype.
    ///
    /// `first` is a multiple of ``granularity``. As tile loops do, kernels may write up to 64 bytes beyond the last element.
    public typealias Run =
        @Sendable (
            _ draw: borrowing RandomDraw, _ first: Int, _ count: Int,
            _ result: UnsafeMutableRawPointer
        ) -> Void

    /// How many elements are made together.
    public static let granularity = 64

    public let name: String
    public let run: Run
    /// The same for devices; nothing where the host draws for them.
    public let text: RandomText?

    public init(_ name: String, text: RandomText? = nil, run: @escaping Run) {
        self.name = name
        self.text = text
        self.run = run
    }
}
