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
    /// The variables of loops that have been written.
    private var ended: [ObjectIdentifier: [String]] = [:]
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
        case .missing, .variable, .loop:
            // A variable is named by its loop, and a loop asked for by its parts.
            isIncomplete = true
            return "0"
        case .part(let number): name = write(expression.operands[0], part: number)
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
        ended = [:]
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
        writeBlock("if (\(mask))") { writer in
            let rare = writer.write(expression.operands[2])
            writer.add("\(name) = \(rare);")
        }
        return name
    }

    /// Writes a block; what is written inside of it is not known outside.
    private mutating func writeBlock(
        _ head: String, _ body: (inout ExpressionWriter) -> Void
    ) {
        add(head + " {")
        let (before, endedBefore, knownBefore) = (names, ended, known)
        let indentationBefore = indentation
        indentation += "    "
        body(&self)
        (names, ended, known) = (before, endedBefore, knownBefore)
        indentation = indentationBefore
        add("}")
    }

    /// Writes a loop, once, and gives the name of one of its variables.
    private mutating func write(_ expression: Expression, part: Int) -> String {
        guard case .loop(let loop) = expression.form, loop.variables.indices.contains(part) else {
            isIncomplete = true
            return "0"
        }
        if let known = ended[ObjectIdentifier(expression)] { return known[part] }
        kept.append(expression)
        let variables = loop.variables.map { declare($0) }
        let open = declare(loop.isOpen)
        let turn = newName()
        let (from, to) = (loop.turns.lowerBound, loop.turns.upperBound)
        writeBlock("for (int \(turn) = \(from); \(open) && \(turn) < \(to); \(turn)++)") { writer in
            for (variable, name) in zip(loop.variables + [loop.isOpen], variables + [open]) {
                writer.names[ObjectIdentifier(variable.own)] = name
            }
            writer.names[ObjectIdentifier(loop.turn)] = turn
            let all = zip(loop.variables, variables).filter { !$0.0.isConstant }
            // A variable that takes the place of another one is kept until all have been computed.
            let next = all.map { writer.copied(writer.write($0.0.next), ifAmong: variables) }
            let isOpen = writer.write(loop.isOpen.next)
            for ((_, name), number) in zip(all, next) { writer.add("\(name) = \(number);") }
            writer.add("\(open) = \(isOpen);")
        }
        ended[ObjectIdentifier(expression)] = variables
        return variables[part]
    }

    /// Declares a variable as it is before the first turn; one that never changes has a name already.
    private mutating func declare(_ variable: ExpressionLoop.Variable) -> String {
        let start = write(variable.start)
        if variable.isConstant { return start }
        let name = newName()
        add("\(variable.own.kind.name) \(name) = \(start);")
        return name
    }

    private mutating func copied(_ number: String, ifAmong variables: [String]) -> String {
        guard variables.contains(number) else { return number }
        let name = newName()
        add("const double \(name) = \(number);")
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
