import CIntrinsics
import SwndGraph
import SwndNumerics

/// A distribution whose numbers are drawn eight at a time, in double precision whatever the dtype of the result: those of float32 are
/// those of float64, rounded. Devices make one at a time, by the same formula.
protocol Variate: SendableMetatype {
    /// A number for each lane. Where parameters make no distribution, it is NaN.
    static func draw<W: ElementWords>(_ words: W, _ parameter: (_ number: Int) -> W.L) -> W.L
}

extension RandomText {
    /// The formula of a distribution.
    fileprivate static func sequence<V: Variate>(_: V.Type) -> RandomText {
        RandomText(.sequence) { _, dtype, elements, parameter in
            let number = V.draw(TextWords(element: elements[0])) { TextF64(parameter($0, 0)) }
            return [
                dtype == .float64
                    ? number.expression
                    : Expression(.float32, "(float)$0", of: [number.expression])
            ]
        }
    }
}

extension RandomKernel {
    convenience init<V: Variate>(_ name: String, _: V.Type) {
        self.init(name, text: .sequence(V.self)) { draw, first, count, result in
            let parameter = ArrayParameters<LanesF64>(draw)
            let stream = draw.stream
            func eight(_ element: Int) -> LanesF64 {
                V.draw(LaneWords(stream: stream, first: element)) { parameter($0, at: element) }
            }
            let isDouble = draw.dtype == .float64
            var place = 0
            while place < count {
                let low = eight(first &+ place)
                let isLast = count &- place <= 8
                let high = isLast ? low : eight(first &+ place &+ 8)
                if isDouble {
                    low.store(result + place &* 8)
                    if !isLast { high.store(result + (place &+ 8) &* 8) }
                } else {
                    LanesF32(ci_narrow(low.vector, high.vector)).store(result + place &* 4)
                }
                place &+= 16
            }
        }
    }
}

/// A distribution whose numbers are made of as many uniform ones, a group at a time, in the lanes of the result. Devices make four at
/// a time, by the same formula.
protocol GroupVariate: UnitBody {
    /// Writes the ``RandomKernel/granularity`` elements of a group. Where parameters make no distribution, they are NaN.
    static func fill<P: DrawParameters>(
        _ stream: RandomStream, group: Int, _ parameter: P, _ values: UnsafeMutableRawPointer)
}

extension RandomKernel {
    convenience init<V: GroupVariate>(_ name: String, _: V.Type) {
        self.init(name, text: .units(V.self)) { draw, first, count, result in
            switch (draw.dtype == .float64, draw.distributions == nil) {
            case (false, true):
                Self.fill(V.self, SharedParameters<LanesF32>(draw), draw, first, count, result)
            case (false, false):
                Self.fill(V.self, ArrayParameters<LanesF32>(draw), draw, first, count, result)
            case (true, true):
                Self.fill(V.self, SharedParameters<LanesF64>(draw), draw, first, count, result)
            case (true, false):
                Self.fill(V.self, ArrayParameters<LanesF64>(draw), draw, first, count, result)
            }
        }
    }

    @inline(__always)
    private static func fill<V: GroupVariate, P: DrawParameters>(
        _: V.Type, _ parameter: P, _ draw: borrowing RandomDraw, _ first: Int, _ count: Int,
        _ result: UnsafeMutableRawPointer
    ) {
        let stream = draw.stream
        P.L.forEachGroup(first: first, count: count, result) { group, values in
            V.fill(stream, group: group, parameter, values)
        }
    }
}
