import SwndCore
import SwndGraph
import SwndNumerics

/// Numbers that have been drawn at the call, and the kernel that hands them over.
struct DrawnNumbers {
    private let name: String
    private let count: Int
    private let type: ComputeType
    private let storage: Storage

    /// Memory for numbers of a compute type.
    init(_ name: String, _ count: Int, as type: ComputeType) throws(SwndError) {
        self.name = name
        self.count = count
        self.type = type
        do {
            storage = try Storage(byteCount: count &* type.byteSize)
        } catch {
            throw SwndError(error.code, "\(name): \(error.message)")
        }
    }

    /// Draws them from MXNet's stream, floating-point numbers.
    func fill(_ number: (_ element: Int, _ twister: inout MersenneTwister) -> Double) {
        if type == .float64 {
            let numbers = storage.bytes.bindMemory(to: Double.self, capacity: count)
            RandomStreams.drawFromMXNet(count) { part, twister in
                for index in part { numbers[index] = number(index, &twister) }
            }
        } else {
            let numbers = storage.bytes.bindMemory(to: Float.self, capacity: count)
            RandomStreams.drawFromMXNet(count) { part, twister in
                for index in part { numbers[index] = Float(number(index, &twister)) }
            }
        }
    }

    /// Draws them from MXNet's stream, integers.
    func fill(_ number: (inout MersenneTwister) -> Int64) {
        if type == .int64 {
            let numbers = storage.bytes.bindMemory(to: Int64.self, capacity: count)
            RandomStreams.drawFromMXNet(count) { part, twister in
                for index in part { numbers[index] = number(&twister) }
            }
        } else {
            let numbers = storage.bytes.bindMemory(to: Int32.self, capacity: count)
            RandomStreams.drawFromMXNet(count) { part, twister in
                for index in part { numbers[index] = Int32(truncatingIfNeeded: number(&twister)) }
            }
        }
    }

    /// Draws uniform numbers from MXNet's twister for outcomes, in double precision.
    func fillWithUnits() {
        let numbers = storage.bytes.bindMemory(to: Double.self, capacity: count)
        RandomStreams.drawFromMXNetTwister(count) { part, twister in
            for index in part { numbers[index] = Double(twister.uniform(Float.self)) }
        }
    }

    /// Puts 0 ..< count into MXNet's random order.
    ///
    /// - Parameter isUpward: whether elements are exchanged from the first on, as in arrays of one axis, or from the last.
    func fillWithOrder(isUpward: Bool) {
        let places = storage.bytes.bindMemory(to: Int64.self, capacity: count)
        for index in 0..<count { places[index] = Int64(index) }
        RandomStreams.drawFromMXNetTwister(count &- 1) { part, twister in
            for step in part {
                let index = isUpward ? step &+ 1 : count &- 1 &- step
                let other = twister.index(below: UInt64(index) &+ 1)
                (places[index], places[other]) = (places[other], places[index])
            }
        }
    }

    /// The element at a place; they are float64.
    func double(_ place: Int) -> Double {
        storage.bytes.assumingMemoryBound(to: Double.self)[place]
    }

    /// Hands them over.
    var kernel: RandomKernel {
        let (storage, size) = (storage, type.byteSize)
        return RandomKernel(name) { _, first, count, result in
            result.copyMemory(from: storage.bytes + first &* size, byteCount: count &* size)
        }
    }
}
