import SwndCore
import SwndGraph

/// The operators of one distribution: with parameters that are numbers, with parameters that are arrays, and with a result that is
/// shaped like another array.
struct RandomFamily: Sendable {
    /// A parameter of the distribution.
    struct Member: Sendable {
        /// What it is called as a number, and as an array.
        let name: String
        let arrayName: String
        let kind: Parameter.Kind
        let fallback: Attribute
        let doc: String
        /// Which numbers make a distribution, in words and as a test. NaN never does.
        let rule: String
        let isValid: @Sendable (Double) -> Bool

        init(
            _ name: String, array: String? = nil, _ kind: Parameter.Kind = .real,
            default fallback: Attribute, _ doc: String, rule: String,
            isValid: @escaping @Sendable (Double) -> Bool
        ) {
            self.name = name
            self.arrayName = array ?? name
            self.kind = kind
            self.fallback = fallback
            self.doc = doc
            self.rule = rule
            self.isValid = isValid
        }

        var parameter: Parameter { Parameter(name, kind, default: fallback, doc) }
    }

    /// What is written about it: what the numbers are drawn from, and how.
    struct Text: Sendable {
        let distribution: String
        let method: String
        /// Which parameters in arrays give NaN.
        let invalid: String
    }

    let numbers: Operator
    let arrays: Operator
    let like: Operator
    var operators: [Operator] { [numbers, arrays, like] }

    /// - Parameter check: what is wrong with the parameters together; nothing where they fit.
    init(
        _ name: String, aliases: [String] = [], _ kernel: RandomKernel, _ members: [Member],
        text: Text, mxnet: MXNetDraw,
        check: @escaping @Sendable ([Double]) -> String? = { _ in nil }
    ) {
        let form = RandomForm(kernel, mxnet)
        let numbers = Self.numbers(name, aliases, form, members, text, check)
        self.numbers = numbers
        arrays = Self.arrays(name, form, members, text)
        like = Self.like(numbers, members, text)
    }

    private static func numbers(
        _ name: String, _ aliases: [String], _ form: RandomForm, _ members: [Member], _ text: Text,
        _ check: @escaping @Sendable ([Double]) -> String?
    ) -> Operator {
        Operator(
            "random_\(name)", aliases: aliases,
            doc: .init("Numbers drawn from \(text.distribution).", "\(text.method) \(promise)"),
            inputs: [],
            parameters: members.map(\.parameter) + [.drawnShape, .context, .drawnDType],
            body: .kernel { call throws(SwndError) in
                let dtype = try call.floatingDType()
                var values: [Double] = []
                for member in members {
                    let value = call.real(member.name) ?? .nan
                    guard member.isValid(value) else {
                        throw call.error(.value, "\(member.name) is \(value); it \(member.rule)")
                    }
                    values.append(value)
                }
                if let problem = check(values) { throw call.error(.value, problem) }
                let shape = try call.shape("shape")
                return try form.kernel(
                    call, shape, dtype, constants: values.map { .real($0) })
            }, gradient: .zero,
            test: TestDomain(cases: [.init([], ["shape": [2, 3]])], random: true)
        )
    }

    private static func arrays(
        _ name: String, _ form: RandomForm, _ members: [Member], _ text: Text
    ) -> Operator {
        let names = members.map { "`\($0.arrayName)`" }.joined(separator: " and ")
        return Operator(
            "sample_\(name)",
            doc: .init(
                "Numbers drawn from \(text.distribution), with parameters in arrays.",
                "For each element of \(names) an array of shape `shape` is drawn; the result has the shape of the parameters,"
                    + " followed by `shape`. \(text.method) \(text.invalid) \(promise)"),
            inputs: members.map { .init($0.arrayName, $0.doc) },
            parameters: [
                Parameter("shape", .ints, default: [], "What is drawn for each distribution."),
                .drawnDType,
            ],
            body: .kernel { call throws(SwndError) in
                let dtype = try call.floatingDType()
                try call.requireSameDTypes()
                let first = call.inputs[0].shape
                for (member, input) in zip(members, call.inputs) where input.shape != first {
                    throw call.error(
                        .value,
                        "\(members[0].arrayName) \(first) and \(member.arrayName) \(input.shape) must have"
                            + " the same shape")
                }
                let draws = call.ints("shape") ?? []
                let shape = try call.shape(from: first.axes + draws, name: "shape of the result")
                let repeats = first.count > 0 ? shape.count / first.count : 0
                return try form.kernel(
                    call, shape, dtype, constants: [.integer(Int64(repeats))])
            }, gradient: .zero,
            test: TestDomain(
                cases: [.init(members.map { _ in [2, 3] }, ["shape": [4]])], random: true))
    }

