import SwndCPU
import SwndCore
import SwndGraph
import SwndOperators

/// What an index expression with arrays selects: points on some axes, slices of the others.
///
/// As in NumPy, arrays broadcast to one shape, and their axes stand where the first of them stands if all of them, with the integers
/// among the items, stand side by side; else they come first.
struct ArraySelection {
    /// One for each axis of the points.
    private(set) var indices: [Tensor] = []
    private(set) var points = PointSelection()
    /// The shape without new axes: that of the operators' results and of what is put.
    private(set) var selected: Shape = .one
    /// The shape of the whole expression.
    private(set) var shape: Shape = .one

    /// Axes of the result that come from slices and new axes, before the arrays' and after.
    private var axes: [(length: Int, isNew: Bool)] = []
    /// How many of them come before the arrays', if the arrays stand side by side.
    private var leading: Int?
    private var isApart = false
    private var wasAdvanced = false
    /// What arrays of indices broadcast to.
    private var broadcast: Shape?

    private let isWritten: Bool

    /// - Parameter isWritten: whether something is put there. Then indices are waited for and checked, since a write that fails later would
    ///   take the array with it.
    init(
        _ items: [Index], of array: Shape, _ context: Context, isWritten: Bool = false
    ) throws(SwndError) {
        self.isWritten = isWritten
        for item in try Index.complete(items, for: array) {
            switch item {
            case .array(let index): try add(index, array, context)
            case .ellipsis: wasAdvanced = false
            default: try add(item, array)
            }
        }
        try finish(array)
    }

    private mutating func add(_ item: Index, _ array: Shape) throws(SwndError) {
        guard let slice = try item.slice(of: points.slices.count, in: array) else {
            axes.append((1, isNew: true))
            wasAdvanced = false
            return
        }
        if case .at = item {
            points.dropped.insert(points.slices.count)
            beginsAdvanced()
        } else {
            axes.append((slice.count, isNew: false))
            wasAdvanced = false
        }
        points.slices.append(slice)
    }

    private mutating func add(_ index: NDArray, _ array: Shape, _ context: Context)
        throws(SwndError)
    {
        beginsAdvanced()
        guard index.isMask else {
            let values = try index.current().value
            try check(values, axis: points.slices.count, of: array)
            try add(values, array, context)
            return
        }
        for places in try index.truePlaces(in: array, from: points.slices.count) {
            try add(places, array, context)
        }
    }

    /// One more array of indices, for the next axis.
    private mutating func add(_ values: Value, _ array: Shape, _ context: Context)
        throws(SwndError)
    {
        try widen(values.shape)
        indices.append(try Op.moved(Tensor(values), to: context))
        points.axes.append(points.slices.count)
        points.slices.append(.all(array[points.slices.count]))
    }

    private mutating func beginsAdvanced() {
        if leading == nil { leading = axes.count } else if !wasAdvanced { isApart = true }
        wasAdvanced = true
    }

    private mutating func widen(_ shape: Shape) throws(SwndError) {
        let before = broadcast ?? .one
        guard let wide = Shape.broadcast(before, shape) else {
            throw SwndError(
                .index, "index: arrays of indices \(before) and \(shape) do not broadcast")
        }
        broadcast = wide
    }

    /// Indices that are known are checked at the call, others when they are used.
    private func check(_ values: Value, axis: Int, of array: Shape) throws(SwndError) {
        guard let known = try known(values, mustBe: isWritten || array[axis] == 0),
            let index = CPUBackend.firstOutside(known, of: array[axis])
        else { return }
        throw SwndError(
            .index,
            "index: \(index) is out of range for axis \(axis) with length \(array[axis]) of shape"
                + " \(array)")
    }

    /// Indices as they lie on the host, if they have been computed or must be.
    private func known(_ values: Value, mustBe: Bool) throws(SwndError) -> Value? {
        if values.context.isHost, values.storage.isReady { return values }
        guard mustBe, values.shape.count > 0 else { return nil }
        let there = try ThreadModes.recording(false) { () throws(SwndError) in
            try Op.moved(Tensor(values), to: .cpu()).value
        }
        try Process.engine.waitPatiently(for: there)
        return there
    }

    private mutating func finish(_ array: Shape) throws(SwndError) {
        let place = isApart ? 0 : leading ?? 0
        points.leading = axes.prefix(place).count { !$0.isNew }
        guard let named = broadcast else { return }
        let kept = axes.filter { !$0.isNew }.map(\.length)
        let lengths = axes.map(\.length)
        guard
            let selected = Shape(
                kept.prefix(points.leading) + named.axes + kept.dropFirst(points.leading)),
            let shape = Shape(lengths.prefix(place) + named.axes + lengths.dropFirst(place))
        else {
            throw SwndError(.index, "index: the result of indexing \(array) has too many axes")
        }
        (self.selected, self.shape) = (selected, shape)
    }
}
