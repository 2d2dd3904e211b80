import SwndGraph

/// The docstring of a Python function, in NumPy's style.
enum PythonDocstring {
    static func lines(_ declaration: Declaration) -> [String] {
        let op = declaration.op
        var lines = Lines.wrap(op.doc.summary, first: "    \"\"\"", rest: "    ")
        if !op.doc.details.isEmpty { lines += [""] + Lines.wrap(op.doc.details, first: "    ") }
        lines += section("Parameters")
        for input in op.inputs {
            let optional = input.isOptional ? ", optional" : ""
            lines += ["    \(input.isVariadic ? "*" : "")\(input.name) : NDArray\(optional)"]
            lines += text(input.doc)
        }
        for parameter in op.parameters {
            lines += Lines.wrap(
                "\(parameter.name) : \(type(parameter))", first: "    ", rest: "        ")
            lines += text(parameter.doc)
        }
        let results = results(op.outputs)
        lines += ["    out : \(results.type), optional"] + text(results.out)
        lines += section("Returns") + ["    \(results.type)"]
        if let example = op.doc.example {
            lines += section("Examples") + ["    >>> \(example.code)"]
            lines += printed(example.output).map { "    " + $0 }
        }
        if lines.contains(where: { $0.contains("\\") }) {
            lines[0] = "    r" + lines[0].drop { $0 == " " }
        }
        return lines + ["    \"\"\""]
    }

    /// The lines of functions without docstrings, each of which begins and ends in lines of its own.
    static func removed(from lines: [String]) -> [String] {
        var isInside = false
        return lines.filter { line in
            let wasInside = isInside
            if ["    \"\"\"", "    r\"\"\""].contains(where: line.hasPrefix) { isInside.toggle() }
            return !wasInside && !isInside
        }
    }

    /// The type of the results, and what arrays given for them are.
    private static func results(_ outputs: Operator.Outputs) -> (type: String, out: String) {
        switch outputs {
        case .one: ("NDArray", "Array that takes the result.")
        case .fixed, .parameter, .between: ("list of NDArray", "Arrays that take the results.")
        case .choice, .flag:
            (
                "NDArray or list of NDArray",
                "Array that takes the result, or arrays if there are several."
            )
        }
    }

    private static func section(_ title: String) -> [String] {
        ["", "    \(title)", "    " + String(repeating: "-", count: title.count)]
    }

    private static func text(_ text: String) -> [String] { Lines.wrap(text, first: "        ") }

    /// A parameter's type in words, with its default.
    private static func type(_ parameter: Parameter) -> String {
        let type =
            switch parameter.kind {
            case .bool: "bool"
            case .int: "int"
            case .real: "float"
            case .ints: "int or tuple of int"
            case .dtype: "str or type"
            case .context: "Context"
            case .choice(let words): "{" + words.map { "'\($0)'" }.joined(separator: ", ") + "}"
            }
        guard let fallback = parameter.fallback else { return type }
        if fallback == .none || parameter.kind == .context { return "\(type), optional" }
        let literal = PythonText.literal(fallback, of: parameter)
        let none = parameter.allowsNone ? " or None" : ""
        let out = parameter.followsOut ? "that of `out`, or " : ""
        return "\(type)\(none), default \(out)"
            + literal.map { $0 == "\"" ? "'" : "\($0)" }.joined()
    }

    /// What the interpreter prints for an example's result: an array's text has a line before it and a line after it.
    private static func printed(_ output: String) -> [String] {
        let lines = output.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? "<BLANKLINE>" : String($0) }
        guard let shape = shape(ofPrinted: output) else { return lines }
        return ["<BLANKLINE>"] + lines + ["<NDArray \(shape) @cpu(0)>"]
    }

    /// The shape of an array from its text, as `2x3`; nothing where the text is something else.
    private static func shape(ofPrinted text: String) -> String? {
        guard text.hasPrefix("["), text.allSatisfy({ "[] \n0123456789.-+einfa".contains($0) })
        else {
            return nil
        }
        // How many brackets open at each depth: those of one depth divided by those outside of it are a length.
        var opened: [Int] = []
        var depth = 0
        for character in text {
            if character == "[" {
                if depth == opened.count { opened.append(0) }
                opened[depth] += 1
                depth += 1
            } else if character == "]" {
                depth -= 1
            }
        }
        opened.append(text.split { "[] \n".contains($0) }.count)
        return zip(opened, opened.dropFirst()).map { "\($1 / $0)" }.joined(separator: "x")
    }
}