    private static func like(
        _ numbers: Operator, _ members: [Member], _ text: Text
    ) -> Operator {
        Operator(
            "\(numbers.name)_like",
            doc: .init(
                "Numbers drawn from \(text.distribution), in the shape of an array.",
                "The result has the shape, the dtype and the context of `data`, whose elements are of no importance. \(text.method)"
                    + " \(promise)"),
            inputs: [.init("data", "An array of the shape and the floating-point dtype wanted.")],
            parameters: members.map(\.parameter),
            body: .composition { call throws(SwndError) in
                let x = call.inputs[0]
                let attributes: [Attribute] =
                    call.attributes + [.ints(x.shape.axes), .context(x.context), .dtype(x.dtype)]
                return [try numbers.applyOne(Few(), attributes)]
            }, gradient: .zero, test: TestDomain(cases: [.init([[2, 3]])], random: true))
    }

    private static let promise =
        "The same numbers for a seed whatever the number of threads and the instruction set."
}

/// How an operator's draw becomes work.
struct RandomForm: Sendable {
    private let kernel: RandomKernel
    private let mxnet: MXNetDraw

    init(_ kernel: RandomKernel, _ mxnet: MXNetDraw) {
        self.kernel = kernel
        self.mxnet = mxnet
    }

    func kernel(
        _ call: borrowing Call, _ shape: Shape, _ dtype: DType, constants: [Scalar]
    ) throws(SwndError) -> Operator.Kernel {
        let context = call.inputs.first?.context ?? call.context("ctx")
        if RandomStreams.isMXNet(on: context) {
            let drawn = try mxnet.kernel(
                call.op.name, shape.count, dtype, arrays: call.inputs, constants: constants)
            return .init(.drawn(drawn), shape: shape, dtype: dtype)
        }
        let stream = RandomStreams.draw(on: context)
        return .init(
            .random(kernel, stream: stream, constants: constants), shape: shape, dtype: dtype)
    }
}

extension Work {
    /// Numbers that have been drawn already.
    static func drawn(_ kernel: RandomKernel) -> Work {
        .random(kernel, stream: RandomStream(key: 0, draw: 0), constants: [])
    }
}

extension Call {
    /// The dtype of numbers to draw.
    func floatingDType() throws(SwndError) -> DType {
        let dtype = dtype("dtype") ?? .float32
        guard dtype.isFloating else {
            throw error(.type, "dtype is \(dtype); a floating-point dtype is needed")
        }
        return dtype
    }
}

extension RandomFamily.Member {
    static func any(_ name: String, array: String? = nil, default value: Double, _ doc: String)
        -> Self
    {
        .init(name, array: array, default: .real(value), doc, rule: "must be finite") {
            $0.isFinite
        }
    }

    static func positive(_ name: String, default value: Double, _ doc: String) -> Self {
        .init(name, default: .real(value), doc, rule: "must be positive and finite") {
            $0 > 0 && $0.isFinite
        }
    }

    static func notNegative(
        _ name: String, array: String? = nil, default value: Double, _ doc: String
    ) -> Self {
        .init(
            name, array: array, default: .real(value), doc,
            rule: "must not be negative nor infinite"
        ) { $0 >= 0 && $0.isFinite }
    }
}
