import SwndCore
import SwndGraph

// Small arrays that compositions calculate with.
extension Op {
    /// One number as an array of one element that lies where another array does.
    static func number(
        _ value: Double, like x: Tensor, dtype: DType? = nil
    ) throws(SwndError) -> Tensor {
        try full(
            with: [
                "shape": [1], "val": .real(value), "dtype": .dtype(dtype ?? x.dtype),
                "ctx": .context(x.context),
            ])
    }

    /// `count` integers from `start` on, `step` apart.
    static func integers(
        _ count: Int, from start: Int = 0, by step: Int = 1, on context: Context,
        as dtype: DType = .int64
    ) throws(SwndError) -> Tensor {
        try sequence.applyOne(
            [],
            [
                .int(count), .real(Double(start)), .real(Double(step)), .context(context),
                .dtype(dtype),
            ])
    }

    /// Some integers as an int64 vector; at least one.
    static func integers(_ values: [Int], on context: Context) throws(SwndError) -> Tensor {
        var parts: [Tensor] = []
        for value in values { parts.append(try integers(1, from: value, on: context)) }
        return parts.count == 1 ? parts[0] : try concat.applyOne(Few(parts), [.int(0)])
    }

    /// The index of each element along one axis of a shape, with length 1 along all others, as int64.
    static func indices(
        along axis: Int, of shape: Shape, on context: Context
    ) throws(SwndError) -> Tensor {
        let count = shape[axis]
        let line = try integers(count, on: context)
        guard let wide = Shape(rank: shape.rank, { $0 == axis ? count : 1 }) else { return line }
        return try reshaped(line, to: wide)
    }

    /// A vector, with one element for each index of an axis, as an array that broadcasts along all others of a rank.
    static func spread(
        _ vector: Tensor, along axis: Int, rank: Int
    ) throws(SwndError) -> Tensor {
        let count = vector.shape.count
        guard let shape = Shape(rank: rank, { $0 == axis ? count : 1 }) else { return vector }
        return try reshaped(vector, to: shape)
    }
}

extension Call {
    /// The shape with the axes of a range made one.
    func merging(_ axes: Range<Int>, of shape: Shape) throws(SwndError) -> Shape {
        var product = 1
        for axis in axes {
            let (next, overflow) = product.multipliedReportingOverflow(by: shape[axis])
            guard !overflow else { throw error(.value, "the axes of \(shape) are too long") }
            product = next
        }
        var lengths = shape.axes
        lengths.replaceSubrange(axes, with: CollectionOfOne(product))
        return try self.shape(from: lengths, name: "shape")
    }

    /// The one element of an int64 array, once it has been computed: for shapes that depend on values.
    func read(_ number: Tensor) throws(SwndError) -> Int {
        guard let executor = Runtime.executor, number.dtype == .int64, number.shape.count == 1
        else { throw error(.internalFault, "there is no number to read") }
        let number = try Op.moved(number.detached, to: .cpu())
        try executor.waitPatiently(for: number.value)
        let place = number.value.layout.offset &* DType.int64.byteCount
        return Int(number.value.storage.bytes.load(fromByteOffset: place, as: Int64.self))
    }
}
