import SwndCore

/// The declaration of an operator: everything that is known about it, in one place.
///
/// The C prototype, the Swift and Python functions, their documentation, the operator table and the tests over all
/// operators are made from declarations; no other code knows operators by name.
public final class Operator: Sendable {
    /// What an operator does with its arguments.
    public enum Body: Sendable {
        /// One launch of a kernel.
        case kernel(@Sendable (borrowing Call) throws(SwndError) -> Kernel)
        /// Another layout over the storage of the first input; no launch.
        case view(@Sendable (borrowing Call) throws(SwndError) -> Layout)
        /// Other operators.
        case composition(@Sendable (borrowing Call) throws(SwndError) -> [Tensor])
    }

    /// How cotangents come back through an operator.
    public enum Gradient: Sendable {
        /// A rule, in the vocabulary of the operators: one cotangent for each input, nothing for those without.
        case rule(@Sendable (borrowing Backward) throws(SwndError) -> [Tensor?])
        /// The same for an operator whose result is a box of its only input: which slices of each axis. The cotangents of several
        /// boxes are put together at once, which is what makes splitting cheap.
        case part(
            @Sendable (borrowing Call) -> [Layout.Slice],
            rule: @Sendable (borrowing Backward) throws(SwndError) -> [Tensor?])
        /// The gradient of the operators that it is composed of.
        case composed
        /// Zero: the result is constant between jumps, or does not depend on the inputs' values.
        case zero
        /// There is none: going back through the operator is an error that names it.
        case undefined
    }

    /// When the result consists of truth values, so that it can be a mask: see ``Value/isTruth``.
    ///
    /// Movement of elements needs no word about it.
    public enum Truth: Sendable {
        case never
        /// A comparison, or logic.
        case always
        /// If all inputs do.
        case ofTruths
    }

    /// How many results there are.
    public enum Outputs: Sendable, Equatable {
        case one
        /// Always this many, more than one.
        case fixed(Int)
        /// As many as an integer parameter says.
        case parameter(String)
        /// As many as stand for the chosen word of a parameter.
        case choice(String, counts: [Int])
        /// Two where a boolean parameter is set, else one.
        case flag(String)
        /// One more than a list parameter has numbers: what lies before, between and after them.
        case between(String)
    }

    public let name: String
    public let aliases: [String]
    /// The part of Python's `nd` that has it, as in `nd.contrib.boolean_mask`; nothing for `nd` itself.
    public let space: String?
    public let doc: Documentation
    public let inputs: [Input]
    public let parameters: [Parameter]
    public let outputs: Outputs
    public let body: Body
    public let gradient: Gradient
    public let truth: Truth
    public let test: TestDomain
    let direct: DirectForm?

    /// The names of the parameters, and what they are when they are not given.
    let names: [String]
    let fallbacks: [Attribute]
    /// Whether there is a parameter that must be given.
    let hasRequired: Bool
    let isVariadic: Bool
    /// How many inputs must be given.
    let requiredInputs: Int

    public init(
        _ name: String, aliases: [String] = [], space: String? = nil, doc: Documentation,
        inputs: [Input] = [.data],
        parameters: [Parameter] = [], outputs: Outputs = .one, body: Body, gradient: Gradient,
        truth: Truth = .never, direct: DirectForm? = nil, test: TestDomain = TestDomain()
    ) {
        self.direct = direct
        self.truth = truth
        names = parameters.map(\.name)
        fallbacks = parameters.map { $0.fallback ?? .none }
        hasRequired = parameters.contains { $0.fallback == nil }
        isVariadic = inputs.last?.isVariadic ?? false
        requiredInputs = inputs.count { !$0.isOptional }
        self.name = name
        self.aliases = aliases
        self.space = space
        self.doc = doc
        self.inputs = inputs
        self.parameters = parameters
        self.outputs = outputs
        self.body = body
        self.gradient = gradient
        self.test = test
    }

    /// An input of an operator.
    public struct Input: Sendable, Equatable {
        public let name: String
        /// Whether any number of arrays, at least one, may stand here; only the last input can be so.
        public let isVariadic: Bool
        /// Whether it may be left out, with all that come after it.
        public let isOptional: Bool
        public let doc: String

