import SwndCore
import SwndGraph

extension Parameter {
    static let softmaxAxis = Parameter("axis", .int, default: -1, "The axis that sums to one.")
    static let temperature = Parameter(
        "temperature", .real, default: Attribute.none, "Divides the input; 1 when not given.")
    static let softmaxDType = Parameter(
        "dtype", .dtype, default: Attribute.none,
        "The dtype of the result; the input's when not given.")
    /// For functions that have no input for lengths.
    static let noLength = Parameter(
        "use_length", .bool, default: false, "Must be false: there is no input for lengths.")
}

extension Call {
    /// The input of a softmax in the dtype to compute in, divided by the temperature, less its largest element.
    ///
    /// - Parameter mask: 1 for what counts, 0 for what does not: its power is zero.
    fileprivate func shifted(within mask: Tensor? = nil) throws(SwndError) -> (x: Term, axis: Int) {
        let data = inputs[0]
        try requireFloating()
        let axis = try axis(int("axis") ?? -1, of: data.shape)
        var x = Term.array(try Op.converted(data, to: dtype("dtype") ?? data.dtype))
        if let temperature = real("temperature") { x = try x / .number(temperature) }
        guard data.shape.count > 0 else { return (x, axis) }
        func masked(_ x: Term) throws(SwndError) -> Tensor {
            let x = try x.array(for: op.name)
            guard let mask else { return x }
            return try Op.choose(mask, x, Op.number(-.infinity, like: x))
        }
        let largest = try Op.max(masked(x).detached, with: ["axis": [axis], "keepdims": true])
        return (.array(try masked(x - .array(largest))), axis)
    }

    /// There is no second input for lengths.
    fileprivate func refuseLength() throws(SwndError) {
        guard !bool("use_length") else {
            throw error(.value, "use_length=True needs lengths, and there is no input for them")
        }
    }

    /// 1 for the elements of each row along an axis that its length covers, as `use_length` asks for; nothing without.
    fileprivate func lengthMask() throws(SwndError) -> Tensor? {
        let data = inputs[0]
        guard bool("use_length") else {
            guard inputs.count == 1 else {
                throw error(.value, "length is given, and use_length is False")
            }
            return nil
        }
        guard inputs.count == 2 else {
            throw error(.value, "use_length=True needs length, which is not given")
        }
        let length = inputs[1]
        let axis = try axis(int("axis") ?? -1, of: data.shape)
        guard let rows = data.shape.removing(AxisSet(axis)),
            let kept = data.shape.keeping(ones: AxisSet(axis)), length.shape == rows
        else {
            throw error(
                .value,
                "length \(length.shape) does not fit data \(data.shape) without axis \(axis)")
        }
        let column = Term.array(try Op.indices(along: axis, of: data.shape, on: data.context))
        let ends = Term.array(try Op.reshaped(Op.converted(length.detached, to: .int64), to: kept))
        return try (column < ends).array(for: op.name)
    }
}

extension Op {
    public static let softmax: Operator = Operator(
        "softmax",
        doc: .init(
            "exp(x) / sum(exp(x)) along an axis.",
            "The largest element is subtracted first, so nothing overflows. With `use_length` only the first `length` elements of"
                + " each row count, and the others become zero; so does a whole row of length 0.",
            example: ("nd.softmax(nd.array([0, 0]))", "[0.5 0.5]")),
        inputs: [
            .data,
            .init(
                "length", isOptional: true,
                "How many elements of each row count, with `use_length`: the shape of `data` without the axis."
            ),
        ],
        parameters: [
            .softmaxAxis, .temperature, .softmaxDType,
            Parameter("use_length", .bool, default: false, "Whether `length` is given."),
        ],
        body: .composition { call throws(SwndError) in
            let mask = try call.lengthMask()
            let (x, axis) = try call.shifted(within: mask)
            let powers = try exp(x)
            // One division for each sum instead of one for each element.
            let result = try powers * reciprocal(powers.sum(over: AxisSet(axis)))
            guard let mask else { return [try result.array(for: "softmax")] }
            // Where nothing counts the sum is zero.
            let y = try result.array(for: "softmax")
            return [try choose(mask, y, number(0, like: y))]
        },
        gradient: .rule { back throws(SwndError) in
            let (y, g) = (Term.array(back.output), Term.array(back.cotangent))
            let axis = try back.call.axis(back.call.int("axis") ?? -1, of: back.output.shape)
            let product = try g * y
            let own = try back.call.scaled(product - y * product.sum(over: AxisSet(axis)))
            return [own] + back.call.inputs.dropFirst().map { _ in nil }
        },
        test: TestDomain([-2...2, 0.5...3.5], ulps: 6, cases: softmaxCases + lengthCases))

    public static let softmin: Operator = Operator(
        "softmin",
        doc: .init(
            "exp(-x) / sum(exp(-x)) along an axis.", "The softmax of the negated input.",
            example: ("nd.softmin(nd.array([0, 0]))", "[0.5 0.5]")),
        parameters: [.softmaxAxis, .temperature, .softmaxDType, .noLength],
        body: .composition { call throws(SwndError) in
            try call.refuseLength()
            return [try softmax.applyOne([negative(call.inputs[0])], call.attributes)]
        }, gradient: .composed, test: TestDomain(ulps: 6, cases: softmaxCases))

    public static let logSoftmax: Operator = Operator(
        "log_softmax",
        doc: .init(
            "The logarithm of softmax, x - log(sum(exp(x))) along an axis.",
            "The largest element is subtracted first, so nothing overflows.",
            example: ("nd.log_softmax(nd.array([0, 0]))", "[-0.6931472 -0.6931472]")),
        parameters: [.softmaxAxis, .temperature, .softmaxDType, .noLength],
        body: .composition { call throws(SwndError) in
            try call.refuseLength()
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

    private static let lengthCases: [TestDomain.Case] = [
        .init([[2, 3], [2]], ["use_length": true]),
        .init([[2, 3, 4], [2, 4]], ["axis": 1, "use_length": true]),
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
