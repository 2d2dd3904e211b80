/// A node of a body that has been read as text: what computes one number from others.
///
/// Bodies are functions, so reading one makes a graph; ``ExpressionWriter`` writes it down as statements of OpenCL C, each node
/// once.
public final class Expression: Sendable {
    /// The types of numbers, truth, and four words of 32 random bits.
    public enum Kind: Sendable, Equatable {
        case number(ComputeType)
        case truth
        case words

        /// The type's name in OpenCL C.
        public var name: String {
            switch self {
            case .number(.float32): "float"
            case .number(.float64): "double"
            case .number(.int32), .truth: "int"
            case .number(.int64): "long"
            case .words: "uint4"
            }
        }
    }

    /// How the number is made.
    enum Form: Sendable {
        /// A constant, or the name of an operand.
        case atom
        /// A function of the operands, which the text names `$0`, `$1` and so on.
        case function
        /// Operand 0, but operand 2, which takes long, where operand 1 is true.
        case replacing
        /// Operand 0, or operand 1 where the device has no double precision.
        case choice
        /// A number that changes from turn to turn of a loop, which names it.
        case variable
        /// A loop: what is of interest are its parts.
        case loop(ExpressionLoop)
        /// A variable of a loop, operand 0, when that has ended.
        case part(Int)
        /// There is no text for it.
        case missing
    }

    /// What it computes.
    public let kind: Kind
    let form: Form
    let text: String
    let operands: [Expression]

    init(_ kind: Kind, _ form: Form, _ text: String, _ operands: [Expression] = []) {
        self.kind = kind
        self.form = form
        self.text = text
        self.operands = operands
    }

    /// A number that has a name already.
    public convenience init(named name: String, _ type: ComputeType) {
        self.init(.number(type), .atom, name)
    }

    /// What a text computes, with `$0`, `$1` ... for the operands.
    public convenience init(
        _ type: ComputeType, _ text: String, of operands: [Expression]
    ) {
        self.init(.number(type), .function, text, operands)
    }
    /// Four words that a text computes, with `$0`, `$1` ... for the operands.
    public convenience init(words text: String, of operands: [Expression]) {
        self.init(.words, .function, text, operands)
    }
}

/// A loop as it is written down.
final class ExpressionLoop: Sendable {
    /// A number that changes.
    struct Variable: Sendable {
        /// What the body names it by.
        let own: Expression
        let start: Expression
        let next: Expression

        /// Whether it never changes.
        var isConstant: Bool { own === next }
    }

    let variables: [Variable]
    /// Whether there is another turn.
    let isOpen: Variable
    /// The number of the turn, as the body names it.
    let turn: Expression
    let turns: Range<Int>

    init(_ variables: [Variable], isOpen: Variable, turn: Expression, _ turns: Range<Int>) {
        self.variables = variables
        self.isOpen = isOpen
        self.turn = turn
        self.turns = turns
    }
}
