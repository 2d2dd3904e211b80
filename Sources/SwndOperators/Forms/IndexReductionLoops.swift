import SwndGraph
import SwndNumerics

/// A reduction that gives one of the elements.
protocol ExtremeBody: ReductionBody {
    /// The best lane; NaN if there is one.
    static func best<L: Lanes>(_ lanes: L) -> L.Scalar
}

/// Elements whose best one is found before it is looked for: they are in the first cache then, and only the best block is searched.
private let blockLength = 4096

/// The index of the first scalar that equals the best one; a NaN is better than everything.
@inline(__always)
private func indexOfBest<B: ExtremeBody, L: Lanes, I: Lanes>(
    _ body: B.Type, _ lanes: L.Type, _ integers: I.Type, _ source: UnsafeRawPointer, _ count: Int
) -> Int
where
    L.Scalar: Equatable & BitwiseCopyable, L.Mask == I.Mask, L.Mask: LaneMask,
    I.Scalar: FixedWidthInteger
{
    if count <= blockLength {
        return indexInBlock(body, lanes, integers, source, count)
    }
    let size = MemoryLayout<L.Scalar>.size
    var block = 0
    var best = bestOf(body, lanes, source, blockLength)
    var start = blockLength
    while start < count, best == best {
        let candidate = bestOf(
            body, lanes, source + start &* size, Swift.min(count &- start, blockLength))
        let better = B.best(B.combine(L(repeating: candidate), L(repeating: best)))
        if better != best {
            best = better
            block = start
        }
        start &+= blockLength
    }
    return block
        &+ indexOf(best, lanes, source + block &* size, Swift.min(count &- block, blockLength))
}

/// The same for a block, in one pass: every lane keeps its best scalar, and which vector that came from. A branch that ends the
/// search of a row where it happens to be would be guessed wrong for most rows.
@inline(__always)
private func indexInBlock<B: ExtremeBody, L: Lanes, I: Lanes>(
    _: B.Type, _ lanes: L.Type, _: I.Type, _ source: UnsafeRawPointer, _ count: Int
) -> Int
where
    L.Scalar: Equatable & BitwiseCopyable, L.Mask == I.Mask, L.Mask: LaneMask,
    I.Scalar: FixedWidthInteger
{
    let step = MemoryLayout<L>.size
    let first = L(repeating: source.loadUnaligned(as: L.Scalar.self))
    // The last vector, which may hold scalars that others hold as well, or a short run with the first scalar after its end.
    let size = MemoryLayout<L.Scalar>.size
    let tail = Swift.max(count &- L.laneCount, 0)
    var last = first
    if count >= L.laneCount {
        last = L.load(source + tail &* size)
    } else {
        withUnsafeMutableBytes(of: &last) {
            $0.copyMemory(from: UnsafeRawBufferPointer(start: source, count: count &* size))
        }
    }
    var (a, b, c, d) = (first, first, first, first)
    let zero = I.constant(0)
    var (inA, inB, inC, inD) = (zero, zero, zero, zero)
    var number = zero
    let four = I.constant(4)
    let end = source + count / (4 &* L.laneCount) &* (4 &* step)
    var place = source
    while place < end {
        let e = B.combine(L.load(place), a)
        let f = B.combine(L.load(place + step), b)
        let g = B.combine(L.load(place + 2 &* step), c)
        let h = B.combine(L.load(place + 3 &* step), d)
        inA = I.select(e != a, number, inA)
        inB = I.select(f != b, number, inB)
        inC = I.select(g != c, number, inC)
        inD = I.select(h != d, number, inD)
        (a, b, c, d) = (e, f, g, h)
        number = number + four
        place += 4 &* step
    }
    let stop = source + count / L.laneCount &* step
    let one = I.constant(1)
    while place < stop {
        let e = B.combine(L.load(place), a)
        inA = I.select(e != a, number, inA)
        a = e
        number = number + one
        place += step
    }
    let best = B.best(B.combine(last, B.combine(B.combine(a, b), B.combine(c, d))))
    if best != best { return indexOf(best, lanes, source, count) }
    let wanted = L(repeating: best)
    // Where a lane still holds the first scalar, its number says vector 0 though it may not be there; but the scalar itself is.
    let width = I.constant(Double(L.laneCount))
    let none = I(repeating: .max)
    func places(_ kept: L, _ numbers: I, _ offset: Double) -> I {
        let from = (numbers + I.constant(offset)) * width
        return I.select(kept == wanted, I.select(kept == first, zero, from + counting()), none)
    }
    let inLast = I.select(
        last == wanted, I.constant(Double(tail)) + counting(), none)
    let nearest = I.minimum(
        I.minimum(inLast, places(a, inA, 0)),
        I.minimum(
            places(b, inB, 1), I.minimum(places(c, inC, 2), places(d, inD, 3))))
    return Int(truncatingIfNeeded: nearest.laneMin)
}

/// The number of each lane.
@inline(__always)
private func counting<I: Lanes>() -> I where I.Scalar: FixedWidthInteger {
    var lanes = I.constant(0)
    for lane in 0..<I.laneCount { lanes[lane] = I.Scalar(truncatingIfNeeded: lane) }
    return lanes
}

