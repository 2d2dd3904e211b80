import Swnd
import SwndCore
import Testing

/// Graphs as programs make them: of any length, by the control flow of Swift.
@Suite struct GraphTests {
    /// Neither the way back nor the release of a chain takes a stack frame for each node.
    @Test func aLongChainGoesBackAndIsReleased() throws {
        let x = try leaf([1, 2])
        let y = try autograd.record {
            var y = try x * 1
            for _ in 0..<100_000 { y = try y + x }
            return y
        }
        try y.backward()
        try expect(x.grad, [100_001, 100_001])
    }

    @Test func aLongChainIsReleasedWithoutGoingBack() throws {
        let x = try leaf([1, 2])
        try autograd.record {
            var y = try x * 1
            for _ in 0..<100_000 { y = try -y }
        }
        try x.backward()
        try expect(x.grad, [1, 1])
    }

    @Test func aLongChainOfUpdatesInPlace() throws {
        let x = try leaf([1, 2])
        let y = try NDArray([0, 0])
        try autograd.record { for _ in 0..<20_000 { try y += x } }
        try y.backward()
        try expect(x.grad, [20_000, 20_000])
    }

    /// The tutorial's function: how often it doubles depends on its argument.
    @Test(arguments: [[0.5, -0.25, 0.125], [-0.5, 0.25, -0.125], [3000, 0, 0]])
    func controlFlow(_ start: [Double]) throws {
        func f(_ a: NDArray) throws -> NDArray {
            var b = try a * 2
            while try norm(b).scalar(as: Double.self) < 1000 { b = try b * 2 }
            return try sum(b).scalar(as: Double.self) > 0 ? b : 100 * b
        }
        let a = try leaf(start)
        let c = try autograd.record { try f(a) }
        try c.backward()
        // f is linear in a for every a.
        let (result, factors) = (
            try c.values(as: Double.self), try #require(a.grad).values(as: Double.self)
        )
        for (value, (number, factor)) in zip(result, zip(start, factors)) {
            #expect(value == number * factor)
        }
        #expect(factors.allSatisfy { $0 == factors[0] && $0 >= 2 })
    }

    @Test func aSharedPartIsVisitedOnce() throws {
        let x = try leaf([1])
        // 2^60 paths, 60 nodes.
        let y = try autograd.record {
            var y = try x * 1
            for _ in 0..<60 { y = try y + y }
            return y
        }
        try y.backward()
        try expect(x.grad, [Double(1 << 60)])
    }

    @Test func gradientsOutliveTheirArrays() throws {
        var x: NDArray? = try leaf([1, 2])
        let gradient = try #require(x?.grad)
        let y = try autograd.record { try #require(x) * 3 }
        x = nil
        try y.backward()
        try expect(gradient, [3, 3])
    }

    @Test func tasksRecordOnTheirOwn() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 1...8 {
                group.addTask {
                    for _ in 0..<50 {
                        let x = try leaf([Double(number)])
                        #expect(!autograd.isRecording)
                        try autograd.record { try x * x * x }.backward()
                        try expect(x.grad, [3 * Double(number * number)])
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}
