import SwndCore
import SwndNumerics

/// What lets a pointwise operator skip the way of nodes and plans where there is nothing to plan: a few elements side by side, of
/// one shape and one compute type, on the host, with nothing to record.
public struct DirectForm: Sendable {
    /// The function of each compute type, by raw value.
    private let tiles: [Tile?]

    /// Where the number stands among the operands of an operator with a scalar.
    let scalarPosition: Int?

    public init(_ kernel: PointwiseKernel, scalarPosition: Int? = nil) {
        tiles = ComputeType.allCases.map(kernel.tile)
        self.scalarPosition = scalarPosition
    }

    @inline(__always)
    fileprivate func tile(for dtype: DType) -> Tile? {
        dtype.isComputeType ? tiles[Int(dtype.computeType.rawValue)] : nil
    }
}

extension Value {
    @inline(__always)
    fileprivate var isDirect: Bool {
        layout.isContiguous && context.isHost && layout.shape.count <= Runtime.immediateLimit
            && layout.shape.count > 0 && storage.isReady
    }

    @inline(__always)
    fileprivate var start: UnsafeMutableRawPointer {
        storage.bytes + layout.offset &* dtype.byteCount
    }

    /// Memory for a result of the same kind.
    @inline(__always)
    fileprivate func sibling() throws(SwndError) -> Value {
        Value(
            layout: layout.offset == 0 ? layout : Layout(contiguous: layout.shape), dtype: dtype,
            context: context,
            storage: try Storage(byteCount: layout.shape.count &* dtype.byteCount))
    }
}

extension Operator {
    /// The result of an array; nothing where that takes the long way.
    public func applyDirect(_ x: Value) throws(SwndError) -> Value? {
        guard let direct, direct.scalarPosition == nil, inputs.count == 1, x.isDirect,
            let tile = direct.tile(for: x.dtype)
        else { return nil }
        let result = try x.sibling()
        var operand = UnsafeRawPointer(x.start)
        tile.run(&operand, result.start, x.layout.shape.count)
        Runtime.countDirect()
        return result
    }

    /// The result of two arrays; nothing where that takes the long way.
    public func applyDirect(_ a: Value, _ b: Value) throws(SwndError) -> Value? {
        guard let direct, inputs.count == 2, a.isDirect, b.isDirect, a.dtype == b.dtype,
            a.context == b.context, a.layout.shape == b.layout.shape,
            let tile = direct.tile(for: a.dtype)
        else { return nil }
        let result = try a.sibling()
        var operands: InlineArray<2, UnsafeRawPointer> = [
            UnsafeRawPointer(a.start), UnsafeRawPointer(b.start),
        ]
        withUnsafePointer(to: &operands) {
            tile.run(
                UnsafeRawPointer($0).assumingMemoryBound(to: UnsafeRawPointer.self), result.start,
                a.layout.shape.count)
        }
        Runtime.countDirect()
        return result
    }

    /// The result of an array and a number; nothing where that takes the long way.
    public func applyDirect(_ x: Value, scalar: Double) throws(SwndError) -> Value? {
        guard let direct, let position = direct.scalarPosition, x.isDirect,
            let tile = direct.tile(for: x.dtype)
        else { return nil }
        let result = try x.sibling()
        let count = x.layout.shape.count
        let size = x.dtype.byteCount
        withUnsafeTemporaryAllocation(byteCount: count &* size &+ 64, alignment: 64) { numbers in
            guard let start = numbers.baseAddress else { return }
            Scalar.real(scalar).fill(start, x.dtype, count)
            var operands: InlineArray<2, UnsafeRawPointer> = [
                UnsafeRawPointer(x.start), UnsafeRawPointer(x.start),
            ]
            operands[position] = UnsafeRawPointer(start)
            withUnsafePointer(to: &operands) {
                tile.run(
                    UnsafeRawPointer($0).assumingMemoryBound(to: UnsafeRawPointer.self),
                    result.start,
                    count)
            }
        }
        Runtime.countDirect()
        return result
    }
}

extension Scalar {
    /// Writes the number as `count` elements of a compute type.
    @inline(__always)
    fileprivate func fill(_ out: UnsafeMutableRawPointer, _ dtype: DType, _ count: Int) {
        switch dtype.computeType {
        case .float32:
            out.assumingMemoryBound(to: Float.self).initialize(repeating: Float(real), count: count)
        case .float64:
            out.assumingMemoryBound(to: Double.self).initialize(repeating: real, count: count)
        case .int32:
            out.assumingMemoryBound(to: Int32.self)
                .initialize(repeating: integer(as: Int32.self), count: count)
        case .int64:
            out.assumingMemoryBound(to: Int64.self).initialize(
                repeating: integer(as: Int64.self), count: count)
        }
    }
}
