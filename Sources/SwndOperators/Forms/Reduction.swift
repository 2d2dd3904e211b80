import SwndCore
import SwndGraph
import SwndNumerics

extension Operator {
    /// A reduction with the parameters that all of them have: axis, keepdims, exclude.
    static func reduction(
        _ name: String, aliases: [String] = [], _ kernel: ReductionKernel, doc: Documentation,
        test: TestDomain,
        gradient:
            @escaping @Sendable (_ x: Term, _ y: Term, _ g: Term, _ axes: AxisSet) throws(SwndError)
            -> Term
    ) -> Operator {
        Operator(
            name, aliases: aliases, doc: doc, parameters: [.axes, .keepdims, .exclude],
            body: .kernel { call throws(SwndError) in
                let x = call.inputs[0]
                let axes = try call.reducedAxes(of: x.shape)
                let shape =
                    call.bool("keepdims") ? x.shape.keeping(ones: axes) : x.shape.removing(axes)
                guard let shape else { throw call.error(.value, "axis does not fit \(x.shape)") }
                if kernel.identity == nil, x.shape.count == 0, shape.count > 0 {
                    throw call.error(.value, "of no elements is undefined: shape \(x.shape)")
                }
                return Kernel(.reduction(kernel, axes: axes), shape: shape, dtype: x.dtype)
            },
            gradient: .rule { back throws(SwndError) in
                let x = back.input(0)
                let axes = try back.call.reducedAxes(of: x.shape)
                // With the reduced axes kept, result and cotangent broadcast against the input.
                guard let kept = x.shape.keeping(ones: axes) else { return [nil] }
                let g = Term.array(try Op.reshaped(back.cotangent, to: kept))
                let y = Term.array(try Op.reshaped(back.output, to: kept))
                return [try gradient(.array(x), y, g, axes).tensor]
            }, test: test)
    }
}

extension TestDomain {
    /// Calls that every reduction is tested with.
    static let reductionCases: [Case] = [
        .init([[2, 3, 4]]), .init([[2, 3, 4]], ["axis": [1]]),
        .init([[2, 3, 4]], ["axis": [0, 2], "keepdims": true]),
        .init([[2, 3, 4]], ["axis": [-1], "exclude": true]), .init([[5]]),
        .init([[2, 3]], ["axis": [0, 1], "exclude": true]),
        .init([[1, 17]], ["axis": [1]]), .init([[33, 3]], ["axis": [0]]),
    ]
}

extension Op {
    /// The sum over axes, which stay with length 1.
    public static func summed(_ x: Tensor, over axes: AxisSet) throws(SwndError) -> Tensor {
        guard !axes.isEmpty else { return x }
        return try sum.applyOne(Few(x), [.ints(axes.numbers), true, false])
    }
}

extension Term {
    /// Broadcast to a shape.
    func broadcast(to shape: Shape) throws(SwndError) -> Term {
        .array(try Op.widened(try array(for: "broadcast_to"), to: shape))
    }

    /// The sum over axes, which stay with length 1.
    func sum(over axes: AxisSet) throws(SwndError) -> Term {
        .array(try Op.summed(try array(for: "sum"), over: axes))
    }
}
