import SwndCore
import SwndGraph

extension Parameter {
    static let softmaxAxis = Parameter("axis", .int, default: -1, "The axis that sums to one.")
    static let temperature = Parameter(
        "temperature", .real, default: Attribute.none, "Divides the input; 1 when not given.")
    static let softmaxDType = Parameter(
        "dtype", .dtype, default: Attribute.none,
        "The dtype of the result; the input's when not given.")
}

extension Call {
    /// The input of a softmax in the dtype to compute in, divided by the temperature, less its largest element.
    fileprivate func shifted() throws(SwndError) -> (x: Term, axis: Int) {
        let data = inputs[0]
        guard data.dtype.isFloating else {
            throw error(
                .type, "data is \(data.dtype) \(data.shape); a floating-point dtype is needed")
        }
        let axis = try axis(int("axis") ?? -1, of: data.shape)
        var x = Term.array(try Op.converted(data, to: dtype("dtype") ?? data.dtype))
        if let temperature = real("temperature") { x = try x / .number(temperature) }
        guard data.shape.count > 0 else { return (x, axis) }
        let largest = try Op.max(
            x.array(for: op.name).detached, with: ["axis": [axis], "keepdims": true])
        return (try x - .array(largest), axis)
    }
}

extension Op {
    public static let softmax: Operator = Operator(
        "softmax",
        doc: .init(
            "exp(x) / sum(exp(x)) along an axis.",
            "The largest element is subtracted first, so nothing overflows.",
            example: ("nd.softmax(nd.array([0, 0]))", "[0.5 0.5]")),
        parameters: [.softmaxAxis, .temperature, .softmaxDType],
        body: .composition { call throws(SwndError) in
            let (x, axis) = try call.shifted()
            let powers = try exp(x)
            // One division for each sum instead of one for each element.
            return [
                try (powers * reciprocal(powers.sum(over: AxisSet(axis)))).array(for: "softmax")
            ]
        },
        gradient: .rule { back throws(SwndError) in
            let (y, g) = (Term.array(back.output), Term.array(back.cotangent))
            let axis = try back.call.axis(back.call.int("axis") ?? -1, of: back.output.shape)
            let product = try g * y
            return [try back.call.scaled(product - y * product.sum(over: AxisSet(axis)))]
        }, test: TestDomain(ulps: 6, cases: softmaxCases))

    public static let logSoftmax: Operator = Operator(
        "log_softmax",
        doc: .init(
            "The logarithm of softmax, x - log(sum(exp(x))) along an axis.",
            "The largest element is subtracted first, so nothing overflows.",
            example: ("nd.log_softmax(nd.array([0, 0]))", "[-0.6931472 -0.6931472]")),
        parameters: [.softmaxAxis, .temperature, .softmaxDType],
        body: .composition { call throws(SwndError) in
            let (x, axis) = try call.shifted()
            return [try (x - log(exp(x).sum(over: AxisSet(axis)))).array(for: "log_softmax")]
        },
        gradient: .rule { back throws(SwndError) in
            let (y, g) = (Term.array(back.output), Term.array(back.cotangent))
            let axis = try back.call.axis(back.call.int("axis") ?? -1, of: back.output.shape)
            return [try back.call.scaled(g - exp(y) * g.sum(over: AxisSet(axis)))]
        }, test: TestDomain(ulps: 6, cases: softmaxCases))

    private static let softmaxCases: [TestDomain.Case] = [
        .init([[2, 3]]), .init([[2, 3, 4]], ["axis": 1]), .init([[5]], ["temperature": 2.0]),
    ]
}

extension Call {
    /// A cotangent of the shifted input as one of the input itself.
    fileprivate func scaled(_ cotangent: Term) throws(SwndError) -> Tensor? {
        var cotangent = cotangent
        if let temperature = real("temperature") {
            cotangent = try cotangent / .number(temperature)
        }
        return try Op.converted(cotangent.array(for: op.name), to: inputs[0].dtype)
    }
}
