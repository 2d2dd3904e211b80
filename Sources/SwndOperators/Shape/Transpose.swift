import SwndCore
import SwndGraph

extension Op {
    public static let transpose: Operator = Operator(
        "transpose",
        doc: .init(
            "The axes in another order.",
            "Reversed when `axes` is not given. Takes no time: the result is another layout over the same memory until something"
                + " needs it in C order.",
            example: ("nd.transpose(nd.array([[1, 2], [3, 4]]))", "[[1. 3.]\n [2. 4.]]")),
        parameters: [
            Parameter(
                "axes", .ints, default: Attribute.none,
                "Axis `i` of the result is axis `axes[i]` of the input.")
        ],
        body: .view { call throws(SwndError) in
            let layout = call.inputs[0].value.layout
            guard let permuted = layout.permuted(try call.permutation(of: layout.shape)) else {
                throw call.error(.value, "axes do not fit \(layout.shape)")
            }
            return permuted
        },
        gradient: .rule { back throws(SwndError) in
            let order = try back.call.permutation(of: back.input(0).shape)
            var inverse = order
            for (position, axis) in order.enumerated() { inverse[axis] = position }
            return [try transpose(back.cotangent, with: ["axes": .ints(inverse)])]
        },
        test: TestDomain(cases: [
            .init([[2, 3]]), .init([[2, 3, 4]], ["axes": [1, 2, 0]]), .init([[5]]),
        ]))
}

extension Call {
    /// The order of axes from the parameter `axes`.
    fileprivate func permutation(of shape: Shape) throws(SwndError) -> [Int] {
        guard let given = ints("axes"), !given.isEmpty else { return (0..<shape.rank).reversed() }
        var order: [Int] = []
        for number in given {
            let axis = try axis(number, of: shape)
            guard !order.contains(axis) else {
                throw error(.value, "axes \(given) name \(number) twice")
            }
            order.append(axis)
        }
        guard order.count == shape.rank else {
            throw error(.value, "axes \(given) must name every axis of \(shape) once")
        }
        return order
    }
}
