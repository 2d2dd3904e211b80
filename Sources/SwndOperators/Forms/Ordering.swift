import SwndCore
import SwndGraph

// What sort, argsort and topk are made of: rows along the last axis brought into order, and elements taken from places of rows. An
// axis is made the last one by a view, and brought back by another.

extension Parameter {
    static let sortAxis = Parameter(
        "axis", .int, default: -1, allowsNone: true,
        "The axis to order along; where it is none, the flat input is ordered.")
    static let isAscending = Parameter(
        "is_ascend", .bool, default: true, "Whether the smallest element comes first.")
    static let indexDType = Parameter(
        "dtype", .dtype, default: .dtype(.float32), "The dtype of indices.")
}

extension Op {
    /// The first `k` elements of each row in order.
    static let orderedValues: Operator = Operator(
        "_ordered_values", doc: .init("The first elements of each row in order."),
        parameters: orderParameters,
        body: .kernel { call throws(SwndError) in
            try orderKernel(call, .values, dtype: call.inputs[0].dtype)
        },
        gradient: .rule { back throws(SwndError) in
            // Cotangents go back to where the elements came from.
            let x = back.input(0)
            let indices = try orderedIndices.applyOne(
                [x], back.call.attributes + [.dtype(.int64)])
            return [
                try putInRows(
                    back.cotangent, indices, with: ["length": .int(x.shape[x.shape.rank - 1])])
            ]
        })

    /// Where in each row the first `k` elements in order are.
    static let orderedIndices: Operator = Operator(
        "_ordered_indices", doc: .init("The places of the first elements of each row in order."),
        parameters: orderParameters + [.indexDType],
        body: .kernel { call throws(SwndError) in
            try orderKernel(call, .indices, dtype: call.dtype("dtype") ?? .float32)
        }, gradient: .zero)

    /// 1 for the first `k` elements of each row in order, 0 for the others.
    static let orderedMask: Operator = Operator(
        "_ordered_mask", doc: .init("1 where the first elements of each row in order are."),
        parameters: orderParameters,
        body: .kernel { call throws(SwndError) in
            try orderKernel(call, .mask, dtype: call.inputs[0].dtype)
        }, gradient: .zero)

    private static let orderParameters = [
        Parameter("k", .int, "How many elements of each row."), .isAscending,
    ]

    private static func orderKernel(
        _ call: borrowing Call, _ result: Ordering.Result, dtype: DType
    ) throws(SwndError) -> Operator.Kernel {
        let x = call.inputs[0]
        var axes = x.shape.axes
        guard let length = axes.popLast(), let count = call.int("k"), 0...length ~= count else {
            throw call.error(.value, "k is \(call.int("k") ?? 0) for shape \(x.shape)")
        }
        let ordering = Ordering(result, count: count, isDescending: !call.bool("is_ascend"))
        axes.append(result == .mask ? length : count)
        return .init(
            .order(ordering), shape: try call.shape(from: axes, name: "shape of the result"),
            dtype: dtype)
    }
}

// Elements at places of rows; each is the gradient of the other.
extension Op {
    /// One element for each index, from the row that the index stands in.
    static let takeInRows: Operator = Operator(
        "_take_in_rows", doc: .init("Elements of each row, chosen by indices."),
        inputs: [.data, .init("indices", "Where they are in their rows.")],
        body: .kernel { call throws(SwndError) in
            .init(.takeInRows, shape: call.inputs[1].shape, dtype: call.inputs[0].dtype)
        },
        gradient: .rule { back throws(SwndError) in
            let shape = back.input(0).shape
            return [
                try putInRows(
                    back.cotangent, back.input(1),
                    with: ["length": .int(shape[shape.rank - 1])]), nil,
            ]
        })

    /// Rows of zeros with elements at places that differ.
    static let putInRows: Operator = Operator(
        "_put_in_rows", doc: .init("Rows of zeros with given elements at given places."),
        inputs: [.data, .init("indices", "Where they go in their rows.")],
        parameters: [Parameter("length", .int, "The length of a row.")],
        body: .kernel { call throws(SwndError) in
            let x = call.inputs[0]
            let axes: [Int] = x.shape.axes.dropLast() + [call.int("length") ?? 0]
            return .init(
                .putInRows, shape: try call.shape(from: axes, name: "shape of the result"),
                dtype: x.dtype)
        },
        gradient: .rule { back throws(SwndError) in
            [try takeInRows(back.cotangent, back.input(1)), nil]
        })
}

/// An array whose rows along the last axis are those along the axis that a call names.
struct Rows {
    /// The rows.
    let tensor: Tensor
    /// Their length.
    let length: Int
    /// The axis that they lie along; nothing for one row of all elements.
    private let axis: Int?
    /// The shape of the input.
    private let shape: Shape

    init(_ call: borrowing Call) throws(SwndError) {
        let x = call.inputs[0]
        shape = x.shape
        guard let given = call.int("axis") else {
            axis = nil
            tensor = try Op.reshape(x, with: ["shape": [-1]])
            length = x.shape.count
            return
        }
        let axis = try call.axis(given, of: x.shape)
        self.axis = axis
        length = x.shape[axis]
        tensor = try Op.exchanged(x, axis, x.shape.rank - 1)
    }

    /// Results along the last axis, back along the axis of the input.
    func restored(_ result: Tensor) throws(SwndError) -> Tensor {
        guard let axis else { return result }
        return try Op.exchanged(result, axis, result.shape.rank - 1)
    }

    /// A result with an element for each of the input, in the shape of the input.
    func reshaped(_ result: Tensor) throws(SwndError) -> Tensor {
        try axis == nil ? Op.reshaped(result, to: shape) : restored(result)
    }
}

extension Call {
    /// The dtype of indices below a length, which it must hold exactly.
    func indexDType(below length: Int) throws(SwndError) -> DType {
        let dtype = dtype("dtype") ?? .float32
        guard length <= dtype.indexLimit else {
            throw error(
                .value,
                "\(dtype) does not hold all indices of an axis of length \(length); it holds those"
                    + " below \(dtype.indexLimit)")
        }
        return dtype
    }
}

extension DType {
    /// The number of integers from 0 on that it holds exactly.
    fileprivate var indexLimit: Int {
        switch self {
        case .float16: (1 << 11) + 1
        case .float32: (1 << 24) + 1
        case .float64: (1 << 53) + 1
        case .bool: 2
        case .int8: 1 << 7
        case .uint8: 1 << 8
        case .int32: 1 << 31
        case .int64: .max
        }
    }
}
