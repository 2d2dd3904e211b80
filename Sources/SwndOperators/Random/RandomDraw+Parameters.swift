import CIntrinsics
import SwndGraph
import SwndNumerics

/// The parameters of a distribution are numbers, the same for all elements, or arrays of one shape: then each of their elements
/// stands for as many elements of the result, one after the other, as the result is longer.
extension RandomDraw {
    /// How many distributions there are; nothing where one serves for all elements.
    @inline(__always)
    var distributions: Int? { arrays.first.map(\.count) }

    /// How many elements of the result each distribution has; the operator gives it after the numbers.
    @inline(__always)
    var repeats: Int {
        guard distributions != nil, case .integer(let count)? = constants.last else { return 1 }
        return Swift.max(1, Int(count))
    }
}

/// Where a kernel takes the parameters of its distribution from. There is a loop for each kind, so that numbers cost no more in it than
/// what is calculated with them.
protocol DrawParameters {
    associatedtype L: RandomLanes
    init(_ draw: borrowing RandomDraw)
    /// Parameter `number` of the elements from `element` on.
    func callAsFunction(_ number: Int, at element: Int) -> L
}

/// Numbers, at most two, for all elements.
struct SharedParameters<L: RandomLanes>: DrawParameters {
    private let first: L
    private let second: L

    @inline(__always)
    init(_ draw: borrowing RandomDraw) {
        first = L.constant(draw.constants[0].real)
        second = L.constant(draw.constants[draw.constants.count &- 1].real)
    }

    @inline(__always)
    func callAsFunction(_ number: Int, at element: Int) -> L { number == 0 ? first : second }
}

/// Numbers for each of the elements, out of arrays; where there are none, numbers for all of them.
struct ArrayParameters<L: RandomLanes>: DrawParameters {
    private let draw: RandomDraw
    private let repeats: Int

    @inline(__always)
    init(_ draw: borrowing RandomDraw) {
        self.draw = copy draw
        repeats = draw.repeats
    }

    @inline(__always)
    func callAsFunction(_ number: Int, at element: Int) -> L {
        guard number < draw.arrays.count, let source = draw.arrays[number].baseAddress else {
            return L.constant(draw.constants[number].real)
        }
        // What stands beyond the last element is computed and thrown away.
        let last = draw.arrays[number].count &- 1
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
}
