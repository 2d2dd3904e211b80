import CIntrinsics
import SwndCore
import SwndEngine
import SwndGraph
import SwndNumerics

extension CPUBackend {
    /// Matrix products over the last two axes. Operands whose last two axes lie as rows or as columns are read as they
    /// lie.
    ///
    /// `epilogue` is called for each part of the output as soon as it is final, on the thread that computed it.
    func runProduct(
        _ transposeLeft: Bool, _ transposeRight: Bool, _ launch: Launch,
        epilogue: (ProductTile) -> Void = ProductTile.ignore
    ) throws(SwndError) {
        let output = launch.output
        let rank = output.shape.rank
        let depth = launch.inputs[0].shape[transposeLeft ? rank - 2 : rank - 1]
        var shape = MatrixProduct(
            rows: output.shape[rank - 2], columns: output.shape[rank - 1], depth: depth)
        switch output.dtype {
        case .float32:
            return try product(
                Float.self, &shape, transposeLeft, transposeRight, launch, epilogue)
        case .float64:
            return try product(
                Double.self, &shape, transposeLeft, transposeRight, launch, epilogue)
        case .float16: try productOfHalves(transposeLeft, transposeRight, launch)
        case .int64: try integerProduct(Int64.self, shape, transposeLeft, transposeRight, launch)
        case .int32, .int8, .uint8, .bool:
            try integerProduct(Int32.self, shape, transposeLeft, transposeRight, launch)
        }
        let size = shape.rows &* shape.columns
        for index in 0..<(size > 0 ? output.shape.count / size : 0) {
            epilogue(ProductTile(batch: index, rows: 0..<shape.rows, columns: 0..<shape.columns))
        }
    }

    private func product<T: ProductScalar>(
        _: T.Type, _ shape: inout MatrixProduct, _ transposeLeft: Bool, _ transposeRight: Bool,
        _ launch: Launch, _ epilogue: (ProductTile) -> Void
    ) throws(SwndError) {
        let left = try MatrixOperand(launch.inputs[0], isTransposed: transposeLeft)
        let right = try MatrixOperand(launch.inputs[1], isTransposed: transposeRight)
        shape.transposesA = left.isTransposed
        shape.transposesB = right.isTransposed
        shape.strideA = left.rowStride
        shape.strideB = right.rowStride
        let result = launch.output.start.assumingMemoryBound(to: T.self)
        let size = shape.rows &* shape.columns
        let count = size > 0 ? launch.output.shape.count / size : 0
        try shape.multiply(
            left.value.start.assumingMemoryBound(to: T.self),
            right.value.start.assumingMemoryBound(to: T.self), into: result, batchCount: count,
            offsets: { (left.offset($0), right.offset($0), $0 &* size) }, epilogue: epilogue)
    }

    /// Halves are multiplied in single precision.
    private func productOfHalves(
        _ transposeLeft: Bool, _ transposeRight: Bool, _ launch: Launch
    ) throws(SwndError) {
        let wide = try launch.inputs.few { input throws(SwndError) in
            try input.contiguousCopy(as: .float32)
        }
        let output = launch.output
        let result = Value(
            layout: output.layout, dtype: .float32, context: output.context,
            storage: try Storage(byteCount: output.shape.count &* 4))
        try runProduct(
            transposeLeft, transposeRight,
            Launch(launch.name, launch.work, inputs: wide, output: result, isInPlace: false))
        ci_convert(
            output.dtype.rawValue, output.start, DType.float32.rawValue, result.start, 1,
            output.shape.count)
    }

    /// Integers wrap around; there is no library for them.
    private func integerProduct<T: FixedWidthInteger & Sendable>(
        _: T.Type, _ shape: MatrixProduct, _ transposeLeft: Bool, _ transposeRight: Bool,
        _ launch: Launch
    ) throws(SwndError) {
        let dtype: DType = T.self == Int64.self ? .int64 : .int32
        let left = try launch.inputs[0].matrices(transposed: transposeLeft, as: dtype)
        let right = try launch.inputs[1].matrices(transposed: transposeRight, as: dtype)
        let a = left.start.assumingMemoryBound(to: T.self)
        let b = right.start.assumingMemoryBound(to: T.self)
        let output = launch.output
        let (columns, depth) = (shape.columns, shape.depth)
        let rows = columns > 0 ? output.shape.count / columns : 0
        let sums = try Scratch(byteCount: output.shape.count &* MemoryLayout<T>.size)
        let result = sums.bytes.assumingMemoryBound(to: T.self)
        ThreadPool.shared.parallelFor(rows) { row in
            let line = result + row &* columns
            line.initialize(repeating: 0, count: columns)
            let matrix = b + row / shape.rows &* (depth &* columns)
            for k in 0..<depth {
                let factor = a[row &* depth &+ k]
                let other = matrix + k &* columns
                for column in 0..<columns { line[column] &+= factor &* other[column] }
            }
        }
        ci_convert(
            output.dtype.rawValue, output.start, dtype.rawValue, result, 1, output.shape.count)
    }
}

/// An operand of a product as kernels take it: rows at a fixed distance, stored plainly or transposed.
private struct MatrixOperand {
    let value: Value
    let isTransposed: Bool
    let rowStride: Int

    init(_ given: Value, isTransposed: Bool) throws(SwndError) {
        let last = given.shape.rank - 1
        let (rows, columns) = (given.layout.stride(last - 1), given.layout.stride(last))
        if columns == 1 || given.shape[last] == 1, rows >= given.shape[last] {
            (value, self.isTransposed, rowStride) = (given, isTransposed, rows)
        } else if rows == 1 || given.shape[last - 1] == 1, columns >= given.shape[last - 1] {
            (value, self.isTransposed, rowStride) = (given, !isTransposed, columns)
        } else {
            value = try given.contiguousCopy(as: given.dtype)
            self.isTransposed = isTransposed
            rowStride = Swift.max(given.shape[last], 1)
        }
    }

    /// Where a matrix of the batch begins, in elements from the first one.
    func offset(_ index: Int) -> Int {
        var rest = index
        var offset = 0
        for axis in stride(from: value.shape.rank - 3, through: 0, by: -1) {
            let (quotient, remainder) = rest.quotientAndRemainder(
                dividingBy: Swift.max(value.shape[axis], 1))
            offset &+= remainder &* value.layout.stride(axis)
            rest = quotient
        }
        return offset
    }
}

extension Value {
    /// Contiguous matrices as a dtype, transposed where they were stored so.
    fileprivate func matrices(transposed: Bool, as dtype: DType) throws(SwndError) -> Value {
        guard transposed else { return try contiguousCopy(as: dtype) }
        var order = Array(0..<shape.rank)
        order.swapAt(shape.rank - 1, shape.rank - 2)
        guard let turned = layout.permuted(order) else { return try contiguousCopy(as: dtype) }
        return try aliased(turned).contiguousCopy(as: dtype)
    }
}
