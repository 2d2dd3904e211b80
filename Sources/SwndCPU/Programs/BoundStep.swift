import SwndCore
import SwndEngine
import SwndGraph
import SwndNumerics

/// A step of a program with all that a tile needs to know of it: plain memory, so that nothing is retained or released while tiles
/// are computed.
struct BoundStep {
    enum Kind {
        /// The register points into an input.
        case input
        /// Elements of an input are read, or pointed at where they lie as they are asked for.
        case read
        case constant
        case index
        case pointwise
        case convert
        case truth
        case round
        case reduce
        case spread
    }

    let kind: Kind
    let type: ComputeType
    let isPerRow: Bool
    /// Whether it is done once by each thread.
    let isFixed: Bool
    /// Whether one vector may stand for all elements, or for those of a row.
    let isUniform: Bool
    /// Whether it goes row by row, because an operand is one vector for each row.
    var goesByRow = false
    /// The type of the operand, where it may be another one; the dtype to round to.
    var code: Int32 = 0
    var size: Int
    var operands = InlineArray<4, Int>(repeating: 0)
    let operandCount: Int
    /// Where the register lies if that moves with the tile: in an input or an output.
    var moving: UnsafeMutableRawPointer?
    /// Where it lies in the thread's scratch memory if it does not move.
    var slot = 0
    var tile: Tile
    var reduce: ReductionKernel.Functions?
    var scalar: Scalar

    private static let nothing = Tile { _, _, _ in }

    init(_ step: Program.Step, isFixed: Bool, isUniform: Bool) {
        type = step.type
        size = step.type.byteSize
        isPerRow = step.isPerRow
        self.isFixed = isFixed
        self.isUniform = isUniform
        operandCount = Swift.min(step.operands.count, 4)
        tile = Self.nothing
        scalar = .integer(0)
        for (position, operand) in step.operands.enumerated() where position < 4 {
            operands[position] = operand
        }
        switch step.action {
        case .load: kind = .read
        case .constant(let value): (kind, scalar) = (.constant, value)
        case .index: kind = .index
        case .pointwise(let body): (kind, tile) = (.pointwise, body)
        case .convert(let from): (kind, code) = (.convert, from.dtypeCode)
        case .truth(let from): (kind, code) = (.truth, from.dtypeCode)
        case .round(let dtype): (kind, code) = (.round, dtype.rawValue)
        case .reduce(let kernel): (kind, reduce) = (.reduce, kernel.functions(step.type))
        case .spread: kind = .spread
        }
    }

    /// The register of a load that points into its input.
    init(pointing step: Program.Step, at start: UnsafeRawPointer) {
        kind = .input
        type = step.type
        size = step.type.byteSize
        isPerRow = step.isPerRow
        isFixed = false
        isUniform = false
        operandCount = 0
        moving = UnsafeMutableRawPointer(mutating: start)
        tile = Self.nothing
        scalar = .integer(0)
    }
}

/// An output that is stored from a register when a tile is done.
struct BoundCopy {
    let register: Int
    let target: UnsafeMutableRawPointer
    let isPerRow: Bool
    /// From the type of the register to the dtype of the output.
    let from: Int32
    let to: Int32
    let size: Int
    let streams: Bool
}

/// What is combined at the end.
struct BoundReduction {
    let register: Int
    let size: Int
    let functions: ReductionKernel.Functions
}
