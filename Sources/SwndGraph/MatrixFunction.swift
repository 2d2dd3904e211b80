import SwndCore

/// A function of matrices that is computed for each index of a batch by itself: what factorisations are made of.
///
/// It works on memory, on any thread, and may call a library; engines and back ends know nothing of what it does. Inputs and
/// results are in C order and of one dtype. Two results lie one after the other in the one output of the node, first all matrices
/// of the first, then all of the second; views take them apart. So the function is computed once, however many results are used.
public final class MatrixFunction: Sendable {
    /// Where the matrices of one index lie.
    public struct Item {
        /// With one input, it stands here twice.
        public let inputs: InlineArray<2, UnsafeRawPointer>
        /// With one result, it stands here twice.
        public let results: InlineArray<2, UnsafeMutableRawPointer>
        /// Memory that is not filled, for this call.
        public let scratch: UnsafeMutableRawPointer

        public init(
            inputs: InlineArray<2, UnsafeRawPointer>,
            results: InlineArray<2, UnsafeMutableRawPointer>, scratch: UnsafeMutableRawPointer
        ) {
            self.inputs = inputs
            self.results = results
            self.scratch = scratch
        }
    }

    /// What the function stands on.
    public struct Ground: Sendable {
        /// Throws where what the function needs is missing; called on every node before it is taken.
        public let check: @Sendable () throws(SwndError) -> Void
        /// Calls its argument, in which the function is called on several threads.
        public let surround: @Sendable (_ calls: () -> Void) -> Void

        public init(
            check: @escaping @Sendable () throws(SwndError) -> Void,
            surround: @escaping @Sendable (_ calls: () -> Void) -> Void
        ) {
            self.check = check
            self.surround = surround
        }

        /// Nothing but the processor.
        public static var none: Ground { Ground(check: {}, surround: { $0() }) }
    }

    /// The elements of the matrices at one index of the batch.
    public struct Sizes: Sendable {
        /// One or two inputs.
        public let inputs: [Int]
        /// One or two results.
        public let results: [Int]
        /// Bytes of scratch memory.
        public let scratch: Int

        public init(inputs: [Int], results: [Int], scratch: Int = 0) {
            self.inputs = inputs
            self.results = results
            self.scratch = scratch
        }
    }

    /// Computes the results of one index.
    ///
    /// Gives what is wrong with the first input, as the rest of a sentence that begins with it; nothing where all is well.
    public typealias Run = @Sendable (_ item: Item) -> String?

    /// The operator, as errors name it.
    public let name: String
    /// The axes before those of a matrix.
    public let batch: [Int]
    public let sizes: Sizes
    /// How much there is to do for one index, in elements of cheap work.
    public let effort: Int
    public let ground: Ground
    public let run: Run

    public init(
        _ name: String, batch: [Int], sizes: Sizes, effort: Int, on ground: Ground = .none,
        run: @escaping Run
    ) {
        self.name = name
        self.batch = batch
        self.sizes = sizes
        self.effort = effort
        self.ground = ground
        self.run = run
    }

    /// How many times the function is computed.
    public var count: Int { batch.reduce(1) { $0 &* $1 } }

    /// Throws where something that the function needs is missing.
    public func check() throws(SwndError) {
        do {
            try ground.check()
        } catch {
            throw SwndError(error.code, "\(name): \(error.message)")
        }
    }

    /// The error for what is wrong with the matrix at an index, which is counted in C order.
    public func fault(_ text: String, at index: Int, of shape: Shape) -> SwndError {
        var place: [Int] = []
        var rest = index
        for length in batch.reversed() {
            let (quotient, remainder) = rest.quotientAndRemainder(
                dividingBy: Swift.max(length, 1))
            place.insert(remainder, at: 0)
            rest = quotient
        }
        let numbers = place.map(String.init).joined(separator: ", ")
        let matrix = batch.isEmpty ? "" : ", matrix [\(numbers)],"
        return SwndError(.value, "\(name): A \(shape)\(matrix) \(text)")
    }
}
