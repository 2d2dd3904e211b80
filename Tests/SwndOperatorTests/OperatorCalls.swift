import Swnd
import SwndCore
import SwndGraph
import SwndOperators

/// One call that an operator is tested with.
struct OperatorCall: CustomStringConvertible {
    let op: Operator
    let shapes: [[Int]]
    let attributes: [Attribute]

    var description: String { "\(op.name)\(shapes) \(attributes)" }

    /// All calls of an operator: its own cases, or every class of shape where each element stands for itself.
    static func all(of op: Operator) throws -> [OperatorCall] {
        if op.test.cases.isEmpty {
            let count = op.inputs.count
            return shapeClasses.map { shape in
                OperatorCall(
                    op: op, shapes: Array(repeating: shape, count: count),
                    attributes: defaults(of: op))
            } + (op.name.hasPrefix("broadcast_") ? broadcasts(op) : [])
        }
        return try op.test.cases.flatMap { test -> [OperatorCall] in
            let attributes = try op.attributes(test.parameters)
            let given = OperatorCall(op: op, shapes: test.shapes, attributes: attributes)
            // A pointwise operator with parameters is tried with every class of shape as well.
            guard op.test.reference != nil else { return [given] }
            return shapeClasses.map {
                OperatorCall(
                    op: op, shapes: Array(repeating: $0, count: op.inputs.count),
                    attributes: attributes)
            }
        }
    }

    /// Small calls, for numeric derivatives.
    static func small(of op: Operator) throws -> [OperatorCall] {
        try all(of: op).filter { $0.shapes.allSatisfy { (1...48).contains($0.reduce(1, *)) } }
    }

    /// Nothing, one element, a vector's length, around a tile's length, odd, several axes.
    static let shapeClasses = [
        [0], [1], [16], [1023], [1024], [1025], [3, 5], [2, 3, 4], [2, 0, 3],
    ]

    private static func broadcasts(_ op: Operator) -> [OperatorCall] {
        [([2, 1], [1, 3]), ([3], [2, 3]), ([2, 3], [1]), ([2, 1, 4], [3, 1])].map {
            OperatorCall(op: op, shapes: [$0.0, $0.1], attributes: defaults(of: op))
        }
    }

    private static func defaults(of op: Operator) -> [Attribute] {
        op.parameters.map { $0.fallback ?? .none }
    }

    /// Inputs drawn from the operator's domain.
    func inputs<T: Element & BinaryFloatingPoint>(
        _ type: T.Type, seed: UInt64
    ) throws -> [NDArray] where T.RawSignificand: FixedWidthInteger {
        var generator = Generator(seed: seed)
        return try shapes.enumerated().map { position, shape in
            let range = op.test.ranges[min(position, op.test.ranges.count - 1)]
            let elements = (0..<shape.reduce(1, *)).map { _ in
                T.random(in: T(range.lowerBound)...T(range.upperBound), using: &generator)
            }
            return try NDArray(elements, shape: shape)
        }
    }

    /// The inputs made into matrices that the operator is defined on.
    func prepared(_ inputs: [NDArray]) throws -> [NDArray] {
        try zip(inputs.indices, inputs).map { position, x in
            position < op.test.matrices.count ? try op.test.matrices[position].made(of: x) : x
        }
    }

    /// Applies the operator to what the inputs are made into.
    func run(_ inputs: [NDArray]) throws -> [NDArray] { try apply(try prepared(inputs)) }

    /// Applies the operator to inputs as they are.
    func apply(_ inputs: [NDArray]) throws -> [NDArray] {
        try NDArray.apply(op, Few(inputs), attributes)
    }
}

extension TestDomain.Matrices {
    fileprivate func made(of x: NDArray) throws -> NDArray {
        let (rows, columns) = (x.shape[x.shape.rank - 2], x.shape[x.shape.rank - 1])
        func identity(_ factor: Double) throws -> NDArray {
            try eye(rows, m: columns, dtype: x.dtype) * factor
        }
        switch self {
        case .any: return x
        case .positiveDefinite: return try linalgSyrk(x) + (try identity(1))
        case .regular: return try x + (try identity(Double(columns + 1)))
        case .triangular: return try x + (try identity(4))
        case .symmetric:
            let distances = (0..<rows).map { 10 * Double($0) }
            let diagonal = try cast(NDArray(distances, shape: [rows]), dtype: x.dtype)
            return try x + (try swapaxes(x, dim1: -1, dim2: -2))
                + (try linalgMakediag(diagonal))
        }
    }
}

extension Operator {
    /// Whether a gradient can come back through it.
    var hasGradient: Bool {
        switch gradient {
        case .zero, .undefined: false
        case .rule, .part, .composed: !inputs.isEmpty
        }
    }

    static func named(_ name: String) throws -> Operator {
        guard let op = Op.all.first(where: { $0.name == name }) else {
            throw SwndError(.value, "no operator \(name)")
        }
        return op
    }
}

/// The distance of two numbers in units in the last place of `expected` as float32; zero where both are the same or NaN.
func ulps(_ value: Double, _ expected: Double) -> Double {
    if value == expected || (value.isNaN && expected.isNaN) { return 0 }
    guard value.isFinite, expected.isFinite else { return .infinity }
    return abs(value - expected) / Double(Float(expected).ulp)
}
