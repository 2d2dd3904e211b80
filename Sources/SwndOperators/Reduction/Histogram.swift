import SwndCore
import SwndGraph

extension Op {
    /// The counts alone: where the edges come from, and what they are beside the counts, is the surfaces' concern.
    public static let histogram: Operator = Operator(
        "_histogram",
        doc: .init(
            "How many elements lie between neighbouring edges, as int64.",
            "A bin holds its lower edge, and the last one its upper edge as well. What lies outside, and NaN, is not counted."
                + " There is no gradient."),
        inputs: [
            .data,
            .init("edges", "Numbers in ascending order, one axis, in the dtype of the data."),
        ],
        body: .composition { call throws(SwndError) in
            try call.requireSameDTypes()
            let (data, edges) = (call.inputs[0], call.inputs[1])
            guard edges.shape.rank == 1, edges.shape.count > 1 else {
                throw call.error(
                    .value, "edges \(edges.shape) must have one axis, and at least two elements")
            }
            let bins = edges.shape.count - 1
            let x = Term.array(try reshape(data, with: ["shape": [-1]]))
            let bin = try call.bins(of: x, edges: edges)
            let first = Term.array(try sliceAxis(edges, with: ["axis": 0, "begin": 0, "end": 1]))
            let last = Term.array(
                try sliceAxis(edges, with: ["axis": 0, "begin": .int(bins), "end": .int(bins + 1)]))
            // Zero for what is not counted: a product, since comparisons with NaN do not hold.
            let counts = try converted(
                ((x >= first) * (x <= last)).array(for: "_histogram"), to: .int64)
            return [
                try scatterAdd.applyOne(
                    [counts, bin], [.ints([bins]), 0, .choice(0)])
            ]
        }, gradient: .undefined,
        test: TestDomain(cases: [.init([[2, 3], [4]]), .init([[33], [2]])]))
}

extension Call {
    /// For each element the last bin whose lower edge is not above it, the first one for what lies below all: a binary search that
    /// takes as many steps as the number of bins has bits, for all elements at once.
    fileprivate func bins(of x: Term, edges: Tensor) throws(SwndError) -> Tensor {
        let bins = edges.shape.count - 1
        var step = 1
        while step < bins { step *= 2 }
        let zeros = try Op.converted(Op.zerosLike(x.array(for: op.name)), to: .int64)
        var bin = Term.array(zeros)
        while step > 0 {
            let next = try Op.minimum(bin + .number(Double(step)), .number(Double(bins - 1)))
            let edge = Term.array(
                try Op.take(edges, next.array(for: op.name), with: ["mode": .choice(0)]))
            let isReached = try Op.converted((edge <= x).array(for: op.name), to: .int64)
            bin = .array(
                try Op.choose(isReached, next.array(for: op.name), bin.array(for: op.name)))
            step /= 2
        }
        return try bin.array(for: op.name)
    }
}
