import Swnd
import SwndCore
import SwndGraph
import SwndOperators
import Testing

/// The same bits whatever the layout of the inputs and however many threads compute.
@Suite(.serialized) struct LayoutTests {
    @Test(arguments: Op.all.map(\.name))
    func viewsGiveTheSameBits(_ name: String) throws {
        let op = try Operator.named(name)
        guard !op.test.isRandom else { return }
        for call in try OperatorCall.all(of: op) {
            let inputs = try call.prepared(call.inputs(Float.self, seed: 8))
            // The same elements, but stored in the opposite order of axes, or backwards.
            let views = try inputs.map { input in
                try swapped(try copyOf(try swapped(input)))
            }
            let (plain, strided) = (try call.apply(inputs), try call.apply(views))
            for (a, b) in zip(plain, strided) {
                #expect(a.shape == b.shape)
                #expect(try bits(a) == bits(b), "\(call)")
            }
        }
    }

    @Test(arguments: Op.all.map(\.name))
    func threadsGiveTheSameBits(_ name: String) throws {
        let op = try Operator.named(name)
        let before = Process.threadCount
        defer { Process.threadCount = before }
        let large = op.test.reference != nil || op.inputs.count == 1 && op.test.cases.isEmpty
        let calls =
            large
            ? [
                OperatorCall(
                    op: op, shapes: Array(repeating: [301, 677], count: op.inputs.count),
                    attributes: try OperatorCall.all(of: op)[0].attributes)
            ]
            : try OperatorCall.all(of: op)
        for call in calls {
            let inputs = try call.inputs(Float.self, seed: 9)
            var seen: [[UInt8]] = []
            for threads in [1, 2, 3, 8] {
                Process.threadCount = threads
                RandomStreams.seed(1)
                seen.append(try call.run(inputs).flatMap(bits))
            }
            #expect(seen.allSatisfy { $0 == seen[0] }, "\(call)")
        }
    }

    private func swapped(_ array: NDArray) throws -> NDArray { try transpose(array) }

    private func copyOf(_ array: NDArray) throws -> NDArray {
        let bytes = try bits(array)
        return try bytes.withUnsafeBytes {
            try NDArray(copying: $0.baseAddress, shape: array.shape.axes, dtype: array.dtype)
        }
    }

    private func bits(_ array: NDArray) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: array.count * array.dtype.byteCount)
        try bytes.withUnsafeMutableBytes { buffer in
            if let start = buffer.baseAddress {
                try array.read(into: start, byteCount: buffer.count)
            }
        }
        return bytes
    }
}
