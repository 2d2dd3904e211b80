/// Where and how exactly an operator is tested by the harness over all operators.
public struct TestDomain: Sendable {
    /// The range that each input's elements are drawn from; the last one serves for all further inputs.
    public let ranges: [ClosedRange<Double>]

    /// How far a float32 result may be from the exact one, in units in the last place of float32.
    public let ulps: Double

    /// The same function in double precision, element by element: the oracle. Nothing where the form is its own.
    public let reference: (@Sendable (_ operands: [Double]) -> Double)?

    /// The reference over runs of `Double`, operands and result, for tests that go over all inputs.
    public let oracle: Tile?

    /// The exact partial derivatives, by dual numbers.
    public let derivatives: (@Sendable (_ operands: [Double]) -> [Double])?

    /// Whether the gradient is the derivative of the result. It is not where a gradient is there to be another one.
    public let gradientIsDerivative: Bool
    /// What must be made of the elements drawn for each input; of further inputs nothing.
    public let matrices: [Matrices]

    /// Arguments for shapes that are not all the same: what the harness calls a form's operators with.
    public let cases: [Case]

    /// Whether the result is drawn: then no reference can tell it, and its distribution is tested instead.
    public let isRandom: Bool

    public init(
        _ ranges: [ClosedRange<Double>] = [-2...2], ulps: Double = 0,
        reference: (@Sendable ([Double]) -> Double)? = nil, oracle: Tile? = nil,
        derivatives: (@Sendable ([Double]) -> [Double])? = nil, gradientIsDerivative: Bool = true,
        matrices: [Matrices] = [], cases: [Case] = [], random: Bool = false
    ) {
        self.gradientIsDerivative = gradientIsDerivative
        self.ranges = ranges
        self.ulps = ulps
        self.reference = reference
        self.oracle = oracle
        self.derivatives = derivatives
        self.matrices = matrices
        self.cases = cases
        isRandom = random
    }

    /// Matrices that an operator is defined on, made of any matrices X with elements of about 1.
    public enum Matrices: String, Sendable {
        /// X as it is.
        case any
        /// X X' + I.
        case positiveDefinite = "positive_definite"
        /// X with n + 1 added to the diagonal, where n is the length of a row: no row or triangle of it is singular.
        case regular
        /// X + X' with 0, 10, 20 ... added to the diagonal: no two eigenvalues are near each other.
        case symmetric
        /// X with 4 added to the diagonal. What lies in the other triangle should not count.
        case triangular
    }

    /// Shapes and parameters of one call.
    public struct Case: Sendable {
        public let shapes: [[Int]]
        public let parameters: KeyValuePairs<String, Attribute>

        public init(_ shapes: [[Int]], _ parameters: KeyValuePairs<String, Attribute> = [:]) {
            self.shapes = shapes
            self.parameters = parameters
        }
    }
}
