import SwndGraph
import SwndOperators

/// An operator as all products see it.
struct Declaration {
    let op: Operator
    let names: OperatorNames
    /// The name of the family that it stands in.
    let family: String

    /// All operators, in the order of the registry.
    static let all = zip(
        Op.families.flatMap { family in family.operators.map { (op: $0, family: family.name) } },
        OperatorNames.all
    ).map { Declaration(op: $0.op, names: $1, family: $0.family) }

    /// Those that Python and Swift have by name.
    static let published = all.filter { $0.names.python != nil }

    /// Whether there can be several results.
    var canHaveSeveral: Bool { op.outputs != .one }

    /// Inputs that are one array each.
    var fixedInputs: [Operator.Input] { op.inputs.filter { !$0.isVariadic } }

    /// Whether there are inputs that may be left out.
    var hasOptionalInputs: Bool { op.inputs.contains(where: \.isOptional) }

    /// The input that is any number of arrays.
    var variadicInput: Operator.Input? { op.inputs.first { $0.isVariadic } }
}

extension Parameter {
    /// Whether it must be given.
    var isRequired: Bool { fallback == nil }

    /// The words of a choice.
    var choices: [String] {
        if case .choice(let names) = kind { names } else { [] }
    }

    /// The word that is chosen where none is given.
    var fallbackChoice: String? {
        guard case .choice(let position) = fallback, choices.indices.contains(position) else {
            return nil
        }
        return choices[position]
    }
}

extension Attribute {
    /// A number as a real one, whatever literal it was declared with.
    var real: Double? {
        switch self {
        case .real(let value): value
        case .int(let value): Double(value)
        default: nil
        }
    }
}
