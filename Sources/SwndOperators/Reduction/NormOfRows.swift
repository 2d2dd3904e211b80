import CIntrinsics
import SwndCore
import SwndGraph
import SwndNumerics

extension Op {
    /// The 2-norm of float32 elements over the last axes, in one pass: what ``norm`` is made of where elements that are combined lie side
    /// by side. The norm of norms is a norm, so long rows are combined by runs as those of other reductions are.
    static let normOfRows: Operator = .reduction(
        "norm", ReductionKernel("norm", functions: functions, identity: .integer(0)),
        doc: .init("The 2-norm of elements over axes."),
        test: TestDomain(ulps: 2)
    ) { x, y, g, _ throws(SwndError) in try g * x / y }

    /// Whether ``normOfRows`` does it.
    static func isNormOfRows(_ x: Tensor, _ axes: AxisSet) -> Bool {
        let kept = (0..<x.shape.rank).filter { !axes.contains($0) && x.shape[$0] > 1 }
        let reduced = axes.numbers.filter { x.shape[$0] > 1 }
        // On a device the sum of squares is one kernel as well.
        return x.context.isHost && x.dtype == .float32
            && (kept.last ?? -1) < (reduced.first ?? x.shape.rank)
    }

    /// By compute type; only float32 is ever asked for.
    private static let functions: [ReductionKernel.Functions] = [
        .init(
            run: { source, count, result in
                let norm = ci_norm(source.assumingMemoryBound(to: Float.self), Int64(count))
                result.storeBytes(of: norm, as: Float.self)
            },
            combine: Tile { operands, result, count in
                let a = operands[0].start.assumingMemoryBound(to: Float.self)
                let b = operands[1].start.assumingMemoryBound(to: Float.self)
                let out = result.assumingMemoryBound(to: Float.self)
                for index in 0..<count {
                    let (x, y) = (Double(a[index]), Double(b[index]))
                    out[index] = Float((x * x + y * y).squareRoot())
                }
            })
    ]
}
