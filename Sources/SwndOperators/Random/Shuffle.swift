import SwndCore
import SwndGraph

extension Op {
    public static let shuffle = Operator(
        "shuffle",
        doc: .init(
            "The slices along the first axis in a random order.",
            "Every order is as likely as any other. The order is that of random keys of 64 bits, which are sorted: the same for a seed"
                + " whatever the number of threads and the instruction set. The gradient goes back to where the slices came from."
        ),
        body: .composition { call throws(SwndError) in
            let data = call.inputs[0]
            let count = data.shape[0]
            guard count > 1 else { return [try copy(data)] }
            let given: [Attribute] = [.int(count), .context(data.context)]
            if RandomStreams.isMXNet(on: data.context) {
                let order = try mxnetOrder.applyOne(Few(), given + [.bool(data.shape.rank == 1)])
                return [try take(data, order)]
            }
            let order = try orderedIndices(
                shuffleKeys.applyOne(Few(), given),
                with: ["k": .int(count), "is_ascend": true, "dtype": .dtype(.int64)])
            return [try take(data, order)]
        }, gradient: .composed, test: TestDomain(cases: [.init([[5, 3]])], random: true))

    static let shuffleKeys = Operator(
        "_shuffle_keys", doc: .init("Random keys."), inputs: [],
        parameters: [Parameter("count", .int, "How many."), .context],
        body: .kernel { call throws(SwndError) in
            let shape = try call.shape(from: [call.int("count") ?? 0], name: "number of keys")
            let stream = RandomStreams.draw(on: call.context("ctx"))
            return .init(
                .random(keyKernel, stream: stream, constants: []), shape: shape, dtype: .int64)
        }, gradient: .zero)

    static let mxnetOrder = Operator(
        "_mxnet_order", doc: .init("A random order of MXNet's stream."), inputs: [],
        parameters: [
            Parameter("count", .int, "How many."), .context,
            Parameter("upward", .bool, "Whether elements are exchanged from the first on."),
        ],
        body: .kernel { call throws(SwndError) in
            let count = call.int("count") ?? 0
            let drawn = try DrawnNumbers("shuffle", count, as: .int64)
            drawn.fillWithOrder(isUpward: call.bool("upward"))
            return .init(
                .drawn(drawn.kernel),
                shape: try call.shape(from: [count], name: "number of slices"), dtype: .int64)
        }, gradient: .zero)

    /// Key `e` is half `e mod 2` of block `e / 2`.
    static let keyKernel = RandomKernel(
        "shuffle", text: RandomText(.half) { _, _, words, _ in words }
    ) { draw, first, count, result in
        let words = BlockWords(stream: draw.stream)
        let keys = result.bindMemory(to: UInt64.self, capacity: count)
        for begin in stride(from: 0, to: count, by: 32) {
            words.withSixteen(from: (first &+ begin) / 2) { block in
                for index in begin..<Swift.min(begin &+ 32, count) {
                    keys[index] = block.pair((index &- begin) / 2, (index & 1) &* 2)
                }
            }
        }
    }
}
