import SwndCore
import SwndGraph

extension Op {
    public static let linalgSyrk: Operator = Operator(
        "linalg_syrk",
        doc: .init(
            "Matrices times their own transposes: alpha A A', or alpha A' A.",
            "The result is symmetric to the bit. float32 and float64 only.",
            example: ("nd.linalg.syrk(nd.array([[1, 2], [3, 4]]))", "[[ 5. 11.]\n [11. 25.]]")),
        inputs: [.matrices("A", "The matrices")],
        parameters: [
            Parameter("transpose", .bool, default: false, "Whether it is A' A."), .alpha,
        ],
        body: .composition { call throws(SwndError) in
            _ = try call.matrices()
            let (a, turns) = (call.inputs[0], call.bool("transpose"))
            let square = try product(a, a, transposeA: turns, transposeB: !turns)
            return [try scaled(square, by: call.real("alpha") ?? 1)]
        }, gradient: .composed,
        test: TestDomain(
            ulps: 4,
            cases: [
                .init([[2, 3]], ["alpha": -1.5]), .init([[2, 3, 2]], ["transpose": true]),
            ]))
}
