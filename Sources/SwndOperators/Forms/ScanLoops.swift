import SwndGraph
import SwndNumerics

/// How a scan combines an element with what came before it; associative up to rounding.
protocol ScanBody: SendableMetatype {
    static func combine<V: ArithmeticValue>(_ earlier: V, _ later: V) -> V

    /// What leaves every number as it is, to the bit, when combined with it from the left.
    static func identity<V: ArithmeticValue>(as type: V.Type) -> V
}

/// Up to a vector of scalars, without touching what lies beside them.
private struct Edge<L: ScanLanes> where L.Scalar: BitwiseCopyable {
    let lanes: UnsafeMutableRawPointer

    /// `count` scalars, after as many of `filling` as it takes to make a vector, or before them.
    @inline(__always)
    func load(_ source: UnsafeRawPointer, _ count: Int, filling: L, before: Bool) -> L {
        let size = MemoryLayout<L.Scalar>.size
        filling.store(lanes)
        (lanes + (before ? (L.laneCount &- count) &* size : 0))
            .copyMemory(from: source, byteCount: count &* size)
        return L.load(lanes)
    }

    /// Writes the last `count` lanes, or the first.
    @inline(__always)
    func store(_ vector: L, _ result: UnsafeMutableRawPointer, _ count: Int, last: Bool) {
        let size = MemoryLayout<L.Scalar>.size
        vector.store(lanes)
        result.copyMemory(
            from: lanes + (last ? (L.laneCount &- count) &* size : 0), byteCount: count &* size)
    }
}

/// Vector by vector: the lanes of each are combined among themselves, then with the vectors before it, then with what came before
/// the run. A last, shorter vector is filled up with the identity.
@inline(__always)
private func scanRun<B: ScanBody, L: ScanLanes>(
    _: B.Type, _: L.Type, _ source: UnsafeRawPointer, _ count: Int,
    _ result: UnsafeMutableRawPointer?, _ offset: L, _ isReversed: Bool
) -> L where L.Scalar: BitwiseCopyable {
    let size = MemoryLayout<L.Scalar>.size
    let step = L.laneCount &* size
    let whole = count / L.laneCount
    let rest = count % L.laneCount
    let identity = B.identity(as: L.self).opaque
    var sum = identity
    @inline(__always) func next(_ vector: L) -> L {
        let scanned = vector.laneScan(identity: identity) { B.combine($0, $1) }
        let results = B.combine(offset, B.combine(sum, scanned))
        sum = B.combine(sum, scanned.lastLane)
        return results
    }
    if isReversed {
        var place = count &* size
        for _ in 0..<whole {
            place &-= step
            let results = next(L.load(source + place).reversedLanes)
            if let result { results.reversedLanes.store(result + place) }
        }
    } else {
        var place = 0
        for _ in 0..<whole {
            let results = next(L.load(source + place))
            if let result { results.store(result + place) }
            place &+= step
        }
    }
    if rest > 0 {
        withUnsafeTemporaryAllocation(byteCount: step, alignment: 64) { scratch in
            guard let lanes = scratch.baseAddress else { return }
            let edge = Edge<L>(lanes: lanes)
            let place = isReversed ? 0 : whole &* step
            let vector = edge.load(source + place, rest, filling: identity, before: isReversed)
            let results = next(isReversed ? vector.reversedLanes : vector)
            guard let result else { return }
            edge.store(
                isReversed ? results.reversedLanes : results, result + place, rest, last: isReversed
            )
        }
    }
    return sum
}

@inline(__always)
private func combineRuns<B: ScanBody, L: ScanLanes>(
    _: B.Type, _: L.Type, _ earlier: UnsafeRawPointer, _ later: UnsafeRawPointer,
    _ result: UnsafeMutableRawPointer, _ count: Int
) where L.Scalar: BitwiseCopyable {
    let size = MemoryLayout<L.Scalar>.size
    let step = L.laneCount &* size
    let end = count / L.laneCount &* step
    var place = 0
    while place < end {
        B.combine(L.load(earlier + place), L.load(later + place)).store(result + place)
        place &+= step
    }
    let rest = count % L.laneCount
    guard rest > 0 else { return }
    withUnsafeTemporaryAllocation(byteCount: step, alignment: 64) { scratch in
        guard let lanes = scratch.baseAddress else { return }
        let edge = Edge<L>(lanes: lanes)
        let identity = B.identity(as: L.self)
        let a = edge.load(earlier + place, rest, filling: identity, before: false)
        let b = edge.load(later + place, rest, filling: identity, before: false)
        edge.store(B.combine(a, b), result + place, rest, last: false)
    }
}

@inline(__always)
private func scanFunctions<B: ScanBody, L: ScanLanes>(_ body: B.Type, _ lanes: L.Type)
    -> ScanKernel.Functions where L.Scalar: BitwiseCopyable
{
    ScanKernel.Functions(
        run: { source, count, result, offset, total, isReversed in
            let offset = L(repeating: offset.load(as: L.Scalar.self))
            // Each direction, and no result, is a loop of its own.
            let sum =
                result == nil
                ? scanRun(body, lanes, source, count, nil, offset, isReversed)
                : isReversed
                    ? scanRun(body, lanes, source, count, result, offset, true)
                    : scanRun(body, lanes, source, count, result, offset, false)
            total.storeBytes(of: sum[0], as: L.Scalar.self)
        },
        combine: { earlier, later, result, count in
            combineRuns(body, lanes, earlier, later, result, count)
        },
        identity: { result in
            result.storeBytes(of: B.identity(as: L.self)[0], as: L.Scalar.self)
        })
}

extension ScanKernel {
    @inline(__always)
    convenience init<B: ScanBody>(_ name: String, _ body: B.Type) {
        self.init(
            name,
            functions: [
                scanFunctions(body, LanesF32.self), scanFunctions(body, LanesF64.self),
                scanFunctions(body, LanesI32.self), scanFunctions(body, LanesI64.self),
            ], text: (combine: .combining(body), identity: .identity(of: body)))
    }
}
