import SwndCore
import SwndGraph
import SwndNumerics

/// What one launch over elements computes: steps over tiles, from arrays to arrays.
///
/// A program does not change. Which arrays it works on is said by numbers; where they lie is known at the launch only.
public struct Program: Sendable {
    /// How the elements are walked.
    public enum Space: Sendable, Equatable {
        /// In any pieces.
        case flat
        /// In whole rows of this length, which fit into the cache: elements of a row may be combined in the midst of a program, and
        /// results of that used for the row again.
        case rows(length: Int)
        /// Rows of this length, cut into runs, combined at the end.
        case runs(length: Int)
        /// Planes of `rows` times `columns` elements, combined along the rows at the end.
        case columns(rows: Int, columns: Int)
    }

    /// An array that is read.
    public struct Input: Sendable {
        /// Its number in the table of the plan.
        public let buffer: Int
        /// Where its elements lie, one for each element of the space (or for each row), in order.
        public let layout: Layout
        public let dtype: DType

        package init(buffer: Int, layout: Layout, dtype: DType) {
            self.buffer = buffer
            self.layout = layout
            self.dtype = dtype
        }
    }

    /// One step over a tile. Its result is the register with its own number.
    public struct Step: Sendable {
        public enum Action: Sendable {
            /// Elements of an input, converted; `truth` makes 1 of all but zero.
            case load(input: Int, truth: Bool)
            /// The same number everywhere.
            case constant(Scalar)
            /// The number of the element.
            case index
            /// A body.
            case pointwise(Tile)
            /// A register of another type, converted.
            case convert(ComputeType)
            /// A register, perhaps of another type: 1 where it is not zero.
            case truth(ComputeType)
            /// To the nearest element of a dtype that is not computed in, and back.
            case round(DType)
            /// The elements of each row combined: one for each row.
            case reduce(ReductionKernel)
            /// For each element of a row, what a register has for the row.
            case spread
        }

        public let action: Action
        /// The body of `pointwise` for devices that compile it; nothing where it has no text.
        public let text: BodyText?
        public let name: String
        public let type: ComputeType
        /// Registers.
        public let operands: Few<Int>
        /// Whether the result has one element for each row.
        public let isPerRow: Bool

        package init(
            action: Action, text: BodyText?, name: String, type: ComputeType, operands: Few<Int>,
            isPerRow: Bool
        ) {
            self.action = action
            self.text = text
            self.name = name
            self.type = type
            self.operands = operands
            self.isPerRow = isPerRow
        }
    }

    /// An array that is written.
    public struct Output: Sendable {
        public let register: Int
        public let buffer: Int
        public let dtype: DType

        package init(register: Int, buffer: Int, dtype: DType) {
            self.register = register
            self.buffer = buffer
            self.dtype = dtype
        }
    }

    /// An array of combined elements, made at the end.
    public struct Reduction: Sendable {
        public let kernel: ReductionKernel
        public let register: Int
        public let type: ComputeType
        public let buffer: Int
        public let dtype: DType

        package init(
            kernel: ReductionKernel, register: Int, type: ComputeType, buffer: Int, dtype: DType
        ) {
            self.kernel = kernel
            self.register = register
            self.type = type
            self.buffer = buffer
            self.dtype = dtype
        }
    }

    public let space: Space
    /// The number of elements of the space.
    public let count: Int
    public let inputs: [Input]
    public let steps: [Step]
    public let outputs: [Output]
    public let reductions: [Reduction]

    package init(
        space: Space, count: Int, inputs: [Input], steps: [Step], outputs: [Output],
        reductions: [Reduction]
    ) {
        self.space = space
        self.count = count
        self.inputs = inputs
        self.steps = steps
        self.outputs = outputs
        self.reductions = reductions
    }

    /// The number of rows; 1 where there are none.
    public var rowCount: Int {
        switch space {
        case .flat: 1
        case .rows(let length), .runs(let length): count / Swift.max(length, 1)
        case .columns(let rows, let columns): count / Swift.max(rows &* columns, 1)
        }
    }
}

extension Program {
    /// Whether an output may lie in the memory of an input: both are walked alike, element by element, and nothing else that is
    /// combined or stored when a tile is done lies in the input.
    func canReplace(_ input: Input, by output: Output) -> Bool {
        func lies(_ register: Int) -> Bool {
            guard case .load(let number, _) = steps[register].action else { return false }
            return inputs[number].buffer == input.buffer
        }
        return input.dtype == output.dtype && input.layout.isContiguous && input.layout.offset == 0
            && !steps[output.register].isPerRow && input.layout.shape.count == count
            && !reductions.contains { lies($0.register) }
            && !outputs.contains { $0.buffer != output.buffer && lies($0.register) }
    }
}
