/// A vector of 64 bytes that a tile loop works on.
///
/// The four conforming types are structures around a `SIMD` type, not that type itself: a generic type can
/// conform to a protocol only once, so `SIMD16<Float>` and `SIMD16<Int32>` could not both conform.
public protocol Lanes: ArithmeticValue, Sendable {
    /// The type of one lane.
    associatedtype Scalar: Sendable

    /// The number of lanes.
    static var laneCount: Int { get }
    /// The compute type that this vector serves.
    static var computeType: ComputeType { get }

    /// The same scalar in every lane.
    init(repeating scalar: Scalar)
    /// Reads or writes one lane. For tests and edges, not for loops.
    subscript(lane: Int) -> Scalar { get set }

    /// Reads a vector from memory of any alignment.
    static func load(_ source: UnsafeRawPointer) -> Self
    /// Writes the vector to memory of any alignment.
    func store(_ destination: UnsafeMutableRawPointer)
    /// Writes the vector past the caches to memory that is aligned to 64 bytes.
    func streamingStore(_ destination: UnsafeMutableRawPointer)

    /// The lanes combined: the upper half with the lower half, until one is left.
    func laneReduce(_ combine: (Self, Self) -> Self) -> Scalar

    /// Sum of the lanes, in the pairwise order that `laneReduce` fixes.
    var laneSum: Scalar { get }
    /// Product of the lanes, in the same order.
    var laneProduct: Scalar { get }
    /// The largest lane; NaN if there is one.
    var laneMax: Scalar { get }
    /// The smallest lane; NaN if there is one.
    var laneMin: Scalar { get }
}
