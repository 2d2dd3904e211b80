import SwndCore
import SwndGraph

extension Op {
    public static let spaceToDepth: Operator = Operator(
        "space_to_depth",
        doc: .init(
            "Blocks of pixels rearranged into channels: (n, c, h, w) becomes (n, c b^2, h / b, w / b).",
            "The inverse of `depth_to_space`.",
            example: (
                "nd.space_to_depth(nd.array([[[[0, 1], [2, 3]]]]), 2).shape", "(1, 4, 1, 1)"
            )),
        parameters: [Parameter("block_size", .int, "The height and width of a block, b.")],
        body: .composition { call throws(SwndError) in
            let x = call.inputs[0]
            let (n, c, h, w) = try call.planes(of: x.shape)
            let b = try call.blockSize(dividing: [h, w], of: x.shape)
            return [
                try call.rearranged(
                    x, as: [n, c, h / b, b, w / b, b], order: [0, 3, 5, 1, 2, 4],
                    to: [n, try call.product(c, b * b), h / b, w / b])
            ]
        }, gradient: .composed,
        test: TestDomain(cases: [.init([[1, 2, 4, 2]], ["block_size": 2])]))
}
