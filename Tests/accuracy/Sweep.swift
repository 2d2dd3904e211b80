import Glibc
import Swnd
import SwndCore
import SwndGraph
import SwndOperators
import Synchronization

/// The seconds that the threads of this process computed, all together: they do not depend on what else is going on.
func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// All 2^32 single-precision inputs of an operator of one array, through the very calls that users make, against its body in
/// double precision.
final class Sweep: Sendable {
    let op: Operator
    private let attributes: [Attribute]
    private let next = Atomic<Int>(0)

    /// As many inputs as one call gets.
    private static let run = 1 << 15
    private static let runCount = 1 << 32 / run

    /// Nothing for operators that have no oracle, or more arrays than one.
    init?(_ op: Operator) throws(SwndError) {
        guard op.inputs.count == 1, op.test.reference != nil else { return nil }
        self.op = op
        attributes =
            if let test = op.test.cases.first {
                try op.attributes(test.parameters)
            } else {
                op.parameters.map { $0.fallback ?? .none }
            }
    }

    /// The worst of all inputs, and which part of them there was time for.
    func worst(threadCount: Int, seconds: Double) async throws -> (Deviation, part: Double) {
        next.store(0, ordering: .relaxed)
        let end = now() + seconds
        let worst = try await withThrowingTaskGroup(of: Deviation.self) { group in
            for _ in 0..<threadCount {
                group.addTask { try self.work(until: end) }
            }
            var worst = Deviation()
            for try await part in group { worst.join(part) }
            return worst
        }
        let done = min(next.load(ordering: .relaxed), Self.runCount)
        return (worst, Double(done) / Double(Self.runCount))
    }

    private func work(until end: Double) throws(SwndError) -> Deviation {
        var worst = Deviation()
        let inputs = UnsafeMutablePointer<Float>.allocate(capacity: Self.run)
        let results = UnsafeMutablePointer<Float>.allocate(capacity: Self.run)
        let doubles = UnsafeMutablePointer<Double>.allocate(capacity: Self.run)
        let truths = UnsafeMutablePointer<Double>.allocate(capacity: Self.run)
        defer {
            inputs.deallocate()
            results.deallocate()
            doubles.deallocate()
            truths.deallocate()
        }
        while true {
            guard now() < end else { return worst }
            let number = next.add(1, ordering: .relaxed).oldValue
            guard number < Self.runCount else { return worst }
            // An odd factor makes every run come up once, near ones far apart: a part is a sample.
            let first = number &* 0x9E37_79B1 &* Self.run
            for index in 0..<Self.run {
                inputs[index] = Float(bitPattern: UInt32(truncatingIfNeeded: first &+ index))
                doubles[index] = Double(inputs[index])
            }
            let x = try NDArray(copying: inputs, shape: [Self.run])
            try NDArray.applyOne(op, Few(x), attributes)
                .read(into: results, byteCount: Self.run * MemoryLayout<Float>.size)
            calculate(doubles, truths)
            if worst.ulps > 0, Self.areNearest(results, truths) { continue }
            for index in 0..<Self.run { worst.note(inputs[index], results[index], truths[index]) }
        }
    }

    /// Whether every result of a run is the number nearest to the truth: a loop that the compiler makes vectors of.
    private static func areNearest(
        _ results: UnsafeMutablePointer<Float>, _ truths: UnsafeMutablePointer<Double>
    ) -> Bool {
        var difference: UInt32 = 0
        for index in 0..<run {
            let nearest = Float(truths[index])
            let isNumber: UInt32 = truths[index] == truths[index] ? ~0 : 0
            let (expected, result) = (nearest.bitPattern, results[index].bitPattern)
            // Any NaN is as good as another, and none of them is less than or equal to infinity.
            let isNaN = result & 0x7fff_ffff > 0x7f80_0000
            difference |= isNumber == 0 && isNaN ? 0 : expected ^ result
        }
        return difference == 0
    }

    private func calculate(
        _ inputs: UnsafeMutablePointer<Double>, _ truths: UnsafeMutablePointer<Double>
    ) {
        if let oracle = op.test.oracle {
            oracle(inputs, truths, Self.run)
        } else if let reference = op.test.reference {
            for index in 0..<Self.run { truths[index] = reference([inputs[index]]) }
        }
    }
}
