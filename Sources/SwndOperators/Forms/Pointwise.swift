import SwndCore
import SwndGraph
import SwndNumerics

/// A pointwise kernel with its operands in place: one program for each compute type that its body knows.
struct Pointwise: Sendable {
    private let programs: [PointwiseProgram?]

    init(_ kernel: PointwiseKernel, operands: [PointwiseProgram.Operand]) {
        let inputs = operands.compactMap { operand -> Int? in
            if case .input(let position, _) = operand { position } else { nil }
        }
        programs = ComputeType.allCases.map { type in
            kernel.tile(type).map { tile in
                PointwiseProgram(
                    type,
                    instructions: [
                        .init(kernel.name, tile: tile, operands: operands, text: kernel.text)
                    ],
                    inputCount: (inputs.max() ?? -1) + 1)
            }
        }
    }

    /// The operand as it is, converted to the compute type.
    init(passing operand: PointwiseProgram.Operand) {
        programs = ComputeType.allCases.map { PointwiseProgram($0, passing: operand) }
    }

    /// The program for elements of a dtype, or for a compute type asked for.
    ///
    /// Bodies over the real numbers compute integers in double precision.
    func program(for dtype: DType, computing type: ComputeType? = nil) -> PointwiseProgram? {
        programs[Int((type ?? dtype.computeType).rawValue)]
            ?? programs[Int(ComputeType.float64.rawValue)]
    }

    func work(
        _ call: borrowing Call, _ dtype: DType, computing type: ComputeType? = nil,
        constants: [Scalar] = []
    ) throws(SwndError) -> Work {
        guard let program = program(for: dtype, computing: type) else {
            throw call.error(.type, "there is no kernel for \(dtype)")
        }
        return .pointwise(program, constants: constants)
    }
}

extension Operator {
    /// A pointwise operator of one input whose body knows integers as well.
    @inline(__always)
    static func unary<B: UnaryBody>(
        _ name: String, aliases: [String] = [], space: String? = nil, _ body: B.Type,
        doc: Documentation, range: ClosedRange<Double> = -2...2, gradient: Gradient,
        truth: Truth = .never
    ) -> Operator {
        unary(
            name, aliases: aliases, space: space, PointwiseKernel(name, body), doc: doc,
            gradient: gradient, truth: truth,
            test: TestDomain(
                [range], reference: { B.apply($0[0]) }, oracle: .oracle(body),
                derivatives: { [B.apply(Dual.variable($0[0])).derivative] }))
    }

    /// A pointwise operator of one input over the real numbers.
    @inline(__always)
    static func real<B: RealBody>(
        _ name: String, aliases: [String] = [], _ body: B.Type, doc: Documentation,
        range: ClosedRange<Double> = -2...2, ulps: Double = 1, gradient: Gradient
    ) -> Operator {
        unary(
            name, aliases: aliases, PointwiseKernel(name, body), doc: doc, gradient: gradient,
            test: TestDomain(
                [range], ulps: ulps, reference: { B.apply($0[0]) }, oracle: .oracle(body),
                derivatives: { [B.apply(Dual.variable($0[0])).derivative] }))
    }

    private static func unary(
        _ name: String, aliases: [String], space: String? = nil, _ kernel: PointwiseKernel,
        doc: Documentation, gradient: Gradient, truth: Truth = .never, test: TestDomain
    ) -> Operator {
        let form = Pointwise(kernel, operands: [.input(0)])
        return Operator(
            name, aliases: aliases, space: space, doc: doc,
            body: .kernel { call throws(SwndError) in
                let x = call.inputs[0]
                return Kernel(try form.work(call, x.dtype), shape: x.shape, dtype: x.dtype)
            }, gradient: gradient, truth: truth, direct: DirectForm(kernel), test: test)
    }
}

extension Operator.Gradient {
    /// The rule of an operator of one input: from input, output and cotangent to the input's cotangent.
    static func unary(
        _ rule:
            @escaping @Sendable (_ x: Term, _ y: Term, _ g: Term) throws(SwndError) -> Term
    ) -> Operator.Gradient {
        .rule { back throws(SwndError) in
            [try rule(.array(back.input(0)), .array(back.output), .array(back.cotangent)).tensor]
        }
    }
}
