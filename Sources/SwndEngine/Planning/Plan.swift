import SwndCore
import SwndGraph

/// Launches in an order in which each finds its inputs computed.
struct Plan {
    /// A storage that launches read or write.
    struct Buffer {
        /// Nothing once no launch needs it any more.
        var storage: Storage?
        /// What it will hold, as errors describe it; nothing where it was there before.
        var result: String {
            guard let shape, let dtype else { return "" }
            return " (result \(shape) \(dtype))"
        }
        var shape: Shape?
        var dtype: DType?
        /// The last launch that reads it, or -1.
        var lastReader = -1
    }

    /// What is read as it lies in memory.
    struct Source {
        let buffer: Int
        let layout: Layout
        let dtype: DType
        let context: Context
    }

    struct Step {
        enum Content {
            case program(Program)
            /// A kernel of its own, with its sources and its result; after a product perhaps a program over its parts.
            case work(Work, [Source], Source, epilogue: Program?)
        }

        let content: Content
        /// Names of the operators in it, in order.
        let names: [String]
        /// Where they were called, as far as somebody wanted to know.
        let sites: [String]
        /// Whose back end executes it.
        let context: Context
    }

    /// Why operators do not share a launch, if somebody wants to know.
    var remarks: [String] = []
    var buffers: [Buffer] = []
    var steps: [Step] = []
    /// The next step to execute.
    var position = 0

    var isDone: Bool { position >= steps.count }
}
