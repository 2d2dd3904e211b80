import CIntrinsics
import SwndGraph
import SwndNumerics

/// The parameters of a distribution are numbers, the same for all elements, or arrays of one shape: then each of their elements
/// stands for as many elements of the result, one after the other, as the result is longer.
extension RandomDraw {
    /// How many distributions there are; nothing where one serves for all elements.
    @inline(__always)
    var distributions: Int? { arrays.first.map(\.count) }

    /// Parameter `number` of the elements from `element` on, a vector of them.
    @inline(__always)
    func parameter<L: RandomLanes>(
        _ number: Int, at element: Int, repeats: Int, _: L.Type = L.self
    ) -> L {
        guard number < arrays.count, let source = arrays[number].baseAddress else {
            return L.constant(constants[number].real)
        }
        // What stands beyond the last element is computed and thrown away.
        let last = arrays[number].count &- 1
        let begin = Swift.min(element / repeats, last)
        let end = Swift.min((element &+ L.laneCount &- 1) / repeats, last)
        if begin == end { return L.constant(source[begin]) }
        if repeats == 1, end &- begin == L.laneCount &- 1 {
            return L.load(doubles: source + begin)
        }
        return withUnsafeTemporaryAllocation(of: Double.self, capacity: 16) { numbers in
            for lane in 0..<L.laneCount {
                numbers[lane] = source[Swift.min((element &+ lane) / repeats, last)]
            }
            guard let start = numbers.baseAddress else { return L.constant(.nan) }
            return L.load(doubles: start)
        }
    }

    /// How many elements of the result each distribution has; the operator gives it after the numbers.
    @inline(__always)
    var repeats: Int {
        guard distributions != nil, case .integer(let count)? = constants.last else { return 1 }
        return Swift.max(1, Int(count))
    }
}

/// A distribution whose numbers are drawn eight at a time, in double precision whatever the dtype of the result: those of float32 are
/// those of float64, rounded.
protocol Variate: SendableMetatype {
    /// A number for each of eight elements. Where parameters make no distribution, it is NaN.
    static func draw(
        _ words: ElementWords, _ parameter: (_ number: Int) -> LanesF64
    ) -> LanesF64
}

extension RandomKernel {
    convenience init<V: Variate>(_ name: String, _: V.Type) {
        self.init(name) { draw, first, count, result in
            let repeats = draw.repeats
            let stream = draw.stream
            func eight(_ element: Int) -> LanesF64 {
                V.draw(ElementWords(stream: stream, first: element)) {
                    draw.parameter($0, at: element, repeats: repeats)
                }
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
