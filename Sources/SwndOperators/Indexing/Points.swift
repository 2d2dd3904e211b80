import SwndCore
import SwndGraph

/// What index arrays select of an array of a shape, as the operators of this file take it.
public struct PointSelection: Sendable {
    /// The axis that each index array is for.
    public var axes: [Int] = []
    /// Axes of which the slices select one index, and which the selection has no axis for.
    public var dropped = AxisSet()
    /// The part of each axis that is selected from; axes with index arrays are whole.
    public var slices: [Layout.Slice] = []
    /// How many axes of the selection come before those of the index arrays.
    public var leading = 0
    /// Whether no two points are the same one.
    public var isDistinct = false
    /// What becomes of an index outside of its axis.
    public var bounds: IndexBounds = .fromEnd

    public init() {}

    /// Where the points lie in an array.
    public func points(in layout: Layout) -> Points? {
        Points(
            in: layout, axes: axes, dropped: dropped, slices: slices, leading: leading,
            bounds: bounds)
    }
}

extension PointSelection {
    /// Points on some axes of a shape, with all of the others.
    init(_ axes: [Int], of shape: Shape, bounds: IndexBounds = .fromEnd) {
        self.axes = axes
        self.bounds = bounds
        slices = shape.axes.map(Layout.Slice.all)
    }
}

extension Op {
    /// The boxes of `x` at the points that index arrays name; each array is for one axis, and they broadcast.
    ///
    /// - Parameter op: made by `gatheringPoints`, where another operator's name is to stand in errors.
    public static func gatherPoints(
        _ x: Tensor, at indices: [Tensor], _ selection: PointSelection, by op: Operator? = nil
    ) throws(SwndError) -> Tensor {
        try (op ?? gatherPoints).applyOne(Few([x] + indices), selection.attributes(of: x.shape))
    }

    /// A copy of `base` with `part`, which has the shape of the selection, at the points that index arrays name.
    ///
    /// - Parameter op: made by `puttingPoints`, where another operator's name is to stand in errors.
    public static func putPoints(
        _ part: Tensor, in base: Tensor, at indices: [Tensor], _ selection: PointSelection,
        by op: Operator? = nil
    ) throws(SwndError) -> Tensor {
        try (op ?? putPoints).applyOne(
            Few([base, part] + indices), selection.attributes(of: base.shape))
    }

    private static let indices = Operator.Input(
        "indices", isVariadic: true, "Points, one array for each axis that they lie on.")

    private static let parameters: [Parameter] = [
        .shape, Parameter("axes", .ints, "The axis of each array of indices."),
        Parameter("dropped", .ints, "Axes that the selection has none for."),
        Parameter("start", .ints, "The first index of each axis."),
        Parameter("step", .ints, "From one index to the next."),
        Parameter("count", .ints, "How many indices."),
        Parameter("leading", .int, "How many axes come before those of the points."),
        Parameter("distinct", .bool, default: false, "Whether no point is named twice."),
        .indexMode,
    ]

    private static let gatherPoints = gatheringPoints("index")

    /// The boxes of an array at points, under the name of the operator that is made of it.
    static func gatheringPoints(_ name: String) -> Operator {
        Operator(
            name, doc: .init("The boxes of an array at points."),
            inputs: [.data, indices], parameters: parameters,
            body: .kernel { call throws(SwndError) in
                let data = call.inputs[0]
                let points = try call.points(in: data.value.layout)
                return Operator.Kernel(
                    .gatherPoints(points), shape: try call.selected(points, from: 1),
                    dtype: data.dtype)
            },
            gradient: .rule { back throws(SwndError) in
                [try addPoints.applyOne(back.cotangentAtPoints, back.call.attributes)]
            })
    }

    private static let addPoints: Operator = Operator(
        "index", doc: .init("Boxes added up at points, and zeros elsewhere."),
        inputs: [.init("data", "The boxes."), indices], parameters: parameters,
        body: .kernel { call throws(SwndError) in
            let shape = try call.shape("shape")
            let points = try call.points(in: Layout(contiguous: shape))
            return .init(.addPoints(points), shape: shape, dtype: call.inputs[0].dtype)
        },
        gradient: .rule { back throws(SwndError) in
            [try gatherPoints.applyOne(back.cotangentAtPoints, back.call.attributes)]
        })

    private static let putPoints = puttingPoints("index")

