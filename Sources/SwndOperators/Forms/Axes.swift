import SwndCore
import SwndGraph

extension Parameter {
    static let axes = Parameter(
        "axis", .ints, default: Attribute.none,
        "The axis or axes to reduce; all of them when not given.")
    static let keepdims = Parameter(
        "keepdims", .bool, default: false, "Whether reduced axes stay with length 1.")
    static let exclude = Parameter(
        "exclude", .bool, default: false, "Whether to reduce the axes that are not given instead.")
    static let shape = Parameter("shape", .ints, "The shape of the result.")
    static let context = Parameter("ctx", .context, default: .context(.cpu()), "Where it lies.")
    static let outputDType = Parameter(
        "dtype", .dtype, default: .dtype(.float32), "The dtype of the result.")
    static let drawnShape = Parameter(
        "shape", .ints, default: [1], followsOut: true, "The shape of the result.")
    static let drawnDType = Parameter(
        "dtype", .dtype, default: .dtype(.float32), followsOut: true, "The dtype of the result.")
    static let indexMode = Parameter(
        "mode", .choice(["clip", "wrap", "raise"]), default: .choice(0),
        "What becomes of an index outside of the axis: the nearest one, its remainder, or an error."
    )
}

extension Call {
    /// An axis number in 0 ..< rank from one that may be negative.
    func axis(_ axis: Int, rank: Int, of shape: Shape) throws(SwndError) -> Int {
        let positive = axis < 0 ? axis &+ rank : axis
        guard positive >= 0, positive < rank else {
            throw error(.index, "axis \(axis) is out of range for shape \(shape)")
        }
        return positive
    }

    func axis(_ axis: Int, of shape: Shape) throws(SwndError) -> Int {
        try self.axis(axis, rank: shape.rank, of: shape)
    }

    /// The axes that a reduction works on, from the parameters `axis` and `exclude`.
    func reducedAxes(of shape: Shape) throws(SwndError) -> AxisSet {
        guard let given = ints("axis"), !given.isEmpty else { return .all(shape.rank) }
        var axes = AxisSet()
        for number in given {
            let axis = try axis(number, of: shape)
            guard !axes.contains(axis) else {
                throw error(.value, "axis \(number) is given twice, for shape \(shape)")
            }
            axes.insert(axis)
        }
        guard bool("exclude") else { return axes }
        return AxisSet((0..<shape.rank).filter { !axes.contains($0) })
    }

    /// A shape from a parameter.
    func shape(_ name: String) throws(SwndError) -> Shape {
        try shape(from: ints(name) ?? [], name: name)
    }

    func shape(from axes: [Int], name: String) throws(SwndError) -> Shape {
        do {
            return try Shape(checking: axes, name: name)
        } catch { throw self.error(error.code, error.message) }
    }
}
