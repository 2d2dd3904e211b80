import SwndCore
import SwndGraph

extension Op {
    public static let linalgExtracttrian: Operator = Operator(
        "linalg_extracttrian",
        doc: .init(
            "A triangle of each matrix, as a row of elements.",
            "The last two axes, which have the same length, become one: lower triangles row after row, upper ones column after column."
                + " `offset` 0: the lower triangle with the main diagonal, or the upper one; positive: what is on that diagonal and"
                + " above it; negative: what is on that diagonal and below it. float32 and float64 only.",
            example: ("nd.linalg.extracttrian(nd.array([[1, 2], [3, 4]]))", "[1. 3. 4.]")),
        inputs: [.matrices("A", "The matrices, which are square")],
        parameters: [.diagonal, .isLower],
        body: .composition { call throws(SwndError) in
            let a = try call.squares()
            let side = try call.shortened(a.rows, by: call.diagonal())
            let matrices = try call.isLowerTriangle ? call.inputs[0] : transposed(call.inputs[0])
            return [try packed(matrices, with: ["side": .int(side)])]
        }, gradient: .composed, test: TestDomain(cases: triangles([3, 3], [2, 3, 3])))

    public static let linalgMaketrian: Operator = Operator(
        "linalg_maketrian",
        doc: .init(
            "Square matrices with the elements of a row in a triangle, and zeros elsewhere: the inverse of extracttrian.",
            "The last axis, which has 1, 3, 6, 10 ... elements, becomes two. Lower triangles are filled row after row, upper ones column"
                + " after column. `offset` 0: the lower triangle with the main diagonal, or the upper one; positive: on that diagonal"
                + " and above it; negative: on that diagonal and below it. float32 and float64 only.",
            example: ("nd.linalg.maketrian(nd.array([1, 2, 3]))", "[[1. 0.]\n [2. 3.]]")),
        inputs: [.init("A", "The triangles, along the last axis.")],
        parameters: [.diagonal, .isLower],
        body: .composition { call throws(SwndError) in
            let x = try call.reals()
            let count = x.shape[x.shape.rank - 1]
            guard let side = Triangle(count: count)?.side else {
                throw call.error(
                    .value,
                    "the last axis of A \(x.shape) has \(count) elements, which make no triangle:"
                        + " 1, 3, 6, 10 ... do")
            }
            let length = try call.lengthened(side, by: call.diagonal())
            let matrices = try unpacked(x, with: ["length": .int(length)])
            return [try call.isLowerTriangle ? matrices : transposed(matrices)]
        }, gradient: .composed, test: TestDomain(cases: triangles([3], [2, 6])))

    private static func triangles(_ one: [Int], _ many: [Int]) -> [TestDomain.Case] {
        [
            .init([one]), .init([one], ["lower": false]), .init([many], ["offset": 1]),
            .init([many], ["offset": -1]), .init([many], ["offset": -2, "lower": false]),
        ]
    }

    /// The triangle of the last `side` rows of each square, row after row.
    static let packed: Operator = Operator(
        "_linalg_extracttrian", doc: .init("The lower triangle of the last rows of squares."),
        inputs: [.matrices("A", "The matrices, which are square")],
        parameters: [Parameter("side", .int, "How many rows.")],
        body: .kernel { call throws(SwndError) in
            let a = try call.squares()
            let triangle = Triangle(side: call.int("side") ?? 0)
            return try call.moving(
                triangle, squares: a, shape: a.batch + [triangle.count], packs: true)
        },
        gradient: .rule { back throws(SwndError) in
            let shape = back.input(0).shape
            return [
                try unpacked(
                    back.cotangent, with: ["length": .int(shape[shape.rank - 1])])
            ]
        })

    /// Squares of zeros with a triangle in the last rows of each.
    private static let unpacked: Operator = Operator(
        "_linalg_maketrian", doc: .init("Squares of zeros with triangles in their last rows."),
        inputs: [.init("A", "The triangles, along the last axis.")],
        parameters: [Parameter("length", .int, "The rows and columns of a square.")],
        body: .kernel { call throws(SwndError) in
            var batch = call.inputs[0].shape.axes
            let (count, length) = (batch.removeLast(), call.int("length") ?? 0)
            // Checks that a square can be counted, which the sizes of the kernel then rely on.
            _ = try call.shape(from: batch + [length, length], name: "shape of the result")
            guard let triangle = Triangle(count: count), triangle.side <= length else {
                throw call.error(
                    .value, "A \(call.inputs[0].shape) does not fit into \(length) rows")
            }
            let squares = MatrixShape(batch: batch, rows: length, columns: length)
            return try call.moving(
                triangle, squares: squares, shape: batch + [length, length], packs: false)
        },
        gradient: .rule { back throws(SwndError) in
            let shape = back.input(0).shape
            let side = Triangle(count: shape[shape.rank - 1])?.side ?? 0
            return [try packed(back.cotangent, with: ["side": .int(side)])]
        })
}

/// 1, 2, 3 ... elements, one row after the other.
private struct Triangle {
    let side: Int

    init(side: Int) { self.side = side }

    /// The triangle of so many elements, if there is one.
    init?(count: Int) {
        side = (Int((8 * Double(count) + 1).squareRoot()) - 1) / 2
        guard self.count == count else { return nil }
    }

    var count: Int { side &* (side &+ 1) / 2 }
}

extension Call {
    /// Whether the parameters `offset` and `lower` name a triangle below the main diagonal.
    fileprivate var isLowerTriangle: Bool {
        let offset = diagonal()
        return offset < 0 || offset == 0 && bool("lower")
    }

    /// A kernel that copies the rows of triangles out of the last rows of squares, or into squares of zeros.
    fileprivate func moving(
        _ triangle: Triangle, squares: MatrixShape, shape: [Int], packs: Bool
    ) throws(SwndError) -> Operator.Kernel {
        let (dtype, length) = (inputs[0].dtype, squares.rows)
        let size = dtype.byteCount
        let sizes = packs ? [squares.size, triangle.count] : [triangle.count, squares.size]
        let function = MatrixFunction(
            op.name, batch: squares.batch,
            sizes: .init(inputs: [sizes[0]], results: [sizes[1]]), effort: sizes[1]
        ) { item in
            let (source, result) = (item.inputs[0], item.results[0])
            if !packs {
                result.initializeMemory(as: UInt8.self, repeating: 0, count: squares.size &* size)
            }
            var place = 0
            for row in 0..<triangle.side {
                let line = (length &- triangle.side &+ row) &* length
                let (from, to) = packs ? (line, place) : (place, line)
                (result + to &* size).copyMemory(
                    from: source + from &* size, byteCount: (row &+ 1) &* size)
                place &+= row &+ 1
            }
            return nil
        }
        return .init(
            .matrices(function), shape: try self.shape(from: shape, name: "shape of the result"),
            dtype: dtype)
    }
}
