import SwndGraph

/// Python as products spell it.
enum PythonText {
    /// One parameter of a Python function.
    struct Argument {
        /// The name, with a star before it for any number of arrays.
        let name: String
        let fallback: String?
        /// Its type in a stub.
        let type: String
        /// The words of a choice.
        var choices: [String] = []
    }

    /// The operators that Python has, sorted by name.
    static let functions = Declaration.published.sorted { name($0) < name($1) }

    /// The same by family.
    static let families = Dictionary(grouping: functions, by: \.family).sorted { $0.key < $1.key }

    static func name(_ declaration: Declaration) -> String {
        declaration.names.python ?? declaration.names.c
    }

    /// The variable that holds an operator's C function.
    static func function(_ declaration: Declaration) -> String { "_c_\(name(declaration))" }

    /// Lines that give operators their other names.
    static func aliases(of functions: [Declaration]) -> [String] {
        functions.flatMap { declaration in
            declaration.names.pythonAliases.map { (alias: $0, name: name(declaration)) }
        }.sorted { $0.alias < $1.alias }.map { "\($0.alias) = \($0.name)" }
    }

    /// The numbers of the words of choices.
    static func tables(_ declaration: Declaration) -> [String] {
        declaration.op.parameters.filter { !$0.choices.isEmpty }.flatMap { parameter in
            Lines.listed(
                "_\(name(declaration))_\(parameter.name) = {",
                parameter.choices.enumerated().map { "\"\($1)\": \($0)" }, "}")
        }
    }

    /// The parameters of a function, `out` and `name` among them.
    static func parameters(_ declaration: Declaration) -> [Argument] {
        var arguments = declaration.op.inputs.map {
            Argument(
                name: $0.isVariadic ? "*\($0.name)" : $0.name,
                fallback: $0.isOptional ? "None" : nil,
                type: $0.isOptional ? "NDArray | None" : "NDArray")
        }
        let isByKeyword = declaration.variadicInput != nil
        var needsDefault = declaration.hasOptionalInputs
        for parameter in declaration.op.parameters {
            var value = fallback(parameter)
            if value == nil, needsDefault, !isByKeyword { value = "None" }
            needsDefault = needsDefault || value != nil
            let type =
                type(parameter) + (value == "None" || parameter.allowsNone ? " | None" : "")
            arguments.append(
                Argument(
                    name: parameter.name, fallback: value, type: type, choices: parameter.choices))
        }
        let out =
            switch declaration.op.outputs {
            case .one: "NDArray"
            case .fixed, .parameter, .between: "list[NDArray]"
            case .choice, .flag: "NDArray | list[NDArray]"
            }
        return arguments + [
            Argument(name: "out", fallback: "None", type: "\(out) | None"),
            Argument(name: "name", fallback: "None", type: "str | None"),
        ]
    }

    /// The default in a signature.
    private static func fallback(_ parameter: Parameter) -> String? {
        guard let fallback = parameter.fallback else { return nil }
        switch parameter.kind {
        case .dtype, .context: return "None"
        case _ where parameter.followsOut: return "None"
        default: return literal(fallback, of: parameter)
        }
    }

    /// A default as Python writes it.
    static func literal(_ fallback: Attribute, of parameter: Parameter) -> String {
        switch fallback {
        case .none: return "None"
        case .bool(let value): return literal(value)
        case .int(let value): return parameter.kind == .real ? "\(Double(value))" : "\(value)"
        case .real(let value): return "\(value)"
        case .ints(let values):
            let items = values.map { $0 == Attribute.missing ? "None" : "\($0)" }
            return items.count == 1 ? "(\(items[0]),)" : "(\(items.joined(separator: ", ")))"
        case .dtype(let dtype): return "\"\(dtype.name)\""
        case .context(let context): return "\(context)"
        case .choice: return "\"\(parameter.fallbackChoice ?? "")\""
        }
    }

    /// All names and words in some lines.
    static func words(_ lines: [String]) -> Set<String> {
        func isLetter(_ character: Character) -> Bool {
            character.isLetter || character.isNumber || character == "_"
        }
        return Set(lines.flatMap { $0.split { !isLetter($0) }.map(String.init) })
    }

    static func literal(_ value: Bool) -> String { value ? "True" : "False" }

    /// The type of a parameter in a stub.
    private static func type(_ parameter: Parameter) -> String {
        switch parameter.kind {
        case .bool: "bool"
        case .int: "int"
        case .real: "float"
        case .ints: parameter.name == "shape" ? "ShapeLike" : "Axes"
        case .dtype: "DTypeLike"
        case .context: "Context"
        case .choice(let words):
            "Literal[" + words.map { "\"\($0)\"" }.joined(separator: ", ") + "]"
        }
    }
}
