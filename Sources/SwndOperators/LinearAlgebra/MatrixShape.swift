import SwndCore
import SwndGraph
import SwndOpenBLAS

/// The matrices over the last two axes of an array, and the axes before them.
struct MatrixShape {
    let batch: [Int]
    let rows: Int
    let columns: Int

    /// How many matrices there are.
    var count: Int { batch.reduce(1) { $0 &* $1 } }
    /// The elements of one of them.
    var size: Int { rows &* columns }
}

extension Parameter {
    static let isLower = Parameter(
        "lower", .bool, default: true, "Whether it is the lower triangle, not the upper one.")
    static let isTransposed = Parameter(
        "transpose", .bool, default: false, "Whether A is transposed.")
    static let isOnRight = Parameter(
        "rightside", .bool, default: false, "Whether A stands on the right of B.")
    static let alpha = Parameter("alpha", .real, default: 1.0, "A factor of the result.")
    static let diagonal = Parameter(
        "offset", .int, default: 0, "Which diagonal: positive above the main one, negative below.")
}

extension Operator.Input {
    static func matrices(_ name: String, _ doc: String) -> Self {
        Self(name, doc + ", over the last two axes.")
    }
}

extension Call {
    /// The matrices of an input, which must have such, of a dtype that linear algebra has.
    func matrices(_ position: Int = 0) throws(SwndError) -> MatrixShape {
        let x = try reals(position)
        guard x.shape.rank >= 2 else {
            throw error(
                .value, "\(op.inputs[position].name) \(x.shape) must have 2 or more axes")
        }
        let axes = x.shape.axes
        return MatrixShape(
            batch: Array(axes.dropLast(2)), rows: axes[axes.count - 2],
            columns: axes[axes.count - 1])
    }

    /// An input of a dtype that linear algebra has.
    func reals(_ position: Int = 0) throws(SwndError) -> Tensor {
        let x = inputs[position]
        guard x.dtype == .float32 || x.dtype == .float64 else {
            throw error(
                .type,
                "\(op.inputs[position].name) is \(x.dtype) \(x.shape): linear algebra has float32"
                    + " and float64 only")
        }
        return x
    }

    /// The matrices of an input, which must be square.
    func squares(_ position: Int = 0) throws(SwndError) -> MatrixShape {
        let matrices = try matrices(position)
        guard matrices.rows == matrices.columns else {
            throw error(
                .value,
                "\(op.inputs[position].name) \(inputs[position].shape) must have square matrices:"
                    + " its last two axes are \(matrices.rows) and \(matrices.columns)")
        }
        return matrices
    }

    /// That the matrices of two inputs come in pairs.
    func requireSameBatch(_ a: MatrixShape, _ b: MatrixShape) throws(SwndError) {
        try requireSameDTypes()
        guard a.batch == b.batch else {
            throw error(
                .value,
                "A \(inputs[0].shape) and B \(inputs[1].shape) must have the same axes but for the"
                    + " last two")
        }
    }

    /// That a triangular A and B can be multiplied, on the side that the parameter `rightside` says.
    func requireTriangleFits(_ a: MatrixShape, _ b: MatrixShape) throws(SwndError) {
        try requireSameBatch(a, b)
        let isRight = bool("rightside")
        guard a.rows == (isRight ? b.columns : b.rows) else {
            throw error(
                .value,
                "A \(inputs[0].shape) and B \(inputs[1].shape) do not fit: A has \(a.rows) rows and"
                    + " columns, and B \(isRight ? "\(b.columns) columns" : "\(b.rows) rows")")
        }
    }
}