    /// The other boxes at points, under the name of the operator that is made of it.
    static func puttingPoints(_ name: String) -> Operator {
        Operator(
            name, doc: .init("An array with other boxes at points."),
            inputs: [.init("base", "What lies around."), .init("part", "The boxes."), indices],
            parameters: parameters,
            body: .kernel { call throws(SwndError) in
                let base = call.inputs[0]
                let points = try call.points(in: Layout(contiguous: base.shape))
                guard try call.selected(points, from: 2) == call.inputs[1].shape else {
                    throw call.error(.value, "boxes do not fit \(base.shape)")
                }
                return Operator.Kernel(.putPoints(points), shape: base.shape, dtype: base.dtype)
            },
            gradient: .rule { back throws(SwndError) in
                let (g, part) = (back.cotangent, back.input(1))
                let indices = Array(back.call.inputs[2...])
                let attributes = back.call.attributes
                var results: [Tensor?] = [nil, nil]
                if back.wanted[0] {
                    let zeros = try widened(number(0, like: g), to: part.shape)
                    results[0] = try putPoints.applyOne(Few([g, zeros] + indices), attributes)
                }
                if back.wanted[1] {
                    let own = try gatherPoints.applyOne(Few([g] + indices), attributes)
                    results[1] = try onlyLast(own, at: indices, back.call)
                }
                return results
            })
    }

    /// Cotangents of boxes that were put at points: zeros for those that another one was put over.
    private static func onlyLast(
        _ own: Tensor, at indices: [Tensor], _ call: borrowing Call
    ) throws(SwndError) -> Tensor {
        let points = try call.points(in: Layout(contiguous: try call.shape("shape")))
        guard !call.bool("distinct"), let named = Shape.broadcast(indices.map(\.shape)),
            named.count > 1,
            let whole = Shape(points.axes.map(\.length))
        else { return own }
        let lattice = try full(with: [
            "shape": .ints(whole.axes), "val": 0.0, "dtype": .dtype(.int64),
            "ctx": .context(own.context),
        ])
        let order = try reshaped(integers(named.count, on: own.context), to: named)
        let selection = PointSelection(
            Array(0..<whole.rank), of: whole, bounds: points.bounds)
        // The number of the last one at each point, and where that is one's own.
        let last = try putPoints(order, in: lattice, at: indices, selection)
        let isLast = try equal.broadcast.applyOne(
            try gatherPoints(last, at: indices, selection), order)
        let trailing = points.box.shape.rank - points.leading
        let column = named.axes + [Int](repeating: 1, count: trailing)
        let condition = try reshape(isLast, with: ["shape": .ints(column)])
        return try choose.applyOne(Few(condition, own, number(0, like: own)))
    }
}

extension PointSelection {
    /// In the order of the operators' parameters.
    fileprivate func attributes(of shape: Shape) -> [Attribute] {
        [
            .ints(shape.axes), .ints(axes), .ints(dropped.numbers), .ints(slices.map(\.start)),
            .ints(slices.map(\.step)), .ints(slices.map(\.count)), .int(leading), .bool(isDistinct),
            bounds.choice,
        ]
    }
}

extension Backward {
    /// The cotangent in place of the first input, which is followed by the arrays of indices.
    fileprivate var cotangentAtPoints: Few<Tensor> {
        var inputs: [Tensor] = Array(call.inputs)
        inputs[0] = cotangent
        return Few(inputs)
    }
}

extension Call {
    fileprivate func points(in layout: Layout) throws(SwndError) -> Points {
        let (start, step, count) = (ints("start") ?? [], ints("step") ?? [], ints("count") ?? [])
        guard step.count == start.count, count.count == start.count,
            let points = Points(
                in: layout, axes: ints("axes") ?? [], dropped: AxisSet(ints("dropped") ?? []),
                slices: start.indices.map {
                    .init(start: start[$0], step: step[$0], count: count[$0])
                }, leading: int("leading") ?? 0, bounds: IndexBounds(choice: choice("mode")))
        else { throw error(.index, "axes do not fit \(layout.shape)") }
        return points
    }

    /// The shape of the selection; index arrays are the inputs from a position on.
    fileprivate func selected(_ points: Points, from first: Int) throws(SwndError) -> Shape {
        guard inputs.count - first == points.axes.count else {
            throw error(.index, "\(inputs.count - first) arrays for \(points.axes.count) axes")
        }
        guard let shape = Shape.broadcast(inputs.dropFirst(first).map(\.shape)),
            let selected = points.selected(shape)
        else {
            throw error(.value, "the result has too many axes or elements")
        }
        return selected
    }
}
