import CIntrinsics
import SwndGraph
import SwndNumerics

/// Lanes that uniform numbers can be drawn for.
protocol RandomLanes: Lanes, RealLanes {
    /// A group of ``RandomKernel/granularity`` numbers in [0, 1), in order: `use` gets the place of a vector within the
    /// group, counted in elements.
    static func uniforms(
        _ stream: RandomStream, group: Int, _ use: (_ place: Int, _ numbers: Self) -> Void)

    /// The same between 0 and 1, with neither end: what a logarithm may be taken of.
    static func openUniforms(
        _ stream: RandomStream, group: Int, _ use: (_ place: Int, _ numbers: Self) -> Void)

    /// A vector of numbers in double precision.
    static func load(doubles source: UnsafePointer<Double>) -> Self
}

extension RandomStream {
    /// The four words of blocks 16 n to 16 n + 15.
    @inline(__always)
    fileprivate func words(
        of n: Int
    ) -> (SIMD16<Int32>, SIMD16<Int32>, SIMD16<Int32>, SIMD16<Int32>) {
        var words = (
            SIMD16<Int32>(), SIMD16<Int32>(), SIMD16<Int32>(), SIMD16<Int32>()
        )
        ci_philox(key, draw, UInt64(truncatingIfNeeded: n &* 16), &words)
        return words
    }
}

/// Element `e` of a draw comes from the words that ``RandomStream`` and `e` alone name, so numbers do not depend on who
/// computes them: float32 elements 64 n to 64 n + 63 come from blocks 16 n to 16 n + 15 of Philox, float64 elements from
/// twice as many.
extension LanesF32: RandomLanes {
    /// With 24 random bits each: first those of word 0 of all blocks, then word 1, and so on.
    @inline(__always)
    static func uniforms(_ stream: RandomStream, group: Int, _ use: (Int, LanesF32) -> Void) {
        let words = stream.words(of: group)
        use(0, LanesF32(ci_unit_ci_f32(words.0)))
        use(16, LanesF32(ci_unit_ci_f32(words.1)))
        use(32, LanesF32(ci_unit_ci_f32(words.2)))
        use(48, LanesF32(ci_unit_ci_f32(words.3)))
    }

    /// With 32 random bits each, in the same order.
    @inline(__always)
    static func openUniforms(_ stream: RandomStream, group: Int, _ use: (Int, LanesF32) -> Void) {
        let words = stream.words(of: group)
        use(0, LanesF32(ci_open_unit_ci_f32(words.0)))
        use(16, LanesF32(ci_open_unit_ci_f32(words.1)))
        use(32, LanesF32(ci_open_unit_ci_f32(words.2)))
        use(48, LanesF32(ci_open_unit_ci_f32(words.3)))
    }

    @inline(__always)
    static func load(doubles source: UnsafePointer<Double>) -> LanesF32 {
        LanesF32(ci_narrow(LanesF64.load(source).vector, LanesF64.load(source + 8).vector))
    }
}

extension LanesF64: RandomLanes {
    /// With 53 random bits each: words 0 and 1 are the upper halves, words 2 and 3 the lower ones.
    @inline(__always)
    static func uniforms(_ stream: RandomStream, group: Int, _ use: (Int, LanesF64) -> Void) {
        for half in 0..<2 {
            let words = stream.words(of: group &* 2 &+ half)
            let place = half &* 32
            use(place, LanesF64(ci_unit_ci_f64(words.0, words.2, 0)))
            use(place &+ 8, LanesF64(ci_unit_ci_f64(words.0, words.2, 1)))
            use(place &+ 16, LanesF64(ci_unit_ci_f64(words.1, words.3, 0)))
            use(place &+ 24, LanesF64(ci_unit_ci_f64(words.1, words.3, 1)))
        }
    }

    /// Those of ``uniforms(_:group:_:)``, half a step up.
    @inline(__always)
    static func openUniforms(_ stream: RandomStream, group: Int, _ use: (Int, LanesF64) -> Void) {
        let most = constant(1.0.nextDown)
        uniforms(stream, group: group) { use($0, lesser($1 + constant(0x1p-54), most)) }
    }

    @inline(__always)
    static func load(doubles source: UnsafePointer<Double>) -> LanesF64 { load(source) }
}

extension RandomLanes {
    /// Writes a draw's elements `first ..< first + count`, a group at a time: `fill` writes all of a group.
    @inline(__always)
    static func forEachGroup(
        first: Int, count: Int, _ result: UnsafeMutableRawPointer,
        _ fill: (_ group: Int, _ result: UnsafeMutableRawPointer) -> Void
    ) {
        let length = RandomKernel.granularity
        let size = MemoryLayout<Self>.size / laneCount
        for begin in stride(from: 0, to: count, by: length) {
            let (group, target) = ((first &+ begin) / length, result + begin &* size)
            if count &- begin >= length {
                fill(group, target)
                continue
            }
            withUnsafeTemporaryAllocation(byteCount: 512, alignment: 64) { scratch in
                guard let part = scratch.baseAddress else { return }
                fill(group, part)
                target.copyMemory(from: part, byteCount: (count &- begin) &* size)
            }
        }
    }
}
