import CIntrinsics
import SwndCore
import SwndGraph
import SwndNumerics

/// Reads elements of a value in C order, whatever its layout and dtype, into runs of a compute type.
struct Reader {
    /// One stretch of the layout: neighbouring axes whose elements are evenly spaced, joined.
    private struct Stretch {
        var length: Int
        var step: Int
    }

    private let start: UnsafeRawPointer
    private let source: DType
    private let target: Int32
    private let targetSize: Int
    private let isTruth: Bool
    private var stretches: InlineArray<8, Stretch>
    private var count = 0

    /// - Parameters:
    ///   - layout: the order of reading; it may be wider than the value's own where elements repeat.
    ///   - target: the code of the dtype to convert to.
    ///   - truth: whether to read 1 for everything but zero.
    init(_ value: Value, as layout: Layout, to target: DType, truth: Bool = false) {
        self.init(
            UnsafeRawPointer(value.storage.bytes), value.dtype, as: layout, to: target, truth: truth
        )
    }

    /// The same for elements of a dtype in memory that begins at `bytes`.
    init(
        _ bytes: UnsafeRawPointer, _ source: DType, as layout: Layout, to target: DType,
        truth: Bool = false
    ) {
        start = bytes + layout.offset &* source.byteCount
        self.source = source
        self.target = target.rawValue
        targetSize = target.byteCount
        isTruth = truth
        stretches = InlineArray(repeating: Stretch(length: 1, step: 0))
        // From the last axis outward; stretch 0 is the innermost.
        var axis = layout.shape.rank - 1
        while axis >= 0 {
            let (length, step) = (layout.shape[axis], layout.stride(axis))
            if length != 1 {
                if count > 0, stretches[count - 1].step &* stretches[count - 1].length == step {
                    stretches[count - 1].length &*= length
                } else {
                    stretches[count] = Stretch(length: length, step: step)
                    count &+= 1
                }
            }
            axis &-= 1
        }
        if count == 0 { count = 1 }
    }

    /// Whether every element is the same one.
    var isConstant: Bool { count == 1 && stretches[0].step == 0 }

    /// Where the elements lie as they are asked for; nothing where they must be read.
    var direct: UnsafeRawPointer? {
        count == 1 && stretches[0].step == 1 && source.rawValue == target && !isTruth ? start : nil
    }

    /// The length of the lines after which elements repeat, or lie elsewhere; nothing where there is one line only.
    var lineLength: Int? { count > 1 ? stretches[0].length : nil }

    /// Whether runs of `length` elements from a multiple of it on are all the same.
    func isPeriodic(_ length: Int) -> Bool {
        isConstant || (count == 2 && stretches[1].step == 0 && length % stretches[0].length == 0)
    }

    /// Where some elements lie, if they lie as they are asked for.
    @inline(__always)
    func lying(_ first: Int, _ count: Int) -> UnsafeRawPointer? {
        guard stretches[0].step == 1, source.rawValue == target, !isTruth else { return nil }
        return within(first, count)
    }

    /// Writes a vector of the number that some elements all are; false where they are not all the same one.
    func repeatOne(_ result: UnsafeMutableRawPointer, _ first: Int, _ count: Int) -> Bool {
        guard stretches[0].step == 0, let one = within(first, count) else { return false }
        let lanes = TileOperand.vectorSize / targetSize
        if isTruth {
            ci_truth(target, result, source.rawValue, one, 0, lanes)
        } else if source.rawValue != target {
            ci_convert(target, result, source.rawValue, one, 0, lanes)
        } else if targetSize == 4 {
            let bits = one.loadUnaligned(as: UInt32.self)
            result.storeBytes(of: SIMD16(repeating: bits), as: SIMD16<UInt32>.self)
        } else {
            let bits = one.loadUnaligned(as: UInt64.self)
            result.storeBytes(of: SIMD8(repeating: bits), as: SIMD8<UInt64>.self)
        }
        return true
    }

    /// Where the first of some elements lies, if all are in one line.
    @inline(__always)
    private func within(_ first: Int, _ count: Int) -> UnsafeRawPointer? {
        let inner = stretches[0]
        var (rest, place) = first.quotientAndRemainder(dividingBy: inner.length)
        guard place &+ count <= inner.length else { return nil }
        place &*= inner.step
        for level in 1..<Swift.max(self.count, 1) {
            let (quotient, index) = rest.quotientAndRemainder(dividingBy: stretches[level].length)
            place &+= index &* stretches[level].step
            rest = quotient
        }
        return start + place &* source.byteCount
    }

    /// Reads `count` elements from the `first` on.
    func read(_ result: UnsafeMutableRawPointer, from first: Int, count: Int) {
        var indices = InlineArray<8, Int>(repeating: 0)
        var rest = first
        var offset = 0
        for level in 0..<self.count {
            let (quotient, remainder) = rest.quotientAndRemainder(
                dividingBy: stretches[level].length)
            indices[level] = remainder
            offset &+= remainder &* stretches[level].step
            rest = quotient
        }
        var out = result
        var left = count
        let inner = stretches[0]
        while true {
            let run = Swift.min(inner.length &- indices[0], left)
            convert(out, offset, inner.step, run)
            left &-= run
            if left <= 0 { return }
            out += run &* targetSize
            // The next run: back to the start of the innermost stretch, one step along the next one.
            offset &-= indices[0] &* inner.step
            indices[0] = 0
            var level = 1
            while level < self.count {
                indices[level] &+= 1
                offset &+= stretches[level].step
                if indices[level] < stretches[level].length { break }
                offset &-= stretches[level].length &* stretches[level].step
                indices[level] = 0
                level &+= 1
            }
        }
    }

    private func convert(_ out: UnsafeMutableRawPointer, _ offset: Int, _ step: Int, _ run: Int) {
        let from = start + offset &* source.byteCount
        if isTruth {
            ci_truth(target, out, source.rawValue, from, step, run)
        } else {
            ci_convert(target, out, source.rawValue, from, step, run)
        }
    }
}

/// Memory for the length of a computation.
struct Scratch: ~Copyable {
    let bytes: UnsafeMutableRawPointer
    private let byteCount: Int

    init(byteCount: Int) throws(SwndError) {
        self.byteCount = byteCount
        bytes = try MemoryPool.shared.allocate(byteCount: byteCount)
    }

    deinit { MemoryPool.shared.release(bytes, byteCount: byteCount) }
}

extension Value {
    /// Runs `body` on the elements in C order as a dtype: where they lie, or in scratch memory.
    func withContiguous(
        as dtype: DType, _ body: (UnsafeRawPointer) throws(SwndError) -> Void
    ) throws(SwndError) {
        let reader = Reader(self, as: layout, to: dtype)
        if let direct = reader.direct { return try body(direct) }
        let scratch = try Scratch(byteCount: shape.count &* dtype.byteCount)
        copyElements(to: scratch.bytes, as: dtype)
        try body(UnsafeRawPointer(scratch.bytes))
    }

    /// The elements as a dtype in C order, in memory of their own.
    func contiguousCopy(as dtype: DType) throws(SwndError) -> Value {
        let copy = Value(
            layout: Layout(contiguous: shape), dtype: dtype, context: context,
            storage: try Storage(byteCount: shape.count &* dtype.byteCount))
        copyElements(to: copy.start, as: dtype)
        return copy
    }

    /// Writes the elements as a dtype in C order.
    private func copyElements(to result: UnsafeMutableRawPointer, as dtype: DType) {
        SwndCPU.copyElements(
            storage.bytes, self.dtype, from: layout, to: result, dtype,
            at: Layout(contiguous: shape))
    }
}
