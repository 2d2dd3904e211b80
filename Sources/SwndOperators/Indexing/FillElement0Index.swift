import SwndCore
import SwndGraph

extension Op {
    public static let fillElement0Index: Operator = Operator(
        "fill_element_0index",
        doc: .init(
            "A copy of a matrix with another element in each row.",
            "Row i gets `mhs[i]` at the index `rhs[i]`, which is truncated; a row whose index is outside of the axis stays as it is.",
            example: (
                "nd.fill_element_0index(nd.zeros((2, 2)), nd.array([5, 7]), nd.array([1, 0]))",
                "[[0. 5.]\n [7. 0.]]"
            )),
        inputs: [
            .lhs, .init("mhs", "The elements, a vector."),
            .init("rhs", "The index of each in its row, a vector of any dtype."),
        ],
        body: .composition { call throws(SwndError) in
            let (matrix, elements, index) = (call.inputs[0], call.inputs[1], call.inputs[2])
            guard matrix.shape.rank == 2, elements.shape.axes == [matrix.shape[0]],
                index.shape == elements.shape
            else {
                throw call.error(
                    .value,
                    "lhs \(matrix.shape) must be a matrix, mhs \(elements.shape) and rhs \(index.shape)"
                        + " vectors with an element for each row")
            }
            guard matrix.dtype == elements.dtype else {
                throw call.error(
                    .type,
                    "lhs is \(matrix.dtype) and mhs is \(elements.dtype): they must be the same")
            }
            let column = try spread(converted(index.detached, to: .int64), along: 0, rank: 2)
            let places = try indices(along: 1, of: matrix.shape, on: matrix.context)
            return [
                try choose(
                    equal.broadcast.applyOne(places, column), spread(elements, along: 0, rank: 2),
                    matrix)
            ]
        }, gradient: .composed,
        test: TestDomain([-2...2, -2...2, -0.9...3.5], cases: [.init([[4, 3], [4], [4]])]))
}
