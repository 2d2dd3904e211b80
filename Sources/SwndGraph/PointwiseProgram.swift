import SwndNumerics

/// An operand of a tile: where its elements lie, one after the other.
public struct TileOperand: BitwiseCopyable {
    public var start: UnsafeRawPointer
    /// How many vectors it is from one to the next: 1, or 0 for an operand whose one vector is that of all elements.
    public var stride: Int

    @inline(__always)
    public init(_ start: UnsafeRawPointer, stride: Int = 1) {
        self.start = start
        self.stride = stride
    }

    /// Bytes of the widest vector, and so of a uniform operand.
    public static let vectorSize = 64
}

/// Computes one tile of an instruction.
///
/// A structure around the function, not the function itself: in an array or an optional a function is kept behind a thunk, and in
/// thunks the compiler does not inline the C that lanes are made of (seen in Swift 6.3: each vector instruction became a
/// call, and loops ten times slower).
public struct Tile: Sendable {
    /// Operands and result are runs of the compute type's scalars. The function works on whole vectors: up to a vector's
    /// length beyond `count` is read and written.
    public typealias Function =
        @Sendable (
            _ operands: UnsafePointer<TileOperand>, _ result: UnsafeMutableRawPointer,
            _ count: Int
        ) -> Void

    public let run: Function

    public init(_ run: @escaping Function) { self.run = run }

    @inline(__always)
    public func callAsFunction(
        _ x: UnsafeRawPointer, _ result: UnsafeMutableRawPointer, _ count: Int
    ) {
        withUnsafePointer(to: TileOperand(x)) { run($0, result, count) }
    }

    @inline(__always)
    public func callAsFunction(
        _ a: UnsafeRawPointer, _ b: UnsafeRawPointer, _ result: UnsafeMutableRawPointer,
        _ count: Int
    ) {
        self(TileOperand(a), TileOperand(b), result, count)
    }

    @inline(__always)
    public func callAsFunction(
        _ a: TileOperand, _ b: TileOperand, _ result: UnsafeMutableRawPointer, _ count: Int
    ) {
        var operands: InlineArray<2, TileOperand> = [a, b]
        withUnsafePointer(to: &operands) {
            run(UnsafeRawPointer($0).assumingMemoryBound(to: TileOperand.self), result, count)
        }
    }
}

/// The mathematics of a pointwise operator, compiled for each compute type that it knows.
public final class PointwiseKernel: Sendable {
    public let name: String
    public let arity: Int
    private let tiles: [Tile?]
    /// The body for other devices; nothing where it has no text.
    public let text: BodyText?

    /// - Parameter tiles: by raw value of ``ComputeType``; nothing where the body has no meaning.
    public init(_ name: String, arity: Int, tiles: [Tile?], text: BodyText? = nil) {
        self.name = name
        self.arity = arity
        self.tiles = tiles
        self.text = text
    }

    public func tile(_ type: ComputeType) -> Tile? { tiles[Int(type.rawValue)] }
}

/// Instructions over tiles of elements: what one pass over memory computes.
///
/// Programs do not change and hold no arrays: inputs, constants and outputs are bound at the launch.
public final class PointwiseProgram: Sendable {
    /// Where an instruction takes an operand from.
    public enum Operand: Sendable, Equatable {
        /// An input, converted to the compute type; `truth` makes it 1 where it is not zero and 0 elsewhere.
        case input(Int, truth: Bool = false)
        /// A scalar given at the launch.
        case constant(Int)
        /// The index of the element in the output, in C order.
        case index
        /// The result of an earlier instruction.
        case register(Int)
    }

    /// One step of a program; its result is the register with its own number.
    public struct Instruction: Sendable {
        public let tile: Tile
        public let operands: [Operand]
        public let name: String
        /// The body for other devices; nothing where it has no text.
        public let text: BodyText?

        public init(_ name: String, tile: Tile, operands: [Operand], text: BodyText? = nil) {
            self.name = name
            self.tile = tile
            self.operands = operands
            self.text = text
        }
    }

    public let type: ComputeType
    public let instructions: [Instruction]

    /// The number of arrays that it reads.
    public let inputCount: Int

    /// What the program computes: the result of the last instruction, or an operand as it is.
    public let result: Operand

    public init(_ type: ComputeType, instructions: [Instruction], inputCount: Int) {
        self.type = type
        self.instructions = instructions
        self.inputCount = inputCount
        self.result = .register(instructions.count - 1)
    }

    /// The program that computes nothing: an operand as it is, but for the conversion to its type.
    public init(_ type: ComputeType, passing operand: Operand) {
        self.type = type
        instructions = []
        if case .input(let position, _) = operand {
            inputCount = position + 1
        } else {
            inputCount = 0
        }
        result = operand
    }

    /// Whether every element of the result is the same number if that is so for every input.
    public var isUniformOfUniform: Bool {
        !(result == .index || instructions.contains { $0.operands.contains(.index) })
    }
}
