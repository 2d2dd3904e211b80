import SwndCore
import SwndGraph
import SwndNumerics

enum Product: ReductionBody {
    @inline(__always)
    static func combine<V: ArithmeticValue>(_ a: V, _ b: V) -> V { a * b }
    @inline(__always)
    static func padding<V: ArithmeticValue>(_ x: V) -> V { V.constant(1) }
}

extension Op {
    public static let prod: Operator = .reduction(
        "prod", ReductionKernel("prod", Product.self, identity: .integer(1)),
        doc: .init(
            "The product of elements over axes.",
            "The dtype stays; integers wrap around. Of nothing it is 1. The gradient is right where elements are zero, too.",
            example: ("nd.prod(nd.array([[1, 2], [3, 4]]), axis=1)", "[ 2. 12.]")),
        test: TestDomain([0.5...1.5], ulps: 24, cases: TestDomain.reductionCases)
    ) { x, _, g, axes throws(SwndError) in
        // An empty list of axes would mean all of them.
        guard !axes.isEmpty else { return g }
        // The product of the others: y / x would be 0 / 0 at a zero. With one zero among the factors only its own derivative is
        // not zero; with two, none is.
        let zero = try x == 0
        let zeros = try zero.sum(over: axes)
        let filled = try x + zero
        let others = Term.array(
            try prod(
                try filled.array(for: "prod"),
                with: ["axis": .ints(axes.numbers), "keepdims": true]))
        let atZero = try zero * (zeros == 1)
        let elsewhere = try (1 - zero) * (zeros == 0) / filled
        return try g * others * (atZero + elsewhere)
    }
}
