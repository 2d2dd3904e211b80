import SwndGraph
import SwndNumerics

/// How a reduction combines two elements; associative up to rounding.
protocol ReductionBody: SendableMetatype {
    static func combine<V: ArithmeticValue>(_ a: V, _ b: V) -> V

    /// What may be combined any number of times with a run that holds `x` without changing the result.
    static func padding<V: ArithmeticValue>(_ x: V) -> V
}

/// Combines a run of at least one scalar: eight vectors side by side, then those, then the lanes by halves. The order depends on
/// the length only, and is the same for every instruction set because lanes are counted, not registers.
@inline(__always)
private func reduceRun<B: ReductionBody, L: Lanes>(
    _: B.Type, _: L.Type, _ source: UnsafeRawPointer, _ count: Int
) -> L.Scalar {
    let step = MemoryLayout<L>.size
    let whole = count / L.laneCount
    let padding = B.padding(L(repeating: source.loadUnaligned(as: L.Scalar.self)))
    var sum = padding
    var place = source
    if whole >= 8 {
        var sums = (
            L.load(place), L.load(place + step), L.load(place + 2 &* step),
            L.load(place + 3 &* step), L.load(place + 4 &* step), L.load(place + 5 &* step),
            L.load(place + 6 &* step), L.load(place + 7 &* step)
        )
        place += 8 &* step
        for _ in 1..<whole / 8 {
            sums.0 = B.combine(L.load(place), sums.0)
            sums.1 = B.combine(L.load(place + step), sums.1)
            sums.2 = B.combine(L.load(place + 2 &* step), sums.2)
            sums.3 = B.combine(L.load(place + 3 &* step), sums.3)
            sums.4 = B.combine(L.load(place + 4 &* step), sums.4)
            sums.5 = B.combine(L.load(place + 5 &* step), sums.5)
            sums.6 = B.combine(L.load(place + 6 &* step), sums.6)
            sums.7 = B.combine(L.load(place + 7 &* step), sums.7)
            place += 8 &* step
        }
        sum = B.combine(
            B.combine(B.combine(sums.0, sums.4), B.combine(sums.2, sums.6)),
            B.combine(B.combine(sums.1, sums.5), B.combine(sums.3, sums.7)))
    }
    for _ in 0..<(whole >= 8 ? whole % 8 : whole) {
        sum = B.combine(L.load(place), sum)
        place += step
    }
    let rest = count % L.laneCount
    if rest > 0 { sum = B.combine(sum, loadRest(padding, place, rest)) }
    return sum.laneReduce { B.combine($0, $1) }
}

/// The last lanes of a run, fewer than a vector has, with something harmless behind them.
@inline(__always)
private func loadRest<L: Lanes>(_ padding: L, _ source: UnsafeRawPointer, _ rest: Int) -> L {
    // A variable, not a temporary allocation: those that are aligned to more than 16 bytes come from the heap.
    var lanes = padding
    withUnsafeMutableBytes(of: &lanes) {
        let bytes = UnsafeRawBufferPointer(
            start: source, count: rest &* MemoryLayout<L.Scalar>.size)
        $0.copyMemory(from: bytes)
    }
    return lanes
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
            let (a, b) = (operands[0].start, operands[1].start)
            var place = 0
            while place < end {
                B.combine(L.load(a + place), L.load(b + place)).store(result + place)
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
            ], identity: identity, text: .combining(body))
    }
}
