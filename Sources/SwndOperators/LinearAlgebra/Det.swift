import Glibc
import SwndCore
import SwndGraph
import SwndOpenBLAS

extension Op {
    public static let linalgDet: Operator = Operator(
        "linalg_det",
        doc: .init(
            "Determinants of square matrices.",
            "That of one matrix has shape (1,). Where it is zero, so is the gradient. By LU factors with pivots (LAPACK's xGETRF),"
                + " multiplied in double precision; float32 and float64 only.",
            example: ("nd.linalg.det(nd.array([[1, 4], [2, 3]]))", "[-5.]")),
        inputs: [.matrices("A", "The matrices, which are square")],
        body: .kernel { call throws(SwndError) in
            let a = try call.squares()
            let dtype = call.inputs[0].dtype
            return try call.lapackKernel(
                a, results: [1], scratch: a.size &+ a.rows, shape: call.perMatrixAxes(a)
            ) { lapack, item in
                let factors = PivotedFactors(lapack, item, order: a.rows, dtype)
                Reals(item.results[0], dtype)[0] = factors.determinant
                return nil
            }
        },
        gradient: .rule { back throws(SwndError) in
            // Jacobi's formula, with the inverse for the adjugate.
            let a = back.input(0)
            let factor = try (.array(back.cotangent) * .array(back.output)).array(for: "det")
            let inverse = try transposed(inverseOrZeros(a))
            return [
                try (.array(perMatrix(factor, like: a)) * .array(inverse)).array(for: "det")
            ]
        },
        test: TestDomain(
            [-1...1], ulps: 64, matrices: [.regular],
            cases: [.init([[3, 3]]), .init([[2, 2, 2]]), .init([[2, 1, 1, 1]])]))
}

extension Call {
    /// The axes of a result that has one number for each matrix.
    func perMatrixAxes(_ matrices: MatrixShape) -> [Int] {
        matrices.batch.isEmpty ? [1] : matrices.batch
    }
}

/// The LU factors of a matrix, in the scratch memory of a call.
struct PivotedFactors {
    private let elements: Reals
    private let pivots: UnsafePointer<Int32>
    private let order: Int

    /// Takes scratch memory for the matrix and for one more element of each row.
    init(_ lapack: LAPACK, _ item: MatrixFunction.Item, order: Int, _ dtype: DType) {
        let byteCount = order &* order &* dtype.byteCount
        item.scratch.copyMemory(from: item.inputs[0], byteCount: byteCount)
        let room = (item.scratch + byteCount).bindMemory(to: Int32.self, capacity: order)
        _ = lapack.getrf(item.scratch, order: order, pivots: room)
        elements = Reals(item.scratch, dtype)
        pivots = UnsafePointer(room)
        self.order = order
    }

    /// The product of the pivots, each with the sign of its exchange of rows. Its parts may leave the range of numbers where it does
    /// not, so exponents are added up beside it.
    var determinant: Double {
        var (product, exponent) = (1.0, 0)
        for row in 0..<order {
            let pivot = signedPivot(row)
            product *= pivot.isFinite && pivot != 0 ? pivot / scale(pivot) : pivot
            if pivot.isFinite, pivot != 0 { exponent += Int(pivot.exponent) }
            guard product.isFinite, product != 0 else { continue }
            exponent += Int(product.exponent)
            product /= scale(product)
        }
        return scalbn(product, Int32(clamping: exponent))
    }

    /// The power of two that is at most a number without its sign.
    private func scale(_ number: Double) -> Double {
        Double(sign: .plus, exponent: number.exponent, significand: 1)
    }

    /// 1, -1, or 0 where a pivot is zero.
    var sign: Double {
        var sign = 1.0
        for row in 0..<order {
            let pivot = signedPivot(row)
            sign *= pivot == 0 || pivot.isNaN ? pivot.magnitude : pivot < 0 ? -1 : 1
        }
        return sign == 0 ? 0 : sign
    }

    /// The logarithm of the determinant without its sign.
    var logarithm: Double {
        var sum = 0.0
        for row in 0..<order { sum += log(elements[row &* order &+ row].magnitude) }
        return sum
    }

    private func signedPivot(_ row: Int) -> Double {
        let pivot = elements[row &* order &+ row]
        return Int(pivots[row]) == row &+ 1 ? pivot : -pivot
    }
}
