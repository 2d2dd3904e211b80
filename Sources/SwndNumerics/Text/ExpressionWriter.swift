/// Writes expressions as statements of OpenCL C.
///
///     const float t0 = x * x;
///     const float t1 = fma(t0, -0.5f, 1.0f);
///
/// What is the same is written once. Names count upward, so equal bodies make equal texts.
public struct ExpressionWriter {
    /// The statements so far, with the indentation that they have.
    public private(set) var lines: [String] = []
    /// Whether double precision occurs.
    public private(set) var usesDouble = false
    /// Whether something occurred that has no text.
    public private(set) var isIncomplete = false

    private let prefix: String
    private let hasDouble: Bool
    private var indentation: String
    private var count = 0
    private var names: [ObjectIdentifier: String] = [:]
    private var known: [String: String] = [:]
    /// Keeps the nodes that ``names`` tells apart by address.
    private var kept: [Expression] = []

    /// - Parameters:
    ///   - prefix: what names begin with.
    ///   - hasDouble: whether the device has double precision. It is used all the same where there is no other way.
    public init(prefix: String = "t", indentation: String = "    ", hasDouble: Bool = true) {
        self.prefix = prefix
        self.hasDouble = hasDouble
        self.indentation = indentation
    }

    /// Writes what is needed for an expression, and gives its name.
    public mutating func write(_ expression: Expression) -> String {
        if let name = names[ObjectIdentifier(expression)] { return name }
        if expression.kind == .number(.float64) { usesDouble = true }
        let name: String
        switch expression.form {
        case .atom: return expression.text
        case .missing:
            isIncomplete = true
            return "0"
        case .choice: name = write(expression.operands[hasDouble ? 0 : 1])
        case .function: name = writeFunction(expression)
        case .replacing: name = writeReplacing(expression)
        }
        names[ObjectIdentifier(expression)] = name
        kept.append(expression)
        return name
    }

    /// Ends what ``write(_:)`` began: names of nodes are forgotten, those of statements are not.
    public mutating func forgetNodes() {
        names = [:]
        kept = []
    }

    /// A name that nobody else has.
    public mutating func newName() -> String {
        count += 1
        return prefix + String(count - 1)
    }

    /// Adds a statement.
    public mutating func add(_ statement: String) { lines.append(indentation + statement) }

    private mutating func writeFunction(_ expression: Expression) -> String {
        let operands = expression.operands.map { write($0) }
        let text = Self.filled(expression.text, operands)
        let type = expression.kind.name
        let key = type + " " + text
        if let name = known[key] { return name }
        let name = newName()
        add("const \(type) \(name) = \(text);")
        known[key] = name
        return name
    }

    private mutating func writeReplacing(_ expression: Expression) -> String {
        let usual = write(expression.operands[0])
        let mask = write(expression.operands[1])
        let name = newName()
        add("\(expression.kind.name) \(name) = \(usual);")
        add("if (\(mask)) {")
        // What is written inside of the block is not known outside.
        let (namesBefore, knownBefore, indentationBefore) = (names, known, indentation)
        indentation += "    "
        let rare = write(expression.operands[2])
        add("\(name) = \(rare);")
        (names, known, indentation) = (namesBefore, knownBefore, indentationBefore)
        add("}")
        return name
    }

    /// A text with the operands in place of `$0`, `$1` ...
    static func filled(_ text: String, _ operands: [String]) -> String {
        var result = ""
        var isPlace = false
        for letter in text.unicodeScalars {
            if isPlace {
                let position = Int(letter.value) - 48
                result += operands.indices.contains(position) ? operands[position] : "0"
                isPlace = false
            } else if letter == "$" {
                isPlace = true
            } else {
                result.unicodeScalars.append(letter)
            }
        }
        return result
    }
}
