import SwndCore
import SwndGraph
import SwndNumerics

/// The operators that one pointwise body of two operands makes: on arrays that broadcast, on arrays of one shape, with a
/// scalar on the right, with a scalar on the left.
public struct BinaryFamily: Sendable {
    /// The cotangent of one operand, from both operands, the result and its cotangent; undoing a broadcast is not its concern.
    typealias Rule =
        @Sendable (_ a: Term, _ b: Term, _ y: Term, _ g: Term) throws(SwndError) -> Term

    public let broadcast: Operator
    public let elementwise: Operator?
    public let arrayScalar: Operator
    /// Nothing where the order does not matter.
    public let scalarArray: Operator?
    private let evaluate: @Sendable (Double, Double) -> Double

    /// All members.
    public var operators: [Operator] {
        [broadcast, arrayScalar] + [elementwise, scalarArray].compactMap(\.self)
    }

    /// - Parameters:
    ///   - name: the stem, such as "add".
    ///   - symbol: as it is written between two operands in documentation.
    ///   - truth: whether results are truth values: always, or where both arrays are.
    ///   - gradient: rules for both operands; nothing where the gradient is zero.
    @inline(__always)
    init<B: BinaryBody>(
        _ name: String, broadcast: String, aliases: [String] = [], elementwise: String? = nil,
        elementwiseAliases: [String] = [], symbol: String, commutes: Bool = false, _ body: B.Type,
        ranges: [ClosedRange<Double>] = [-2...2], ulps: Double = 0,
        truth: Operator.Truth = .never, gradient: (left: Rule, right: Rule)?
    ) {
        self.init(
            name, names: (broadcast, aliases, elementwise, elementwiseAliases), symbol: symbol,
            commutes: commutes, PointwiseKernel(name, body),
            test: TestDomain(
                ranges, ulps: ulps, reference: { B.apply($0[0], $0[1]) }, oracle: .oracle(body),
                derivatives: {
                    [
                        B.apply(Dual.variable($0[0]), Dual.constant($0[1])).derivative,
                        B.apply(Dual.constant($0[0]), Dual.variable($0[1])).derivative,
                    ]
                }), evaluate: { B.apply($0, $1) }, sample: [(4, 2), (9, 3)], truth: truth,
            gradient: gradient)
    }

    /// The same for a body over the real numbers.
    ///
    /// - Parameter sample: operands with whole results, for the examples.
    @inline(__always)
    init<B: RealBinaryBody>(
        _ name: String, broadcast: String, symbol: String, commutes: Bool = false, _ body: B.Type,
        ranges: [ClosedRange<Double>] = [-2...2], ulps: Double = 0, sample: [(Double, Double)],
        gradient: (left: Rule, right: Rule)?
    ) {
        self.init(
            name, names: (broadcast, [], nil, []), symbol: symbol, commutes: commutes,
            PointwiseKernel(name, body),
            test: TestDomain(
                ranges, ulps: ulps, reference: { B.apply($0[0], $0[1]) }, oracle: .oracle(body),
                derivatives: {
                    [
                        B.apply(Dual.variable($0[0]), Dual.constant($0[1])).derivative,
                        B.apply(Dual.constant($0[0]), Dual.variable($0[1])).derivative,
                    ]
                }), evaluate: { B.apply($0, $1) }, sample: sample, truth: .never,
            gradient: gradient)
    }