/// The best of a run of at least one scalar. What comes in is the first operand: bodies look there for NaN, and so four chains
/// of steps suffice.
@inline(__always)
private func bestOf<B: ExtremeBody, L: Lanes>(
    _: B.Type, _: L.Type, _ source: UnsafeRawPointer, _ count: Int
) -> L.Scalar where L.Scalar: BitwiseCopyable {
    let step = MemoryLayout<L>.size
    let size = MemoryLayout<L.Scalar>.size
    let first = L(repeating: source.loadUnaligned(as: L.Scalar.self))
    var (a, b, c, d) = (first, first, first, first)
    let end = source + count / (4 &* L.laneCount) &* (4 &* step)
    var place = source
    while place < end {
        a = B.combine(L.load(place), a)
        b = B.combine(L.load(place + step), b)
        c = B.combine(L.load(place + 2 &* step), c)
        d = B.combine(L.load(place + 3 &* step), d)
        place += 4 &* step
    }
    let stop = source + count &* size
    while place + step <= stop {
        a = B.combine(L.load(place), a)
        place += step
    }
    if place < stop, count >= L.laneCount {
        // The last vector, some lanes of which have been seen before.
        b = B.combine(L.load(stop - step), b)
    } else if place < stop {
        var rest = first
        withUnsafeMutableBytes(of: &rest) {
            $0.copyMemory(from: UnsafeRawBufferPointer(start: place, count: stop - place))
        }
        b = B.combine(rest, b)
    }
    return B.best(B.combine(B.combine(a, b), B.combine(c, d)))
}

/// The index of the first scalar that equals one which is among them, or of the first NaN.
@inline(__always)
private func indexOf<L: Lanes>(
    _ scalar: L.Scalar, _: L.Type, _ source: UnsafeRawPointer, _ count: Int
) -> Int where L.Scalar: Equatable & BitwiseCopyable, L.Mask: LaneMask {
    let scalars = source.assumingMemoryBound(to: L.Scalar.self)
    let isNumber = scalar == scalar
    let wanted = L(repeating: scalar)
    var index = 0
    let step = MemoryLayout<L>.size
    while index &+ 4 &* L.laneCount <= count {
        let place = source + index &* MemoryLayout<L.Scalar>.size
        let (a, b) = (L.load(place), L.load(place + step))
        let (c, d) = (L.load(place + 2 &* step), L.load(place + 3 &* step))
        let found =
            isNumber
            ? L.Mask.or(
                L.Mask.or(a == wanted, b == wanted), L.Mask.or(c == wanted, d == wanted))
            : L.Mask.or(L.Mask.or(a != a, b != b), L.Mask.or(c != c, d != d))
        if found.any { break }
        index &+= 4 &* L.laneCount
    }
    while index &+ L.laneCount <= count {
        let a = L.load(source + index &* MemoryLayout<L.Scalar>.size)
        if (isNumber ? a == wanted : a != a).any { break }
        index &+= L.laneCount
    }
    while index < count {
        let here = scalars[index]
        if here == scalar || here != here { return index }
        index &+= 1
    }
    return 0
}

/// The best rows of columns: four vectors side by side through eight rows, so that what is kept is loaded and stored once for
/// them. `I` has the lanes that row numbers are kept in.
@inline(__always)
private func bestRows<B: ExtremeBody, L: Lanes, I: Lanes>(
    _: B.Type, _: L.Type, _: I.Type, _ source: UnsafeRawPointer, _ stride: Int, _ rows: Int,
    _ first: Int, _ best: UnsafeMutableRawPointer, _ numbers: UnsafeMutableRawPointer, _ count: Int
) where L.Mask == I.Mask {
    let step = MemoryLayout<L>.size
    let end = (count &+ L.laneCount &- 1) / L.laneCount &* step
    let one = I.constant(1)
    var row = 0
    while row < rows {
        let stop = Swift.min(row &+ 8, rows)
        let start = I.constant(Double(first &+ row))
        var place = 0
        while place < end {
            var from = source + (row &* stride &+ place)
            var next = row
            var (kept, number): (L, I)
            var current = start
            if first == 0, row == 0 {
                (kept, number) = (L.load(from), start)
                from += stride
                current = current + one
                next = 1
            } else {
                (kept, number) = (L.load(best + place), I.load(numbers + place))
            }
            while next < stop {
                let x = L.load(from)
                let both = B.combine(x, kept)
                // Not where what was kept is as good as the new one, or a NaN.
                let isBetter = L.Mask.and(both != kept, kept == kept)
                number = I.select(isBetter, current, number)
                kept = both
                current = current + one
                from += stride
                next &+= 1
            }
            kept.store(best + place)
            number.store(numbers + place)
            place &+= step
        }
        row = stop
    }
}

@inline(__always)
private func indexFunctions<B: ExtremeBody, L: Lanes, I: Lanes>(
    _ body: B.Type, _ lanes: L.Type, _ integers: I.Type
) -> IndexReductionKernel.Functions
where
    L.Scalar: Equatable & BitwiseCopyable, L.Mask == I.Mask, L.Mask: LaneMask,
    I.Scalar: FixedWidthInteger
{
    IndexReductionKernel.Functions(
        search: { source, count in indexOfBest(body, lanes, integers, source, count) },
        columns: { source, stride, rows, first, best, numbers, count in
            bestRows(body, lanes, integers, source, stride, rows, first, best, numbers, count)
        })
}

extension IndexReductionKernel {
    @inline(__always)
    convenience init<B: ExtremeBody>(_ name: String, _ body: B.Type) {
        self.init(
            name,
            functions: [
                indexFunctions(body, LanesF32.self, LanesI32.self),
                indexFunctions(body, LanesF64.self, LanesI64.self),
                indexFunctions(body, LanesI32.self, LanesI32.self),
                indexFunctions(body, LanesI64.self, LanesI64.self),
            ], text: .combining(body))
    }
}
