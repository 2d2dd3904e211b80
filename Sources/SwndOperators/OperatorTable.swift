import SwndGraph

/// The declarations of all operators as data, for who is not Swift: tests and tools.
public enum OperatorTable {
    /// A JSON array with an object per operator, in the order of ``Op/all``.
    ///
    /// - `name`, `aliases`: as declared; `c_name`: the C function; `python_name`: null for one that is not public;
    ///   `python_aliases`; `python_space`: null for `nd` itself; `python_method`: whether it is a method of NDArray;
    ///   `swift_name`.
    /// - `summary`, `details`, `example` (`code` and `output`; null where there is none).
    /// - `inputs`: `name`, `variadic`, `optional`, `doc`.
    /// - `parameters`: `name`, `kind` (bool, int, real, ints, dtype, context, choice), `required`, `allows_none`, `default`
    ///   (null where it is not given), `choices` of a choice, `doc`.
    /// - `outputs`: how many, or the name of the parameter that says how many, by a number, by a word or by its length.
    /// - `gradient`: rule, composed or zero.
    /// - `test`: `ranges`, `ulps`, `has_reference`, `matrices` (a word for each of the first inputs), `cases` (`shapes` and `parameters`).
    public static var json: String {
        "[\n" + zip(Op.all, OperatorNames.all).map(describe).joined(separator: ",\n") + "\n]\n"
    }

    private static func describe(_ op: Operator, _ names: OperatorNames) -> String {
        JSON.object([
            ("name", JSON.string(op.name)),
            ("aliases", JSON.array(op.aliases.map(JSON.string))),
            ("c_name", JSON.string(names.cFunction)),
            ("python_name", names.python.map(JSON.string) ?? "null"),
            ("python_aliases", JSON.array(names.pythonAliases.map(JSON.string))),
            ("python_space", names.pythonSpace.map(JSON.string) ?? "null"),
            ("python_method", "\(names.isMethod)"),
            ("swift_name", JSON.string(names.swift)),
            ("summary", JSON.string(op.doc.summary)),
            ("details", JSON.string(op.doc.details)),
            ("example", op.doc.example.map(describe) ?? "null"),
            ("inputs", JSON.array(op.inputs.map(describe))),
            ("parameters", JSON.array(op.parameters.map(describe))),
            ("outputs", describe(op.outputs)),
            ("gradient", JSON.string(describe(op.gradient))),
            ("test", describe(op.test, of: op)),
        ])
    }

    private static func describe(_ example: (code: String, output: String)) -> String {
        JSON.object([
            ("code", JSON.string(example.code)), ("output", JSON.string(example.output)),
        ])
    }

    private static func describe(_ input: Operator.Input) -> String {
        JSON.object([
            ("name", JSON.string(input.name)), ("variadic", "\(input.isVariadic)"),
            ("optional", "\(input.isOptional)"), ("doc", JSON.string(input.doc)),
        ])
    }

    private static func describe(_ parameter: Parameter) -> String {
        let choices: [String]? =
            if case .choice(let names) = parameter.kind { names } else { nil }
        return JSON.object([
            ("name", JSON.string(parameter.name)),
            ("kind", JSON.string(parameter.kind.name)),
            ("required", "\(parameter.fallback == nil)"),
            ("allows_none", "\(parameter.allowsNone)"),
            ("default", parameter.fallback.map { describe($0, of: parameter.kind) } ?? "null"),
            ("choices", choices.map { JSON.array($0.map(JSON.string)) }),
            ("doc", JSON.string(parameter.doc)),
        ])
    }

    private static func describe(_ value: Attribute, of kind: Parameter.Kind) -> String {
        switch value {
        case .none: "null"
        case .bool(let value): "\(value)"
        case .int(let value): "\(value)"
        case .real(let value): JSON.number(value)
        case .ints(let values):
            JSON.array(values.map { $0 == Attribute.missing ? "null" : "\($0)" })
        case .dtype(let dtype): JSON.string(dtype.name)
        case .context(let context): JSON.string("\(context)")
        case .choice(let position):
            if case .choice(let names) = kind, names.indices.contains(position) {
                JSON.string(names[position])
            } else {
                "\(position)"
            }
        }
    }

    private static func describe(_ outputs: Operator.Outputs) -> String {
        switch outputs {
        case .one: "1"
        case .fixed(let count): "\(count)"
        case .parameter(let name), .choice(let name, _), .flag(let name), .between(let name):
            JSON.string(name)
        }
    }

    private static func describe(_ gradient: Operator.Gradient) -> String {
        switch gradient {
        case .rule, .part: "rule"
        case .composed: "composed"
        case .zero: "zero"
        case .undefined: "none"
        }
    }

    private static func describe(_ test: TestDomain, of op: Operator) -> String {
        JSON.object([
            (
                "ranges",
                JSON.array(
                    test.ranges.map { range in
                        JSON.array([JSON.number(range.lowerBound), JSON.number(range.upperBound)])
                    })
            ),
            ("ulps", JSON.number(test.ulps)),
            ("has_reference", "\(test.reference != nil)"),
            ("is_random", "\(test.isRandom)"),
            ("matrices", JSON.array(test.matrices.map { JSON.string($0.rawValue) })),
            ("cases", JSON.array(test.cases.map { describe($0, of: op) })),
        ])
    }

    private static func describe(_ test: TestDomain.Case, of op: Operator) -> String {
        let parameters = test.parameters.map { name, value in
            let kind = op.parameters.first { $0.name == name }?.kind ?? .int
            return (name: name, value: Optional(describe(value, of: kind)))
        }
        return JSON.object([
            ("shapes", JSON.array(test.shapes.map { JSON.array($0.map { "\($0)" }) })),
            ("parameters", JSON.object(parameters)),
        ])
    }
}

extension Parameter.Kind {
    /// The kind in one word.
    var name: String {
        switch self {
        case .bool: "bool"
        case .int: "int"
        case .real: "real"
        case .ints: "ints"
        case .dtype: "dtype"
        case .context: "context"
        case .choice: "choice"
        }
    }
}
