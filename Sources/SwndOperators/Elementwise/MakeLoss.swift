import SwndCore
import SwndGraph

extension Op {
    public static let makeLoss: Operator = Operator(
        "make_loss", aliases: ["MakeLoss"],
        doc: .init(
            "The same elements, as a loss: its gradient is a constant, whatever comes back to it.",
            "The gradient is `grad_scale`, divided by the length of the first axis with `normalization='batch'`, or by the number"
                + " of elements above `valid_thresh`, at least 1, with `normalization='valid'`.",
            example: ("nd.make_loss(nd.array([1, 2]))", "[1. 2.]")),
        parameters: [
            Parameter("grad_scale", .real, default: 1.0, "The gradient of each element."),
            Parameter(
                "valid_thresh", .real, default: 0.0,
                "Elements above it are counted with `normalization='valid'`."),
            Parameter(
                "normalization", .choice(["null", "batch", "valid"]), default: .choice(0),
                "What the gradient is divided by."),
        ],
        body: .composition { call throws(SwndError) in [try copy(call.inputs[0])] },
        gradient: .rule { back throws(SwndError) in
            let (call, x) = (back.call, back.input(0))
            let ones = Term.array(try onesLike(x.detached))
            var scale = Term.number(call.real("grad_scale") ?? 1)
            switch call.choice("normalization") {
            case 1: scale = try scale / .number(Double(x.shape[0]))
            case 2:
                let threshold = Term.number(call.real("valid_thresh") ?? 0)
                let valid = try (.array(x.detached) > threshold).array(for: "make_loss")
                let count = try sum(valid, with: ["axis": .none])
                scale = try scale / maximum(.array(count), 1)
            default: break
            }
            return [try (ones * scale).tensor]
        },
        test: TestDomain(gradientIsDerivative: false))
}
