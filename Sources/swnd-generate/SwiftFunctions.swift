import SwndGraph
import SwndOperators

/// `Sources/Swnd/Generated`: operators as free functions and as methods of NDArray.
enum SwiftFunctions {
    static var products: [Product] {
        SwiftText.files(
            "Sources/Swnd/Generated", "Functions",
            head: SwiftText.head(
                "Operators as functions and methods.", imports: ["SwndCore", "SwndGraph"]),
            Declaration.published.map { (name: $0.names.swift, lines: describe($0)) })
    }

    /// What the first input is called where an operator is a method of it.
    private static let subjects = ["data", "a", "indices", "lhs"]

    private static func describe(_ declaration: Declaration) -> [String] {
        var lines: [String] = []
        for parameter in declaration.op.parameters where !parameter.choices.isEmpty {
            lines += enumeration(declaration, parameter) + [""]
        }
        lines += function(declaration, isMethod: false) + [""]
        if let first = declaration.op.inputs.first, !first.isVariadic, subjects.contains(first.name)
        {
            lines += ["extension NDArray {"]
            lines += function(declaration, isMethod: true).map { "    " + $0 }
            lines += ["}", ""]
        }
        return lines
    }

    private static func enumeration(_ declaration: Declaration, _ parameter: Parameter) -> [String]
    {
        let words = parameter.choices.flatMap { word in
            ["    /// \"\(word)\".", "    case \(SwiftText.identifier(choice: word))"]
        }
        return ["/// The parameter `\(label(parameter))` of `\(declaration.names.swift)`."]
            + ["public enum \(choiceType(declaration, parameter)): Int, Sendable {"] + words + ["}"]
    }

    private static func choiceType(_ declaration: Declaration, _ parameter: Parameter) -> String {
        let name = OperatorNames.camelCase("\(declaration.names.c)_\(parameter.name)")
        return name.prefix(1).uppercased() + name.dropFirst()
    }

    private static func label(_ parameter: Parameter) -> String {
        OperatorNames.camelCase(parameter.name)
    }

    private static func function(_ declaration: Declaration, isMethod: Bool) -> [String] {
        let op = declaration.op
        let results = declaration.canHaveSeveral ? "[NDArray]" : "NDArray"
        let inputs = isMethod ? op.inputs.dropFirst() : op.inputs[...]
        var parameters = inputs.map { input in
            let name = SwiftText.identifier(OperatorNames.camelCase(input.name))
            if input.isOptional { return "\(name): NDArray? = nil" }
            return "_ \(name): " + (input.isVariadic ? "[NDArray]" : "NDArray")
        }
        for (position, parameter) in op.parameters.enumerated() {
            // zeros([2, 3]), not zeros(shape: [2, 3]).
            let isSubject = op.inputs.isEmpty && position == 0 && parameter.isRequired
            parameters.append((isSubject ? "_ " : "") + declare(declaration, parameter))
        }
        let name = SwiftText.identifier(declaration.names.swift)
        // A line in an extension is indented by four columns more, so it is laid out there.
        let indent = isMethod ? "    " : ""
        let signature = Lines.filled(
            "\(indent)public func \(name)(", parameters, ") throws(SwndError) -> \(results) {")
        let call = "try NDArray.\(declaration.canHaveSeveral ? "apply" : "applyOne")("
        let body = apply(
            "\(indent)    \(call)", ["Operators.made.\(name)", arrays(op, isMethod: isMethod)],
            op.parameters.map(attribute))
        return comment(op, isMethod: isMethod)
            + (signature + body + ["\(indent)}"]).map { String($0.dropFirst(indent.count)) }
    }

    /// The lines of a call: in one line, with the attributes in a line of their own, or with the attributes in several.
    private static func apply(_ call: String, _ arguments: [String], _ attributes: [String])
        -> [String]
    {
        let first = arguments.joined(separator: ", ")
        if attributes.isEmpty { return ["\(call)\(first))"] }
        let list = attributes.joined(separator: ", ")
        let line = "\(call)\(first), [\(list)])"
        if line.count <= Lines.columns { return [line] }
        let indent = call.prefix { $0 == " " } + "    "
        let joined = "\(indent)\(first), [\(list)])"
        if joined.count <= Lines.columns { return [call, joined] }
        return [call, "\(indent)\(first),"]
            + Lines.filled("\(indent)[", attributes, "])", trailing: ",")
    }

    private static func declare(_ declaration: Declaration, _ parameter: Parameter) -> String {
        let type =
            switch parameter.kind {
            case .bool: "Bool"
            case .int: "Int"
            case .real: "Double"
            case .ints: "[Int]"
            case .dtype: "DType"
            case .context: "Context"
            case .choice: choiceType(declaration, parameter)
            }
        let text = "\(label(parameter)): \(type)" + (parameter.allowsNone ? "?" : "")
        return fallback(parameter).map { "\(text) = \($0)" } ?? text
    }

    private static func fallback(_ parameter: Parameter) -> String? {
        guard let fallback = parameter.fallback else { return nil }
        switch fallback {
        case .none: return "nil"
        case .bool(let value): return "\(value)"
        case .int(let value): return "\(value)"
        case .real(let value): return "\(value)"
        case .ints(let values): return "\(values)"
        case .dtype(let dtype): return ".\(dtype.name)"
        case .context(let context): return context.index == 0 ? ".cpu()" : ".cpu(\(context.index))"
        case .choice:
            return ".\(SwiftText.identifier(choice: parameter.fallbackChoice ?? ""))"
        }
    }

    /// The arrays that a function hands on.
    private static func arrays(_ op: Operator, isMethod: Bool) -> String {
        var singles: [String] = []
        var rest: String?
        for (position, input) in op.inputs.enumerated() {
            let name = SwiftText.identifier(OperatorNames.camelCase(input.name))
            if input.isVariadic {
                rest = name
            } else {
                singles.append(isMethod && position == 0 ? "self" : name)
            }
        }
        let list = singles.joined(separator: ", ")
        if op.inputs.contains(where: \.isOptional) { return "Few([\(list)].compactMap(\\.self))" }
        guard let rest else { return singles.count > 3 ? "Few([\(list)])" : "Few(\(list))" }
        return singles.isEmpty ? "Few(\(rest))" : "Few([\(list)] + \(rest))"
    }

    private static func attribute(_ parameter: Parameter) -> String {
        let name = SwiftText.identifier(label(parameter))
        func wrapped(_ kind: String) -> String {
            parameter.allowsNone
                ? "\(name).map { .\(kind)($0) } ?? Attribute.none" : ".\(kind)(\(name))"
        }
        return switch parameter.kind {
        case .bool: wrapped("bool")
        case .int: wrapped("int")
        case .real: wrapped("real")
        case .ints: wrapped("ints")
        case .dtype: wrapped("dtype")
        case .context: wrapped("context")
        case .choice: ".choice(\(name).rawValue)"
        }
    }

    private static func comment(_ op: Operator, isMethod: Bool) -> [String] {
        var lines = Lines.wrap(op.doc.summary, first: "/// ")
        // The function says it all; a method does not say it again.
        if isMethod { return lines }
        if !op.doc.details.isEmpty { lines += ["///"] + Lines.wrap(op.doc.details, first: "/// ") }
        let entries =
            op.inputs.map { (OperatorNames.camelCase($0.name), $0.doc) }
            + op.parameters.map { (label($0), $0.doc) }
        if !entries.isEmpty { lines += ["///", "/// - Parameters:"] }
        for (name, text) in entries {
            lines += Lines.wrap(text, first: "///   - \(name): ", rest: "///     ")
        }
        return lines
    }
}
