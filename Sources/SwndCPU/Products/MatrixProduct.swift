import SwndCore

/// The shape of `C = alpha * op(A) @ op(B) + beta * C` over matrices in row-major order.
public struct MatrixProduct: Sendable, Equatable {
    /// Rows of C and of op(A).
    public var rows: Int
    /// Columns of C and of op(B).
    public var columns: Int
    /// Columns of op(A) and rows of op(B).
    public var depth: Int
    /// Whether A is stored transposed, as `depth` rows of `rows` elements.
    public var transposesA: Bool
    /// Whether B is stored transposed, as `columns` rows of `depth` elements.
    public var transposesB: Bool
    /// Elements from one stored row of A to the next.
    public var strideA: Int
    /// Elements from one stored row of B to the next.
    public var strideB: Int
    /// Elements from one row of C to the next.
    public var strideC: Int

    /// A product of matrices; a stride that is `nil` means that the rows follow each other.
    public init(
        rows: Int, columns: Int, depth: Int, transposesA: Bool = false, transposesB: Bool = false,
        strideA: Int? = nil, strideB: Int? = nil, strideC: Int? = nil
    ) {
        self.rows = rows
        self.columns = columns
        self.depth = depth
        self.transposesA = transposesA
        self.transposesB = transposesB
        self.strideA = max(1, strideA ?? (transposesA ? rows : depth))
        self.strideB = max(1, strideB ?? (transposesB ? depth : columns))
        self.strideC = max(1, strideC ?? columns)
    }

    /// The multiplications it takes, rounded; a `Double` so that it never overflows.
    package var work: Double { Double(rows) * Double(columns) * Double(depth) }

    /// Throws where something would be read that is not there, or a size is above the largest one.
    func validate(largest: Int = .max) throws(SwndError) {
        guard (0...largest).contains(rows | columns | depth | strideA | strideB | strideC) else {
            throw SwndError(.value, "gemm: a size of \(self) is negative or above \(largest)")
        }
        guard strideA >= max(1, transposesA ? rows : depth),
            strideB >= max(1, transposesB ? depth : columns), strideC >= max(1, columns)
        else {
            throw SwndError(.value, "gemm: a stride of \(self) is shorter than its row")
        }
    }
}

/// The shape of `y = alpha * op(A) @ x + beta * y` over a matrix in row-major order.
public struct MatrixVectorProduct: Sendable, Equatable {
    /// Stored rows of A.
    public var rows: Int
    /// Stored columns of A.
    public var columns: Int
    /// Whether op(A) is A transposed.
    public var transposes: Bool
    /// Elements from one row of A to the next.
    public var strideA: Int
    /// Elements from one element of x to the next.
    public var strideX: Int
    /// Elements from one element of y to the next.
    public var strideY: Int

    /// A product of a matrix and a vector; a stride that is not given means that elements follow
    /// each other.
    public init(
        rows: Int, columns: Int, transposes: Bool = false, strideA: Int? = nil,
        strideX: Int = 1, strideY: Int = 1
    ) {
        self.rows = rows
        self.columns = columns
        self.transposes = transposes
        self.strideA = max(1, strideA ?? columns)
        self.strideX = strideX
        self.strideY = strideY
    }

    /// Throws where OpenBLAS would print a complaint or read what is not there.
    func validate() throws(SwndError) {
        guard (0...Int(Int32.max)).contains(rows | columns | strideA | strideX | strideY),
            min(strideX, strideY) > 0
        else {
            throw SwndError(.value, "gemv: a size of \(self) is out of range")
        }
        guard strideA >= max(1, columns) else {
            throw SwndError(.value, "gemv: the stride of \(self) is shorter than its row")
        }
    }
}