        public init(
            _ name: String, isVariadic: Bool = false, isOptional: Bool = false, _ doc: String
        ) {
            self.name = name
            self.isVariadic = isVariadic
            self.isOptional = isOptional
            self.doc = doc
        }

        public static let data = Input("data", "The input.")
        public static let lhs = Input("lhs", "The first operand.")
        public static let rhs = Input("rhs", "The second operand.")
    }

    /// What a kernel makes of a call.
    public struct Kernel: Sendable {
        public let work: Work
        public let shape: Shape
        public let dtype: DType
        /// Where the result lies; nothing where that is with the inputs, or as the parameter `ctx` says.
        public let context: Context?

        public init(_ work: Work, shape: Shape, dtype: DType, context: Context? = nil) {
            self.work = work
            self.shape = shape
            self.dtype = dtype
            self.context = context
        }
    }

    /// What people read about an operator.
    public struct Documentation: Sendable {
        /// One sentence.
        public let summary: String
        /// Details: shapes, dtypes, errors, formula, source.
        public let details: String
        /// A line of Python, and what it prints.
        public let example: (code: String, output: String)?

        public init(_ summary: String, _ details: String = "", example: (String, String)? = nil) {
            self.summary = summary
            self.details = details
            self.example = example.map { (code: $0.0, output: $0.1) }
        }
    }
}

/// One application of an operator to arguments, as its body sees it and as the tape keeps it.
///
/// An object, because a structure of this size would be copied, with all its arrays, wherever it is handed on.
public final class Call: Sendable {
    public let op: Operator
    public let inputs: Few<Tensor>
    /// In the order of the declared parameters.
    public let attributes: [Attribute]

    public init(_ op: Operator, inputs: Few<Tensor>, attributes: [Attribute]) {
        self.op = op
        self.inputs = inputs
        self.attributes = attributes
    }

    /// The attribute of a declared parameter.
    public subscript(name: String) -> Attribute {
        var position = 0
        while position < attributes.count, position < op.names.count {
            if op.names[position] == name { return attributes[position] }
            position &+= 1
        }
        return .none
    }

    public func bool(_ name: String) -> Bool {
        if case .bool(let value) = self[name] { value } else { false }
    }

    /// An integer parameter; nothing where it was not given.
    public func int(_ name: String) -> Int? {
        if case .int(let value) = self[name] { value } else { nil }
    }

    /// A list parameter; nothing where it was not given.
    public func ints(_ name: String) -> [Int]? {
        if case .ints(let values) = self[name] { values } else { nil }
    }

    /// A real parameter; nothing where it was not given.
    public func real(_ name: String) -> Double? {
        switch self[name] {
        case .real(let value): value
        case .int(let value): Double(value)
        default: nil
        }
    }

    public func dtype(_ name: String) -> DType? {
        if case .dtype(let value) = self[name] { value } else { nil }
    }

    public func context(_ name: String) -> Context {
        if case .context(let value) = self[name] { value } else { .cpu() }
    }

    /// The chosen position among a parameter's names.
    public func choice(_ name: String) -> Int {
        if case .choice(let position) = self[name] { position } else { 0 }
    }

    /// An error that begins with the operator's name.
    public func error(_ code: SwndError.Code, _ text: String) -> SwndError {
        SwndError(code, "\(op.name): \(text)")
    }
}

/// One application of an operator on its way back: what a gradient rule sees.
public struct Backward: Sendable {
    public let call: Call
    /// The result, as a constant or, in differentiation of higher order, with its origin.
    public let output: Tensor
    /// The cotangent of the result.
    public let cotangent: Tensor
    /// What follows the first result and cotangent, of an operator with several; cotangents are zeros where none came back.
    public let others: [(output: Tensor, cotangent: Tensor)]
    /// Which inputs a cotangent is asked for; rules may leave out the others.
    public let wanted: Few<Bool>

    public init(
        call: Call, output: Tensor, cotangent: Tensor,
        others: [(output: Tensor, cotangent: Tensor)] = [], wanted: Few<Bool>
    ) {
        self.call = call
        self.output = output
        self.cotangent = cotangent
        self.others = others
        self.wanted = wanted
    }

    public func input(_ position: Int) -> Tensor { call.inputs[position] }
}

/// One application of an operator, as the tape keeps it.
public typealias Application = Call
