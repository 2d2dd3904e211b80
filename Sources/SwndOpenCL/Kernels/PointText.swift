import SwndCore
import SwndGraph
import SwndNumerics

/// What kernels know of points: an array of indices for each of their axes.
struct PointText {
    private let points: Points
    private let indices: [Value]
    /// The shape of the points.
    let shape: Shape
    /// What a kernel sets where an index is outside of its axis, if that is an error.
    let failed: DevicePart?

    /// Nothing where the arrays do not broadcast.
    init?(_ points: Points, _ indices: [Value], failed: DevicePart?) {
        var shape: Shape? = .one
        for array in indices { shape = shape.flatMap { Shape.broadcast($0, array.shape) } }
        guard let shape else { return nil }
        self.points = points
        self.indices = indices
        self.shape = shape
        self.failed = failed
    }

    /// Whether no index can have a place.
    var isOutside: Bool { points.axes.contains { $0.length == 0 } }

    /// How many places the axes of the points have; nothing where 31 bits do not hold it.
    var placeCount: Int? {
        var count = 1
        for axis in points.axes {
            let (next, overflow) = count.multipliedReportingOverflow(by: axis.length)
            if overflow || next >= 1 << 31 { return nil }
            count = next
        }
        return count
    }

    /// Elements of a box on the axes after the points'.
    private var inner: Int {
        points.box.shape.axes.dropFirst(points.leading).reduce(1, &*)
    }

    /// Gives a kernel what the text needs.
    func add(to kernel: inout ElementKernel) {
        var reach = Access(points.box).reach.upperBound
        for (number, (axis, values)) in zip(points.axes, indices).enumerated() {
            kernel.size("length\(number)", axis.length)
            kernel.size("step\(number)", axis.step)
            kernel.read("indices\(number)", values, as: values.layout.broadcast(to: shape))
            reach &+= Swift.max(axis.step, 0) &* Swift.max(axis.length &- 1, 0)
        }
        kernel.flag(failed)
        kernel.size("taken", shape.count)
        kernel.size("inner", inner)
        kernel.reach(reach)
    }

    /// Statements that declare `there` as where a point lies from the one at index 0 of all axes, and `number` as which of all
    /// places it is.
    ///
    /// - Parameter otherwise: statements for a point that has no place.
    func place(_ kernel: ElementKernel, _ position: String, otherwise: String) -> String {
        var lines = ["index_t there = 0, number = 0;"]
        for number in points.axes.indices {
            let (index, place, length) = ("index\(number)", "place\(number)", "length\(number)")
            lines += [
                kernel.load(index, "indices\(number)", position, as: .int64),
                points.bounds.text(place, index, length),
                "if (\(place) < 0) { \(kernel.failing)\(otherwise) }",
                "there += (index_t)\(place) * step\(number);",
                "number = number * \(length) + (index_t)\(place);",
            ]
        }
        return lines.joined(separator: "\n")
    }

    /// Statements that say where element `i` of boxes side by side belongs: to which point, and where in the box. They declare `there`
    /// and `number` as ``place(_:_:otherwise:)`` does.
    func element(_ kernel: ElementKernel, otherwise: String) -> String {
        """
        const index_t beside = i % inner, line = i / inner;
        const index_t position = line % taken;
        const index_t in_box = line / taken * inner + beside;
        \(place(kernel, "position", otherwise: otherwise))
        """
    }

    /// What texts depend on beside the kinds of arrays.
    var purpose: String { "\(points.bounds) \(points.axes.count)" }
}
