import SwndCore
import SwndEngine
import SwndGraph
import SwndNumerics

/// A program over the elements of a matrix product, as a part of the product's kernel: each element is used as soon as it is final.
struct ProductEpilogue {
    private let plan: ProgramPlan
    /// Which of the program's inputs are the product.
    private let products: [Int]

    /// What tells epilogues apart.
    let key: [Int]

    /// Nothing where the program counts its elements in another type than the product's kernel does, or has too many arrays.
    init?(
        _ launch: ProgramLaunch, of product: UnsafeRawPointer, isLarge: Bool, _ facts: DeviceFacts
    ) {
        plan = ProgramPlan(launch, WorkShape(kind: .elements, lanes: 1, rows: 1), facts)
        products = launch.inputs.indices.filter { launch.inputs[$0] == product }
        key = [-1] + products + [-1] + plan.key
        // The product's own parameters take less than 128 bytes.
        guard plan.isLarge == isLarge, plan.parameterBytes + 128 <= facts.parameterBytes else {
            return nil
        }
    }

    /// Parameters of the kernel that are behind those of the product, each with a comma before it.
    var parameters: String { plan.parameters.map { ",\n    \($0)" }.joined() }

    /// The arguments for them.
    func add(_ launch: ProgramLaunch, to arguments: inout Arguments) {
        plan.add(launch, reductions: [], to: &arguments)
    }

    /// The statements that use an element.
    ///
    /// - Parameters:
    ///   - element: the element, in the compute type of the product.
    ///   - place: its number.
    /// - Returns: nothing where a body has no text.
    func statements(
        _ element: String, _ kind: ProductKind, at place: String
    ) -> (text: String, usesDouble: Bool)? {
        let program = plan.program
        // As it is after having been stored.
        let stored = Conversions.rounded(element, kind.type, kind.result)
        var lines: [String] = []
        var known: [Int: Expression] = [:]
        for (register, step) in program.steps.enumerated() {
            guard case .load(let input, let truth) = step.action, products.contains(input) else {
                continue
            }
            let number =
                truth
                ? "(\(step.type.name))((\(stored)) != 0)"
                : Conversions.converted("(\(stored))", kind.type, step.type)
            lines.append("const \(step.type.name) e\(register) = \(number);")
            known[register] = Expression(named: "e\(register)", step.type)
        }
        var steps = StepWriter(
            plan, known: known, prefix: "t", depth: 0, index: place, row: place)
        steps.store(program.outputs.indices, at: place)
        if steps.isIncomplete { return nil }
        let isDouble =
            steps.usesDouble || program.inputs.contains { $0.dtype == .float64 }
            || program.outputs.contains { $0.dtype == .float64 }
            || program.steps.contains { $0.type == .float64 }
        return ((lines + steps.lines).joined(separator: "\n"), isDouble)
    }
}

/// The text that a product's kernel has of an epilogue.
struct EpilogueText {
    let parameters: String
    /// What is done with element `element` at `place`.
    let statements: String
    let usesDouble: Bool

    init?(_ epilogue: ProductEpilogue, _ kind: ProductKind, _ element: String) {
        guard let found = epilogue.statements(element, kind, at: "place") else { return nil }
        (statements, usesDouble) = found
        parameters = epilogue.parameters
    }
}