    private init(
        _ name: String,
        names: (
            broadcast: String, aliases: [String], elementwise: String?, elementwiseAliases: [String]
        ),
        symbol: String, commutes: Bool, _ kernel: PointwiseKernel, test: TestDomain,
        evaluate: @escaping @Sendable (Double, Double) -> Double, sample: [(Double, Double)],
        truth: Operator.Truth,
        gradient: (left: Rule, right: Rule)?
    ) {
        self.evaluate = evaluate
        let arrays = Pointwise(kernel, operands: [.input(0), .input(1)])
        let rule: Operator.Gradient =
            if let gradient {
                .rule { back throws(SwndError) in
                    let (a, b) = (Term.array(back.input(0)), Term.array(back.input(1)))
                    let (y, g) = (Term.array(back.output), Term.array(back.cotangent))
                    return [
                        back.wanted[0] ? try gradient.left(a, b, y, g).tensor : nil,
                        back.wanted[1] ? try gradient.right(a, b, y, g).tensor : nil,
                    ]
                }
            } else {
                .zero
            }
        self.broadcast = Operator(
            names.broadcast, aliases: names.aliases,
            doc: .init(
                "`lhs \(symbol) rhs`, element by element, with broadcasting.",
                "Shapes are aligned at the last axis; axes of length 1 are repeated. Both arrays have the same dtype, which"
                    + " is that of the result.",
                example: Self.example(names.broadcast, sample, evaluate)),
            inputs: [.lhs, .rhs],
            body: .kernel { call throws(SwndError) in
                let (a, b) = (call.inputs[0], call.inputs[1])
                try call.requireSameDTypes()
                guard let shape = Shape.broadcast(a.shape, b.shape) else {
                    throw call.error(
                        .value, "lhs \(a.shape) and rhs \(b.shape) do not broadcast to one shape")
                }
                return .init(try arrays.work(call, a.dtype), shape: shape, dtype: a.dtype)
            }, gradient: rule, truth: truth, direct: DirectForm(kernel, broadcast: true), test: test
        )
        self.elementwise = names.elementwise.map { name in
            Operator(
                name, aliases: names.elementwiseAliases,
                doc: .init(
                    "`lhs \(symbol) rhs`, element by element, for arrays of the same shape.",
                    "Both arrays have the same dtype, which is that of the result.",
                    example: Self.example(name, sample, evaluate)),
                inputs: [.lhs, .rhs],
                body: .kernel { call throws(SwndError) in
                    let (a, b) = (call.inputs[0], call.inputs[1])
                    try call.requireSameDTypes()
                    guard a.shape == b.shape else {
                        throw call.error(
                            .value, "lhs \(a.shape) and rhs \(b.shape) must have the same shape")
                    }
                    return .init(try arrays.work(call, a.dtype), shape: a.shape, dtype: a.dtype)
                }, gradient: rule, truth: truth, direct: DirectForm(kernel), test: test)
        }
        self.arrayScalar = Self.withScalar(
            "_\(name)_scalar", kernel, operands: [.input(0), .constant(0)],
            doc: "`data \(symbol) scalar`, element by element.", test: test.fixing(operand: 1),
            truth: truth, gradient: gradient?.left)
        self.scalarArray =
            commutes
            ? nil
            : Self.withScalar(
                "_scalar_\(name)", kernel, operands: [.constant(0), .input(0)],
                doc: "`scalar \(symbol) data`, element by element.", test: test.fixing(operand: 0),
                truth: truth, gradient: gradient.map(Self.swapped))
    }

    /// A call with whole numbers as results, and what NumPy prints of them.
    private static func example(
        _ name: String, _ sample: [(Double, Double)], _ evaluate: (Double, Double) -> Double
    ) -> (String, String) {
        func list(_ numbers: [Double]) -> String {
            numbers.map { "\(Int($0))" }.joined(separator: ", ")
        }
        let results = sample.map { "\(Int(evaluate($0.0, $0.1)))." }
        let width = results.map(\.count).max() ?? 0
        let padded = results.map { String(repeating: " ", count: width - $0.count) + $0 }
        return (
            "nd.\(name)(nd.array([\(list(sample.map(\.0)))]), nd.array([\(list(sample.map(\.1)))]))",
            "[" + padded.joined(separator: " ") + "]"
        )
    }

    /// The rule of the right operand, with the scalar on the left.
    private static func swapped(_ rules: (left: Rule, right: Rule)) -> Rule {
        let right = rules.right
        return { x, scalar, y, g throws(SwndError) in try right(scalar, x, y, g) }
    }

