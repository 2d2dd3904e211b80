import SwndGraph

/// What an operator is called in each language, by one set of rules over its declared name and aliases.
///
/// A name that begins with an underscore is for the engine's own use: C has it without the underscore, Python and Swift
/// have the operator only if an alias is public.
public struct OperatorNames: Sendable {
    /// The name in C, after the prefix `swnd_`: lower case with underscores.
    public let c: String
    /// The name in Python; nothing for an operator that is not public.
    public let python: String?
    /// All other names in Python, sorted.
    public let pythonAliases: [String]
    /// The part of Python's `nd` that has these names; nothing for `nd` itself.
    public let pythonSpace: String?
    /// The name in Swift, whether public there or not: lower camel case.
    public let swift: String

    /// The function in C.
    public var cFunction: String { "swnd_\(c)" }

    /// Whether the operator is a method of arrays in Python too: `x.exp()` beside `nd.exp(x)`.
    public let isMethod: Bool

    /// The names of all operators, in the order of ``Op/all``.
    public static var all: [OperatorNames] {
        var taken = Set(Op.all.map(\.name).filter(isSnakeCase))
        return Op.all.map { op in
            // Wherever a name would clash with another operator, the next best is taken.
            let candidates = cNames(op)
            let c = candidates.first { $0 == op.name || !taken.contains($0) } ?? op.name
            taken.insert(c)
            return OperatorNames(op, c: c)
        }
    }

    private init(_ op: Operator, c: String) {
        self.c = c
        let names = ([op.name] + op.aliases).filter { !$0.hasPrefix("_") }
        python = names.first
        pythonAliases = names.dropFirst().sorted()
        pythonSpace = op.space
        swift = Self.camelCase(c)
        let subject = op.inputs.first.map { !$0.isVariadic && Self.subjects.contains($0.name) }
        isMethod = python?.first?.isLowercase == true && op.space == nil && subject == true
    }

    /// What the first input is called where the operator is about that input alone; operators that treat their inputs as
    /// equals (lhs and rhs) are no methods.
    private static let subjects = ["data", "a", "indices"]

    /// `broadcastTo` for `broadcast_to`.
    public static func camelCase(_ name: String) -> String {
        var result = ""
        for word in name.split(separator: "_") {
            let first = result.isEmpty ? word.prefix(1).lowercased() : word.prefix(1).uppercased()
            result += first + word.dropFirst()
        }
        return result
    }
}

/// Names that an operator could have in C, the best first.
private func cNames(_ op: Operator) -> [String] {
    if isSnakeCase(op.name) { return [op.name] }
    let aliases = op.aliases.filter(isSnakeCase)
    let bare = String(op.name.drop { $0 == "_" })
    if isSnakeCase(bare) { return [bare] + aliases }
    let names = ([op.name] + op.aliases).filter { !$0.hasPrefix("_") } + [bare]
    return aliases + names.map(snakeCase)
}

private func isSnakeCase(_ name: String) -> Bool {
    name.first?.isLowercase == true && !name.contains(where: \.isUppercase)
}

/// `fully_connected` for `FullyConnected`, `roi_pooling` for `ROIPooling`.
private func snakeCase(_ name: String) -> String {
    let letters = Array(name)
    var result = ""
    for (place, letter) in letters.enumerated() {
        if letter.isUppercase, place > 0, letters[place - 1] != "_" {
            let endsWord = letters[place - 1].isLowercase
            let beginsWord = place + 1 < letters.count && letters[place + 1].isLowercase
            if endsWord || beginsWord { result.append("_") }
        }
        result += letter.lowercased()
    }
    return result
}
