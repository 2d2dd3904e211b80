import SwndGraph

/// `Sources/SwndC/Generated`: the bodies of the C functions, each a call of what is written by hand in `OperatorCalls.swift`.
enum CEntryPoints {
    static var products: [Product] {
        SwiftText.files(
            "Sources/SwndC/Generated", "Operators",
            head: SwiftText.head(
                "Operators in C.", imports: ["CSwnd", "Swnd", "SwndCore", "SwndGraph"]),
            Declaration.all.map { (name: $0.names.c, lines: entryPoint($0) + [""]) })
    }

    private static func entryPoint(_ declaration: Declaration) -> [String] {
        let function = declaration.names.cFunction
        let parameters = declaration.cParameters.map {
            "_ \(SwiftText.identifier($0.name)): \($0.swiftType)"
        }
        return ["@implementation @_cdecl(\"\(function)\")"]
            + Lines.filled("public func \(function)(", parameters, ") -> swnd_status {")
            + body(declaration).map { "    " + $0 } + ["}"]
    }

    private static func body(_ declaration: Declaration) -> [String] {
        var arguments = ["Operators.made.\(SwiftText.identifier(declaration.names.swift))", "out"]
        if declaration.canHaveSeveral { arguments.append("out_count") }
        let inputs = declaration.fixedInputs.map { SwiftText.identifier($0.name) }
        let isMany =
            declaration.canHaveSeveral || declaration.variadicInput != nil
            || declaration.hasOptionalInputs
        if isMany || inputs.count > 2 {
            arguments.append("[\(inputs.joined(separator: ", "))]")
        } else {
            arguments += inputs
        }
        if let variadic = declaration.variadicInput {
            arguments += [SwiftText.identifier(variadic.name), "\(variadic.name)_count"]
        }
        if !isMany, inputs.count == 1, let number = onlyNumber(declaration.op) {
            arguments.append("scalar: \(SwiftText.identifier(number))")
            return ["apply(\(arguments.joined(separator: ", ")))"]
        }
        let call = "apply(\(arguments.joined(separator: ", ")))"
        if declaration.op.parameters.isEmpty { return [call] }
        let attributes = declaration.op.parameters.enumerated().map(attribute)
        return ["\(call) { given throws(SwndError) in"]
            + Lines.filled("        [", attributes, "]", trailing: ",").map {
                String($0.dropFirst(4))
            }
            + ["}"]
    }

    /// The parameter of an operator that has no other one, if it is a number.
    private static func onlyNumber(_ op: Operator) -> String? {
        guard op.parameters.count == 1, let parameter = op.parameters.first,
            parameter.kind == .real, !parameter.allowsNone
        else { return nil }
        return parameter.name
    }

    /// The expression that makes an attribute of a C argument.
    private static func attribute(_ position: Int, _ parameter: Parameter) -> String {
        let name = SwiftText.identifier(parameter.name)
        return switch parameter.kind {
        case .bool: ".bool(\(name))"
        case .int: "try given.int(\(position), \(name))"
        case .real: parameter.allowsNone ? "given.optionalReal(\(name))" : ".real(\(name))"
        case .ints: "try given.ints(\(position), \(name), \(parameter.name)_count)"
        case .dtype: "try given.dtype(\(position), \(name).rawValue)"
        case .context: "try given.context(\(position), \(name))"
        case .choice: "try given.choice(\(position), \(name).rawValue)"
        }
    }
}
