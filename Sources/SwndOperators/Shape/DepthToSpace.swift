import SwndCore
import SwndGraph

extension Op {
    public static let depthToSpace: Operator = Operator(
        "depth_to_space",
        doc: .init(
            "Channels rearranged into blocks of pixels: (n, c, h, w) becomes (n, c / b^2, h b, w b).",
            "Row i and column j of a block are channels (i b + j) c / b^2 and following, as in ONNX's mode DCR.",
            example: (
                "nd.depth_to_space(nd.arange(4).reshape((1, 4, 1, 1)), 2)",
                "[[[[0. 1.]\n   [2. 3.]]]]"
            )),
        parameters: [Parameter("block_size", .int, "The height and width of a block, b.")],
        body: .composition { call throws(SwndError) in
            let x = call.inputs[0]
            let (n, c, h, w) = try call.planes(of: x.shape)
            let b = try call.blockSize(dividing: [c], of: x.shape)
            guard c % (b * b) == 0 else {
                throw call.error(
                    .value,
                    "axis 1 of shape \(x.shape) cannot be divided by block_size squared, \(b * b)")
            }
            return [
                try call.rearranged(
                    x, as: [n, b, b, c / (b * b), h, w], order: [0, 3, 4, 1, 5, 2],
                    to: [n, c / (b * b), try call.product(h, b), try call.product(w, b)])
            ]
        }, gradient: .composed,
        test: TestDomain(cases: [.init([[1, 8, 2, 1]], ["block_size": 2])]))
}

extension Call {
    /// The four lengths of images.
    func planes(of shape: Shape) throws(SwndError) -> (n: Int, c: Int, h: Int, w: Int) {
        guard shape.rank == 4 else {
            throw error(.value, "data \(shape) must have 4 axes: (batch, channel, height, width)")
        }
        return (shape[0], shape[1], shape[2], shape[3])
    }

    /// The parameter `block_size`, which divides some lengths.
    func blockSize(dividing lengths: [Int], of shape: Shape) throws(SwndError) -> Int {
        let size = int("block_size") ?? 1
        guard size >= 1, size < 1 << 31, lengths.allSatisfy({ $0 % size == 0 }) else {
            throw error(.value, "block_size \(size) does not divide the lengths of \(shape)")
        }
        return size
    }

    /// A product of lengths.
    func product(_ a: Int, _ b: Int) throws(SwndError) -> Int {
        let (product, overflow) = a.multipliedReportingOverflow(by: b)
        guard !overflow else { throw error(.value, "\(a) times \(b) is too large for a length") }
        return product
    }

    /// The elements seen as one shape, with these axes in another order, seen as another shape.
    func rearranged(
        _ x: Tensor, as split: [Int], order: [Int], to result: [Int]
    ) throws(SwndError) -> Tensor {
        let parts = try Op.reshaped(x, to: try shape(from: split, name: "shape"))
        let turned = try Op.transpose(parts, with: ["axes": .ints(order)])
        return try Op.reshaped(turned, to: try shape(from: result, name: "shape of the result"))
    }
}
