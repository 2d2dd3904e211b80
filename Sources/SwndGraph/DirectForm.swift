import SwndCore
import SwndNumerics

/// What lets a pointwise operator skip the way of nodes and plans where there is nothing to plan: a few elements side by side, of
/// one compute type, on the host.
///
/// An object, because a structure would be copied, with all its functions, by each use.
public final class DirectForm: Sendable {
    /// What the function is applied to.
    enum Operands: Sendable {
        /// Arrays. Two may differ in shape if one of them is repeated in simple ways to the shape of the other.
        case arrays(count: Int, broadcast: Bool)
        /// An array and a number.
        case scalar(position: Int)
        /// Nothing: every element is this number.
        case constant(Scalar)
    }

    /// The function of each compute type, by raw value.
    private let tiles: InlineArray<4, Tile?>

    let operands: Operands

    /// Of as many arrays as the kernel has operands.
    public convenience init(_ kernel: PointwiseKernel, broadcast: Bool = false) {
        self.init(kernel, .arrays(count: kernel.arity, broadcast: broadcast))
    }

    /// Of an array and a number, which stands at a position among the operands.
    public convenience init(_ kernel: PointwiseKernel, scalarPosition: Int) {
        self.init(kernel, .scalar(position: scalarPosition))
    }

    /// A number in every element of a result like the input.
    public init(filling number: Scalar) {
        tiles = InlineArray(repeating: nil)
        operands = .constant(number)
    }

    private init(_ kernel: PointwiseKernel, _ operands: Operands) {
        var tiles = InlineArray<4, Tile?>(repeating: nil)
        for type in ComputeType.allCases { tiles[Int(type.rawValue)] = kernel.tile(type) }
        self.tiles = tiles
        self.operands = operands
    }

    @inline(__always)
    func tile(for dtype: DType) -> Tile? {
        dtype.isComputeType ? tiles[Int(dtype.computeType.rawValue)] : nil
    }
}

extension Value {
    @inline(__always)
    fileprivate var isDirect: Bool {
        layout.isContiguous && context.isHost && layout.shape.count <= Runtime.immediateLimit
            && layout.shape.count > 0 && storage.isReady
    }

    @inline(__always)
    fileprivate var start: UnsafeMutableRawPointer {
        storage.bytes + layout.offset &* dtype.byteCount
    }

    /// Memory for a result of the same kind.
    @inline(__always)
    fileprivate func sibling() throws(SwndError) -> Value {
        Value(
            layout: layout.offset == 0 ? layout : Layout(contiguous: layout.shape), dtype: dtype,
            context: context,
            storage: try Storage(byteCount: layout.shape.count &* dtype.byteCount))
    }
}

extension Operator {
    /// The result of a call; nothing where that takes the long way.
    func applyDirect(_ call: borrowing Call) throws(SwndError) -> Value? {
        guard direct != nil else { return nil }
        switch (call.inputs.count, call.attributes.count) {
        case (1, 0): return try applyDirect(call.inputs[0].value)
        case (2, 0): return try applyDirect(call.inputs[0].value, call.inputs[1].value)
        case (1, 1):
            guard case .real(let scalar) = call.attributes[0] else { return nil }
            return try applyDirect(call.inputs[0].value, scalar: scalar)
        default: return nil
        }
    }

    /// The result of an array; nothing where that takes the long way.
    public func applyDirect(_ x: Value) throws(SwndError) -> Value? {
        guard let direct, x.isDirect else { return nil }
        switch direct.operands {
        case .arrays(count: 1, _):
            guard let tile = direct.tile(for: x.dtype) else { return nil }
            let result = try x.sibling()
            tile(x.start, result.start, x.layout.shape.count)
            Runtime.countDirect()
            if truth != .never { result.isTruth = truth == .always || x.isTruth }
            return result
        case .constant(let number):
            guard x.dtype.isComputeType else { return nil }
            let result = try x.sibling()
            number.fill(result.start, x.dtype, x.layout.shape.count)
            Runtime.countDirect()
            return result
        default: return nil
        }
    }

    /// The result of two arrays; nothing where that takes the long way.
    public func applyDirect(_ a: Value, _ b: Value) throws(SwndError) -> Value? {
        guard let direct, case .arrays(count: 2, let broadcast) = direct.operands, a.isDirect,
            b.isDirect, a.dtype == b.dtype, a.context == b.context,
            let tile = direct.tile(for: a.dtype)
        else { return nil }
        if a.layout.shape == b.layout.shape {
            let result = try a.sibling()
            tile(a.start, b.start, result.start, a.layout.shape.count)
            Runtime.countDirect()
            if truth != .never { mark(result, a, b) }
            return result
        }
        guard broadcast else { return nil }
        if let repetition = Repetition(of: b.layout.shape, in: a.layout.shape) {
            return try apply(tile, a, repeating: b, repetition, at: 1)
        }
        if let repetition = Repetition(of: a.layout.shape, in: b.layout.shape) {
            return try apply(tile, b, repeating: a, repetition, at: 0)
        }
        return nil
    }

    /// The result of an array and a number; nothing where that takes the long way.
    public func applyDirect(_ x: Value, scalar: Double) throws(SwndError) -> Value? {
        guard let direct, case .scalar(let position) = direct.operands, x.isDirect,
            let tile = direct.tile(for: x.dtype)
        else { return nil }
        let count = x.layout.shape.count
        let result = try x.sibling()
        // One vector of the number, for all elements.
        var vector = InlineArray<8, UInt64>(repeating: 0)
        withUnsafeMutableBytes(of: &vector) { bytes in
            guard let start = bytes.baseAddress else { return }
            Scalar.real(scalar).fill(
                start, x.dtype, TileOperand.vectorSize / x.dtype.byteCount)
            let number = TileOperand(start, stride: 0)
            let other = TileOperand(x.start)
            let isFirst = position == 0
            tile(isFirst ? number : other, isFirst ? other : number, result.start, count)
        }
        Runtime.countDirect()
        if truth != .never { result.isTruth = truth == .always || x.isTruth }
        return result
    }

    @inline(never)
    private func apply(
        _ tile: Tile, _ x: Value, repeating other: Value, _ repetition: Repetition, at position: Int
    ) throws(SwndError) -> Value? {
        let count = x.layout.shape.count
        let size = x.dtype.byteCount
        guard let operand = RepeatedOperand(other.start, repetition, size, total: count) else {
            return nil
        }
        let result = try x.sibling()
        tile(x.start, operand, at: position, result.start, count, size)
        Runtime.countDirect()
        if truth != .never { mark(result, x, other) }
        return result
    }

    private func mark(_ result: Value, _ a: Value, _ b: Value) {
        result.isTruth = truth == .always || (a.isTruth && b.isTruth)
    }
}
