import SwndGraph

/// What no declaration may do, because a product could not say it.
enum Validation {
    /// A line for each mistake.
    static var mistakes: [String] { clashes + Declaration.all.flatMap(check) }

    /// Names that two operators have.
    private static var clashes: [String] {
        let spaces: [(String, (Declaration) -> [String])] = [
            ("name", { [$0.op.name] + $0.op.aliases }), ("name in C", { [$0.names.c] }),
            ("name in Swift", { [$0.names.swift] }),
        ]
        return spaces.flatMap { space, names in
            var seen = Set<String>()
            return Declaration.all.flatMap(names).filter { !seen.insert($0).inserted }
                .map { "the \(space) '\($0)' is that of two operators" }
        }
    }

    private static func check(_ declaration: Declaration) -> [String] {
        let op = declaration.op
        var mistakes: [String] = []
        let inputs = op.inputs.map(\.name)
        let parameters = op.parameters.map(\.name)
        // Names of the wrapper's own that an argument would hide.
        let reserved = Set(PythonFunctions.runtime + PythonText.local)
        for name in inputs + parameters where reserved.contains(name) {
            mistakes.append(
                "the argument '\(name)' has a name that the Python functions use themselves")
        }
        for name in inputs + parameters where keywords.contains(name) {
            mistakes.append("the argument '\(name)' is a word of Python, C or C++")
        }
        for name in [op.name] + op.aliases where PythonFunctions.runtime.contains(name) {
            mistakes.append("'\(name)' is a function that the Python functions stand on")
        }
        if Set(inputs + parameters).count < inputs.count + parameters.count {
            mistakes.append("two arguments have the same name")
        }
        if op.inputs.dropLast().contains(where: \.isVariadic) {
            mistakes.append("only the last input can be any number of arrays")
        }
        if let first = op.inputs.firstIndex(where: \.isOptional),
            op.inputs[first...].contains(where: { !$0.isOptional || $0.isVariadic })
        {
            mistakes.append("only the last inputs can be left out, and none that is any number")
        }
        switch op.outputs {
        case .one: break
        case .flag(let name):
            if !op.parameters.contains(where: { $0.name == name && $0.kind == .bool }) {
                mistakes.append("outputs are counted by '\(name)', which is no boolean parameter")
            }
        case .fixed(let count):
            if count < 2 { mistakes.append("a fixed number of outputs is more than one") }
        case .parameter(let name):
            if !op.parameters.contains(where: { $0.name == name && $0.kind == .int }) {
                mistakes.append("outputs are counted by '\(name)', which is no integer parameter")
            }
        case .between(let name):
            if !op.parameters.contains(where: { $0.name == name && $0.kind == .ints }) {
                mistakes.append("outputs are counted by '\(name)', which is no list parameter")
            }
        case .choice(let name, let counts):
            let words = op.parameters.first { $0.name == name }?.choices ?? []
            if words.count != counts.count || words.isEmpty || counts.contains(where: { $0 < 1 }) {
                mistakes.append("outputs are counted by '\(name)', whose words are others")
            }
        }
        for parameter in op.parameters
        where parameter.allowsNone && parameter.fallback != Attribute.none {
            if parameter.kind == .int { continue }
            mistakes.append("'\(parameter.name)' cannot have none beside its default")
        }
        for parameter in op.parameters
        where parameter.followsOut && !["shape", "dtype"].contains(parameter.name) {
            mistakes.append("no array has a '\(parameter.name)' to follow")
        }
        for parameter in op.parameters where !fits(parameter) {
            mistakes.append("the default of '\(parameter.name)' is no value of its kind")
        }
        return mistakes.map { "\(op.name): \($0)" }
    }

    /// Words of Python, C and C++ that no argument can be called. Those of Swift can, in backticks.
    private static let keywords: Set = [
        "False", "None", "True", "and", "as", "assert", "async", "await", "auto", "bool", "break",
        "case", "catch", "char", "class", "const", "continue", "def", "default", "del", "delete",
        "do",
        "double", "elif", "else", "enum", "except", "explicit", "extern", "finally", "float", "for",
        "friend", "from", "global", "goto", "if", "import", "in", "inline", "int", "is", "lambda",
        "long", "namespace", "new", "nonlocal", "not", "operator", "or", "pass", "private",
        "protected", "public", "raise", "register", "return", "short", "signed", "sizeof", "static",
        "struct", "switch", "template", "this", "throw", "try", "typedef", "typename", "union",
        "unsigned", "using", "virtual", "void", "volatile", "while", "with", "xor", "yield",
    ]

    private static func fits(_ parameter: Parameter) -> Bool {
        guard let fallback = parameter.fallback else { return true }
        return switch (fallback, parameter.kind) {
        case (.bool, .bool), (.int, .int), (.real, .real), (.int, .real), (.ints, .ints): true
        case (.dtype, .dtype), (.context, .context): true
        case (.choice, .choice): parameter.fallbackChoice != nil
        case (.none, .int), (.none, .real), (.none, .ints), (.none, .dtype): true
        default: false
        }
    }
}

extension PythonText {
    /// Names that the body of a Python function uses beside those of the runtime.
    static let local = [
        "out", "name", "kwargs", "cell", "cells", "status", "handles", "result", "len", "self",
    ]
}
