import SwndCore
import SwndGraph
import SwndNumerics

enum RunningSum: ScanBody {
    @inline(__always)
    static func combine<V: ArithmeticValue>(_ earlier: V, _ later: V) -> V { earlier + later }
    /// Minus zero, since zero would make minus zero zero.
    @inline(__always)
    static func identity<V: ArithmeticValue>(as type: V.Type) -> V { V.constant(-0.0) }
}

extension Op {
    public static let cumsum: Operator = Operator(
        "cumsum",
        doc: .init(
            "The sums of all elements up to each one, along an axis.",
            "Elements are converted to `dtype` first; integers wrap around; float16 is summed in float32. Without `dtype` the dtype"
                + " stays, but bool becomes int64. The order of summation depends on the shape only, so results do not change with"
                + " the number of threads. The gradient sums from the other end.",
            example: ("nd.cumsum(nd.array([[1, 2], [3, 4]]), axis=1)", "[[1. 3.]\n [3. 7.]]")),
        inputs: [.init("a", "The input.")],
        parameters: [
            Parameter(
                "axis", .int, default: Attribute.none,
                "The axis to sum along; the flat input when not given."),
            Parameter(
                "dtype", .dtype, default: Attribute.none,
                "The dtype of sums; the input's when not given."),
        ],
        body: .composition { call throws(SwndError) in
            let a = call.inputs[0]
            let dtype = call.dtype("dtype") ?? (a.dtype == .bool ? .int64 : a.dtype)
            guard dtype != .bool else {
                throw call.error(.type, "dtype is bool, which holds no sums")
            }
            let axis = try call.int("axis").map { axis throws(SwndError) in
                try call.axis(axis, of: a.shape)
            }
            let x = try converted(a, to: dtype)
            guard let axis else {
                return [try runningSum(reshape(x, with: ["shape": [-1]]), with: ["axis": 0])]
            }
            return [try runningSum(x, with: ["axis": .int(axis)])]
        }, gradient: .composed,
        test: TestDomain(
            ulps: 2,
            cases: [
                .init([[2, 3, 4]]), .init([[2, 3, 4]], ["axis": 1]),
                .init([[2, 3, 4]], ["axis": -1]),
                .init([[3, 17]], ["axis": 0]), .init([[3, 2]], ["axis": 0]), .init([[33]]),
                .init([[2, 3]], ["axis": 1, "dtype": .dtype(.float64)]), .init([[2, 0]]),
                .init([[2, 5000]], ["axis": 1]),
            ]))

    /// Sums from the first element, or from the last.
    static let runningSum: Operator = Operator(
        "_running_sum", doc: .init("The sums up to each element along an axis."),
        parameters: [
            Parameter("axis", .int, "The axis."),
            Parameter("reverse", .bool, default: false, "Whether to begin at the end."),
        ],
        body: .kernel { call throws(SwndError) in
            let x = call.inputs[0]
            let work = Work.scan(
                runningSumKernel, axis: call.int("axis") ?? 0, isReversed: call.bool("reverse"))
            return .init(work, shape: x.shape, dtype: x.dtype)
        },
        gradient: .rule { back throws(SwndError) in
            [
                try runningSum(
                    back.cotangent,
                    with: ["axis": back.call["axis"], "reverse": .bool(!back.call.bool("reverse"))])
            ]
        })

    static let runningSumKernel = ScanKernel("cumsum", RunningSum.self)
}
