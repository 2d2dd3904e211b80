import SwndCore
import SwndGraph

extension Op {
    public static let randomPdfDirichlet: Operator = Operator(
        "random_pdf_dirichlet",
        doc: .init(
            "The density of Dirichlet distributions with concentrations `alpha`.",
            "The product of sample^(alpha - 1) / gamma(alpha) along the last axis, times gamma of the sum of alpha. The shape of"
                + " `alpha` is some first axes of `sample` and its last one; the result has that of `sample` without the last axis,"
                + " or (1,). Whether samples add up to 1 is not looked at. Where an alpha is not positive, the result is NaN."
                + " Arrays have one floating-point dtype; float16 is computed in float32.",
            example: (
                "nd.random_pdf_dirichlet(nd.array([[0.5, 0.5]]), nd.array([2, 2]))", "[1.5]"
            )),
        inputs: [
            .init("sample", "Samples of the distributions."),
            .init("alpha", "The concentrations."),
        ],
        parameters: [.isLog],
        body: .composition { call throws(SwndError) in
            let (sample, alpha) = (call.inputs[0], call.inputs[1])
            try call.requireSameDTypes()
            try call.requireFloating()
            let (axes, own) = (sample.shape.axes, alpha.shape.axes)
            guard own.count <= axes.count, own.last == axes.last,
                own.dropLast() == axes.prefix(own.count - 1)
            else {
                throw call.error(
                    .value,
                    "alpha \(alpha.shape) must be some first axes of sample \(sample.shape) and its last one"
                )
            }
            let ones = [Int](repeating: 1, count: axes.count - own.count)
            let column = Array(own.dropLast()) + ones + own.suffix(1)
            let given = try Term.array(
                reshape(real(alpha), with: ["shape": .ints(column)]))
            let isInvalid = try given <= 0
            let usable = try chosen(isInvalid, 1, given)
            let power = try product(usable - 1, logarithmOf: .array(real(sample)))
            let whole = try gammaln(total(usable)) - total(gammaln(usable))
            let undefined = try chosen(isInvalid, .number(.nan), given * 0)
            let value = try total(power) + whole + total(undefined)
            let result = try call.bool("is_log") ? value : exp(value)
            return [try converted(result.array(for: call.op.name), to: sample.dtype)]
        }, gradient: .composed,
        test: TestDomain(
            [0.1...0.9, 1.5...4], ulps: 64,
            cases: [
                .init([[2, 3], [3]]), .init([[2, 4, 3], [2, 3]], ["is_log": true]),
                .init([[3], [3]]),
            ]))

    /// Sums along the last axis.
    private static func total(_ x: Term) throws(SwndError) -> Term {
        .array(try sum(x.array(for: "sum"), with: ["axis": [-1]]))
    }
}
