import SwndGraph
import SwndNumerics

/// How a reduction combines two elements; associative up to rounding.
protocol ReductionBody: SendableMetatype {
    static func combine<V: ArithmeticValue>(_ a: V, _ b: V) -> V

    /// What may be combined any number of times with a run that holds `x` without changing the result.
    static func padding<V: ArithmeticValue>(_ x: V) -> V
}

/// Combines a run of at least one scalar: four vectors side by side, then those, then the lanes by halves. The order depends on
/// the length only, and is the same for every instruction set because lanes are counted, not registers.
@inline(__always)
private func reduceRun<B: ReductionBody, L: Lanes>(
    _: B.Type, _: L.Type, _ source: UnsafeRawPointer, _ count: Int
) -> L.Scalar {
    let step = MemoryLayout<L>.size
    let whole = count / L.laneCount
    let padding = B.padding(L(repeating: source.loadUnaligned(as: L.Scalar.self)))
    var sums = (padding, padding, padding, padding)
    var place = source
    for _ in 0..<whole / 4 {
        sums.0 = B.combine(sums.0, L.load(place))
        sums.1 = B.combine(sums.1, L.load(place + step))
        sums.2 = B.combine(sums.2, L.load(place + 2 &* step))
        sums.3 = B.combine(sums.3, L.load(place + 3 &* step))
        place += 4 &* step
    }
    for _ in 0..<whole % 4 {
        sums.0 = B.combine(sums.0, L.load(place))
        place += step
    }
    return withUnsafeTemporaryAllocation(byteCount: 2 &* step, alignment: 64) { scratch in
        guard let lanes = scratch.baseAddress else {
            return source.loadUnaligned(as: L.Scalar.self)
        }
        let rest = count % L.laneCount
        if rest > 0 {
            padding.store(lanes)
            lanes.copyMemory(from: place, byteCount: rest &* MemoryLayout<L.Scalar>.size)
            sums.1 = B.combine(sums.1, L.load(lanes))
        }
        var sum = B.combine(B.combine(sums.0, sums.1), B.combine(sums.2, sums.3))
        var half = L.laneCount / 2
        padding.store(lanes + step)
        while half > 0 {
            sum.store(lanes)
            sum = B.combine(sum, L.load(lanes + half &* MemoryLayout<L.Scalar>.size))
            half /= 2
        }
        sum.store(lanes)
        return lanes.load(as: L.Scalar.self)
    }
}

@inline(__always)
private func reductionFunctions<B: ReductionBody, L: Lanes>(
    _ body: B.Type, _ lanes: L.Type
) -> ReductionKernel.Functions where L.Scalar: BitwiseCopyable {
    ReductionKernel.Functions(
        run: { source, count, result in
            result.storeBytes(of: reduceRun(body, lanes, source, count), as: L.Scalar.self)
        },
        combine: Tile { operands, result, count in
            let step = MemoryLayout<L>.size
            let end = (count &+ L.laneCount &- 1) / L.laneCount &* step
            var place = 0
            while place < end {
                B.combine(L.load(operands[0] + place), L.load(operands[1] + place))
                    .store(result + place)
                place &+= step
            }
        })
}

extension ReductionKernel {
    @inline(__always)
    convenience init<B: ReductionBody>(_ name: String, _ body: B.Type, identity: Scalar?) {
        self.init(
            name,
            functions: [
                reductionFunctions(body, LanesF32.self), reductionFunctions(body, LanesF64.self),
                reductionFunctions(body, LanesI32.self), reductionFunctions(body, LanesI64.self),
            ], identity: identity)
    }
}
