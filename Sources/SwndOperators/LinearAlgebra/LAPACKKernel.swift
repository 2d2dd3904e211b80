import SwndCore
import SwndGraph
import SwndOpenBLAS

extension MatrixFunction.Ground {
    /// LAPACK, on one thread for each matrix. Made anew each time: what is made at first use must not be met by a fork.
    static var lapack: Self {
        Self(
            check: { () throws(SwndError) in try LAPACK.check() },
            surround: { LAPACK.surround($0) })
    }
}

extension Call {
    /// A kernel that calls LAPACK for each matrix of the first input.
    ///
    /// - Parameters:
    ///   - results: the elements of each result for one matrix.
    ///   - steps: about how many multiplications it takes for one matrix; those of a factorisation if not given.
    ///   - shape: that of the output; where there are several results, all their elements in one row.
    ///   - run: computes; gives what is wrong with the matrix, as ``MatrixFunction/Run`` does.
    func lapackKernel(
        _ matrices: MatrixShape, others: [Int] = [], results: [Int], scratch: Int = 0,
        steps: Int? = nil, shape: [Int],
        run: @escaping @Sendable (_ lapack: LAPACK, _ item: MatrixFunction.Item) -> String?
    ) throws(SwndError) -> Operator.Kernel {
        let longest = Swift.max(matrices.rows, matrices.columns)
        guard longest <= LAPACK.longestSide else {
            throw error(
                .value,
                "A \(inputs[0].shape) is too large: LAPACK is called for up to"
                    + " \(LAPACK.longestSide) rows and columns")
        }
        let dtype = inputs[0].dtype
        let steps = steps ?? matrices.size &* Swift.min(matrices.rows, matrices.columns)
        let function = MatrixFunction(
            publicName, batch: matrices.batch,
            sizes: .init(
                inputs: [matrices.size] + others, results: results,
                scratch: scratch &* dtype.byteCount),
            // A call takes about as long as some hundred elements; numbers of a column wait for each other.
            effort: 512 &+ steps / 8, on: .lapack
        ) { item in
            guard let lapack = LAPACK.find(dtype) else { return "needs LAPACK, which is gone" }
            return run(lapack, item)
        }
        return .init(
            .matrices(function), shape: try self.shape(from: shape, name: "shape of the result"),
            dtype: dtype)
    }

    /// The operator as its callers know it: one that makes the results of another is named after that with an underscore.
    private var publicName: String {
        op.name.hasPrefix("_") ? String(op.name.dropFirst()) : op.name
    }
}

/// Elements of a float32 or float64 array, one by one.
struct Reals {
    let start: UnsafeMutableRawPointer
    private let isDouble: Bool

    init(_ start: UnsafeMutableRawPointer, _ dtype: DType) {
        self.start = start
        isDouble = dtype == .float64
    }

    subscript(index: Int) -> Double {
        get {
            isDouble
                ? start.load(fromByteOffset: index &* 8, as: Double.self)
                : Double(start.load(fromByteOffset: index &* 4, as: Float.self))
        }
        nonmutating set {
            if isDouble {
                start.storeBytes(of: newValue, toByteOffset: index &* 8, as: Double.self)
            } else {
                start.storeBytes(of: Float(newValue), toByteOffset: index &* 4, as: Float.self)
            }
        }
    }

    /// Makes zeros of what is not in the lower (or upper) triangle of a square.
    func clearOutside(lower: Bool, order: Int) {
        let size = isDouble ? 8 : 4
        for row in 0..<order {
            let first = lower ? row &* order &+ row &+ 1 : row &* order
            let count = lower ? order &- row &- 1 : row
            (start + first &* size).initializeMemory(
                as: UInt8.self, repeating: 0, count: count &* size)
        }
    }
}

extension Op {
    /// Some consecutive results of a function that gives several in one row of elements, as arrays of these shapes.
    static func taken(_ shapes: [[Int]], from row: Tensor, _ call: borrowing Call)
        throws(SwndError) -> [Tensor]
    {
        var results: [Tensor] = []
        var start = 0
        for axes in shapes {
            let shape = try call.shape(from: axes, name: "shape of the result")
            let part = try sliced(row, [.init(start: start, step: 1, count: shape.count)])
            results.append(try reshaped(part, to: shape))
            start += shape.count
        }
        return results
    }
}
