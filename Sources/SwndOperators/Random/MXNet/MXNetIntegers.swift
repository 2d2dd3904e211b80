import SwndCore
import SwndGraph

/// Whole numbers of MXNet's stream, drawn at the call.
enum MXNetIntegers {
    /// A kernel for numbers of a range that is not empty.
    static func kernel(
        _ range: Range<Int64>, _ count: Int, on context: Context
    ) throws(SwndError) -> RandomKernel {
        let name = "random_randint"
        let storage: Storage
        do {
            storage = try Storage(byteCount: count &* 8)
        } catch {
            throw SwndError(error.code, "\(name): \(error.message)")
        }
        let numbers = storage.bytes.bindMemory(to: Int64.self, capacity: count)
        let (low, length) = (range.lowerBound, range.upperBound &- range.lowerBound)
        RandomStreams.drawFromMXNet(count) { part, twister in
            for index in part { numbers[index] = low &+ twister.integer(below: length) }
        }
        return RandomKernel(name) { draw, first, count, result in
            let numbers = storage.bytes.assumingMemoryBound(to: Int64.self) + first
            if draw.dtype == .int64 {
                result.copyMemory(from: numbers, byteCount: count &* 8)
                return
            }
            for index in 0..<count {
                result.storeBytes(
                    of: Int32(truncatingIfNeeded: numbers[index]), toByteOffset: index &* 4,
                    as: Int32.self)
            }
        }
    }
}
