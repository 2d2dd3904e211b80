import SwndCore
import SwndGraph

extension Operator {
    /// The index of the best element along an axis.
    static func indexReduction(_ name: String, _ kernel: IndexReductionKernel, doc: Documentation)
        -> Operator
    {
        let alongAxis = Operator(
            name, doc: doc,
            parameters: [
                Parameter("axis", .int, "The axis."),
                Parameter("keepdims", .bool, "Whether the axis stays with length 1."),
            ],
            body: .kernel { call throws(SwndError) in
                let x = call.inputs[0]
                let axis = try call.axis(call.int("axis") ?? 0, of: x.shape)
                guard x.shape[axis] > 0 else {
                    throw call.error(.value, "of no elements is undefined: shape \(x.shape)")
                }
                let axes = AxisSet(CollectionOfOne(axis))
                let shape =
                    call.bool("keepdims") ? x.shape.keeping(ones: axes) : x.shape.removing(axes)
                guard let shape else { throw call.error(.value, "axis does not fit \(x.shape)") }
                return Kernel(.indexReduction(kernel, axis: axis), shape: shape, dtype: x.dtype)
            }, gradient: .zero)
        return Operator(
            name, doc: doc,
            parameters: [
                Parameter(
                    "axis", .int, default: Attribute.none,
                    "The axis; the flat input when not given."),
                .keepdims,
            ],
            body: .composition { call throws(SwndError) in
                let x = call.inputs[0]
                if let axis = call.int("axis") {
                    return [
                        try alongAxis.applyOne([x], [.int(axis), .bool(call.bool("keepdims"))])
                    ]
                }
                let flat = try Op.reshape(x, with: ["shape": [-1]])
                let index = try alongAxis.applyOne([flat], [0, false])
                guard call.bool("keepdims") else { return [index] }
                let ones = [Int](repeating: 1, count: x.shape.rank)
                return [try Op.reshape(index, with: ["shape": .ints(ones)])]
            }, gradient: .zero,
            test: TestDomain(cases: [
                .init([[2, 3, 4]]), .init([[2, 3, 4]], ["axis": 1]),
                .init([[2, 3, 4]], ["axis": -1, "keepdims": true]),
            ]))
    }
}
