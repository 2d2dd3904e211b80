import SwndCore
import SwndGraph

/// The density of a distribution, or its logarithm: a composition, so it is differentiable, to any order.
struct Density: Sendable {
    /// A parameter of the distribution, and a value that it certainly may have.
    struct Member: Sendable {
        let name: String
        let doc: String
        let usual: Double

        init(_ name: String, _ doc: String, usual: Double) {
            self.name = name
            self.doc = doc
            self.usual = usual
        }
    }

    /// What is calculated from the samples and the parameters.
    typealias Formula = @Sendable (_ x: Term, _ given: [Term]) throws(SwndError) -> Term

    let name: String
    let text: (summary: String, details: String)
    let example: (String, String)
    let members: [Member]
    /// Whether samples are whole numbers, which nothing is differentiated by.
    var isDiscrete = false
    /// A sample that has a density for all usual parameters.
    let usual: Double
    /// Not zero where parameters make no distribution.
    let invalid: @Sendable (_ given: [Term]) throws(SwndError) -> Term
    /// Not zero where no sample can be; nothing where samples can be anywhere.
    var outside: Formula?
    let logarithm: Formula
    /// The density itself, where it is more exact than e to the power of its logarithm.
    var plain: Formula?
    let test: TestDomain

    var declared: Operator {
        Operator(
            name,
            doc: .init(
                text.summary,
                "\(text.details) \(Self.shapes) Where parameters make no distribution, the result is NaN.\(isDiscrete ? Self.discrete : "")",
                example: example),
            inputs: [.init("sample", "Samples of the distributions.")]
                + members.map { .init($0.name, $0.doc) },
            parameters: [.isLog],
            body: .composition { call throws(SwndError) in
                let sample = call.inputs[0]
                try call.requireSameDTypes()
                try call.requireFloating()
                let shape = call.inputs[1].shape
                guard call.inputs.dropFirst().allSatisfy({ $0.shape == shape }),
                    Array(sample.shape.axes.prefix(shape.rank)) == shape.axes
                else {
                    let shapes = call.inputs.map { "\($0.shape)" }.joined(separator: ", ")
                    throw call.error(
                        .value,
                        "shapes \(shapes): parameters must have one shape, with which that of sample begins"
                    )
                }
                let ones = [Int](repeating: 1, count: sample.shape.rank - shape.rank)
                let column: Attribute = .ints(shape.axes + ones)
                var given: [Term] = []
                for input in call.inputs.dropFirst() {
                    let wide = try Op.real(input)
                    given.append(.array(try Op.reshape(wide, with: ["shape": column])))
                }
                let x = try Op.real(isDiscrete ? Op.stopGradient(sample) : sample)
                let value = try density(.array(x), given, isLog: call.bool("is_log"))
                return [try Op.converted(value.array(for: name), to: sample.dtype)]
            }, gradient: .composed, test: test)
    }

    private static let shapes =
        "Parameters have one shape, with which that of `sample` begins: each of their elements belongs to all samples at its place."
        + " All arrays have one floating-point dtype; float16 is computed in float32."
    private static let discrete =
        " The gradient of samples is zero, since they are whole numbers; between them the formula is the same."

    /// What is not to be calculated is taken from usual numbers, so that no NaN comes back from there.
    private func density(_ x: Term, _ given: [Term], isLog: Bool) throws(SwndError) -> Term {
        let isInvalid = try invalid(given)
        let isOutside = try outside?(x, given)
        var usable: [Term] = []
        for (member, parameter) in zip(members, given) {
            usable.append(try Op.chosen(isInvalid, .number(member.usual), parameter))
        }
        var sample = try Op.chosen(isInvalid, .number(usual), x)
        if let isOutside { sample = try Op.chosen(isOutside, .number(usual), sample) }
        var value: Term
        if !isLog, let plain {
            value = try plain(sample, usable)
        } else {
            value = try logarithm(sample, usable)
            if !isLog { value = try Op.exp(value) }
        }
        if let isOutside {
            value = try Op.chosen(isOutside, .number(isLog ? -.infinity : 0), value)
        }
        return try Op.chosen(isInvalid, .number(.nan), value)
    }
}

extension Parameter {
    static let isLog = Parameter(
        "is_log", .bool, default: false, "Whether to give the logarithm of the density.")
}

extension Op {
    /// `a` where a condition is not zero, `b` elsewhere.
    static func chosen(_ condition: Term, _ a: Term, _ b: Term) throws(SwndError) -> Term {
        guard let condition = condition.tensor else { return b }
        return .array(
            try choose(
                condition, a.array(for: "where", like: condition),
                b.array(for: "where", like: condition)))
    }

    /// x log y, which is 0 where x is, whatever y.
    static func product(_ x: Term, logarithmOf y: Term) throws(SwndError) -> Term {
        let isNothing = try x == 0
        let safe = try chosen(isNothing, 1, y * (x * 0 + 1))
        return try chosen(isNothing, x * 0, x * log(safe))
    }
}
