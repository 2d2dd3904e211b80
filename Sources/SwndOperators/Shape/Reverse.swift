import SwndCore
import SwndGraph

extension Op {
    public static let reverse: Operator = Operator(
        "reverse", aliases: ["flip"],
        doc: .init(
            "The elements in the opposite order along some axes.",
            "An axis that is named twice is turned twice. Takes no time: steps become negative.",
            example: ("nd.flip(nd.array([[1, 2], [3, 4]]), axis=1)", "[[2. 1.]\n [4. 3.]]")),
        parameters: [Parameter("axis", .ints, "The axes; negative numbers count from the end.")],
        body: .composition { call throws(SwndError) in
            let x = call.inputs[0]
            var slices = x.shape.axes.map(Layout.Slice.all)
            for number in call.ints("axis") ?? [] {
                let axis = try call.axis(number, of: x.shape)
                let last = Swift.max(x.shape[axis] - 1, 0)
                slices[axis] =
                    slices[axis].step > 0
                    ? Layout.Slice(start: last, step: -1, count: x.shape[axis])
                    : .all(x.shape[axis])
            }
            return [try sliced(x, slices)]
        }, gradient: .composed,
        test: TestDomain(cases: [
            .init([[3, 4]], ["axis": [0]]), .init([[2, 3, 2]], ["axis": [0, -1]]),
        ]))
}