    private static func withScalar(
        _ name: String, _ kernel: PointwiseKernel, operands: [PointwiseProgram.Operand],
        doc: String, test: TestDomain, truth: Operator.Truth, gradient: Rule?
    ) -> Operator {
        let form = Pointwise(kernel, operands: operands)
        return Operator(
            name,
            doc: .init(
                doc,
                "The result has the dtype of the array; an integer array takes the scalar truncated."
            ),
            parameters: [Parameter("scalar", .real, "The number.")],
            body: .kernel { call throws(SwndError) in
                let x = call.inputs[0]
                // As in MXNet: a number makes integers of truth values, and it is rounded to the array's dtype first.
                let dtype = x.dtype == .bool ? .int64 : x.dtype
                var scalar = Scalar.real(call.real("scalar") ?? 0).rounded(to: dtype)
                // A body over the real numbers computes integers in double precision: the number is truncated all the same.
                if !dtype.isFloating, kernel.tile(dtype.computeType) == nil {
                    scalar =
                        dtype == .int64
                        ? .integer(scalar.integer(as: Int64.self))
                        : .integer(Int64(scalar.integer(as: Int32.self)))
                }
                return .init(
                    try form.work(call, dtype, constants: [scalar]), shape: x.shape, dtype: dtype)
            },
            gradient: gradient.map { rule in
                .rule { back throws(SwndError) in
                    [
                        try rule(
                            .array(back.input(0)), .number(back.call.real("scalar") ?? 0),
                            .array(back.output), .array(back.cotangent)
                        ).tensor
                    ]
                }
            } ?? .zero,
            // A number is no truth value.
            truth: truth == .always ? .always : .never,
            direct: DirectForm(kernel, scalarPosition: operands[0] == .constant(0) ? 0 : 1),
            test: test)
    }

    /// Applies the member that fits the operands.
    func callAsFunction(_ a: Term, _ b: Term) throws(SwndError) -> Term {
        switch (a, b) {
        case (.array(let x), .array(let y)): .array(try broadcast.applyOne(x, y))
        case (.array(let x), .number(let s)): .array(try arrayScalar.applyOne(x, scalar: s))
        case (.number(let s), .array(let x)):
            .array(try (scalarArray ?? arrayScalar).applyOne(x, scalar: s))
        case (.number(let x), .number(let y)): .number(evaluate(x, y))
        }
    }
}

extension TestDomain {
    /// What the harness gives to scalar parameters.
    static let scalar = 1.5

    /// The domain of the same body with one operand a scalar; the harness gives the scalar 1.5.
    fileprivate func fixing(operand: Int) -> TestDomain {
        @Sendable func insert(_ operands: [Double]) -> [Double] {
            operand == 0 ? [TestDomain.scalar, operands[0]] : [operands[0], TestDomain.scalar]
        }
        let free = 1 - operand
        return TestDomain(
            [ranges[Swift.min(free, ranges.count - 1)]], ulps: ulps,
            reference: reference.map { f in { @Sendable in f(insert($0)) } },
            oracle: oracle?.fixing(operand: 1 - free, at: TestDomain.scalar),
            derivatives: derivatives.map { f in { @Sendable in [f(insert($0))[free]] } },
            cases: [.init([[2, 3]], ["scalar": .real(TestDomain.scalar)])])
    }
}

extension Call {
    /// What an input is called; inputs of a list are numbered.
    private func name(of position: Int) -> String {
        let last = op.inputs.count - 1
        guard position >= last, last >= 0, op.inputs[last].isVariadic else {
            return op.inputs[position].name
        }
        return "\(op.inputs[last].name)[\(position - last)]"
    }

    /// An input must have a floating-point dtype.
    func requireFloating(_ position: Int = 0) throws(SwndError) {
        let x = inputs[position]
        guard x.dtype.isFloating else {
            throw error(
                .type,
                "\(name(of: position)) is \(x.dtype) \(x.shape); a floating-point dtype is needed")
        }
    }

    /// Arrays of different dtypes do not mix.
    func requireSameDTypes() throws(SwndError) {
        guard let first = inputs.first, inputs.contains(where: { $0.dtype != first.dtype }) else {
            return
        }
        for (position, other) in inputs.enumerated() where other.dtype != first.dtype {
            throw error(
                .type,
                "\(name(of: 0)) is \(first.dtype) \(first.shape) and \(name(of: position)) is"
                    + " \(other.dtype) \(other.shape): dtypes must be the same")
        }
    }
}
