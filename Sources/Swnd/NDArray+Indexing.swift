import SwndAutograd
import SwndCore
import SwndGraph
import SwndOperators

extension NDArray {
    /// The elements that an index expression selects: a view where they lie side by side and no array is among the items, a copy
    /// elsewhere.
    public func indexed(_ items: [Index]) throws(SwndError) -> NDArray {
        Process.start()
        if items.contains(where: \.isAdvanced) { return try gathered(items) }
        let selection = try BoxSelection(items, of: shape)
        guard let layout = Layout(contiguous: shape).sliced(selection.slices) else {
            throw SwndError(.index, "index: slices do not fit \(shape)")
        }
        if layout.isContiguous { return viewing(selection.shape, offset: layout.offset) }
        let part = try Op.sliced(try current(), selection.slices)
        return NDArray(try Op.reshaped(part, to: selection.shape))
    }

    /// The elements at an index of the first axis, as a view: `indexed([.at(index)])` by a shorter way.
    public func element(_ index: Int) throws(SwndError) -> NDArray {
        Process.start()
        let shape = shape
        let place = index < 0 ? index &+ shape[0] : index
        guard shape.rank > 0, place >= 0, place < shape[0],
            let row = shape.removing(AxisSet(0))
        else { return try indexed([.at(index)]) }
        return viewing(row, offset: place &* row.count)
    }

    /// Puts elements in place of those that an index expression selects; of several for one place the last stays.
    public func assign(_ source: NDArray, at items: [Index]) throws(SwndError) {
        try write(try source.current(), at: items)
    }

    /// Puts one number in place of the elements that an index expression selects.
    public func assign(_ number: Double, at items: [Index]) throws(SwndError) {
        try write(try filled(with: number), at: items)
    }

    private func write(_ source: Tensor, at items: [Index]) throws(SwndError) {
        if items.contains(where: \.isAdvanced) { return try put(source, at: items) }
        let selection = try BoxSelection(items, of: shape)
        try write(source, into: .box(selection.slices), as: selection.shape)
    }

    /// The same elements under another shape, with MXNet's codes: a view.
    public func reshaped(_ codes: [Int], reverse: Bool = false) throws(SwndError) -> NDArray {
        let call = Call(Op.reshape, inputs: [], attributes: [])
        let shape = try ReshapeCodes.resolve(codes, of: shape, reverse: reverse, call)
        return viewing(shape, offset: 0)
    }
}

/// Index expressions with arrays.
extension NDArray {
    private func gathered(_ items: [Index]) throws(SwndError) -> NDArray {
        let (array, items) = try simplified(items)
        let selection = try ArraySelection(items, of: array.shape, context)
        let found = try Op.gatherPoints(
            try array.current(), at: selection.indices, selection.points)
        return NDArray(try Op.reshaped(found, to: selection.shape))
    }

    private func put(_ source: Tensor, at items: [Index]) throws(SwndError) {
        Process.start()
        if try putWhereTrue(source, items) { return }
        let (array, items) = try simplified(items)
        let selection = try ArraySelection(items, of: array.shape, context, isWritten: true)
        try array.write(source, into: .points(selection), as: selection.shape)
    }

    /// The same expression with simpler items, of a view with another shape.
    private func simplified(_ items: [Index]) throws(SwndError) -> (NDArray, [Index]) {
        if let (array, item) = try flattened(items) { return (array, [item]) }
        guard items.contains(where: { if case .truth = $0 { true } else { false } }) else {
            return (self, items)
        }
        // A truth value is an array of one index or none, for one more axis of length 1.
        var axes: [Int] = []
        var simple: [Index] = []
        var own = 0
        for item in try Index.complete(items, for: shape) {
            simple.append(item)
            if case .truth(let isTrue) = item {
                axes.append(1)
                simple[simple.count - 1] = .array(try Self.zeros(isTrue ? 1 : 0, context))
            }
            for _ in 0..<item.axisCount {
                axes.append(shape[own])
                own += 1
            }
        }
        let wide = try Shape(checking: axes, name: "index: shape")
        return (viewing(wide, offset: 0), simple)
    }

    private static func zeros(_ count: Int, _ context: Context) throws(SwndError) -> NDArray {
        NDArray(
            try Op.full(
                with: [
                    "shape": .ints([count]), "val": 0.0, "dtype": .dtype(.int64),
                    "ctx": .context(context),
                ]))
    }

    /// Where a mask with several axes is all of the expression: this array with these axes as one, and the mask with one.
    private func flattened(_ items: [Index]) throws(SwndError) -> (NDArray, Index)? {
        guard items.count == 1, case .array(let mask) = items[0], mask.isMask,
            mask.shape.rank > 1, mask.shape.rank <= shape.rank,
            mask.shape.axes == Array(shape.axes.prefix(mask.shape.rank)),
            let flat = Shape(vector: mask.shape.count),
            let merged = Shape([mask.shape.count] + shape.axes.dropFirst(mask.shape.rank))
        else { return nil }
        return (viewing(merged, offset: 0), .array(mask.viewing(flat, offset: 0)))
    }

    /// Writes where a mask holds, if that is the whole expression and the same elements go to each place: then nobody needs to know
    /// how many places there are, and nothing waits.
    private func putWhereTrue(_ source: Tensor, _ items: [Index]) throws(SwndError) -> Bool {
        guard items.count == 1, case .array(let mask) = items[0], mask.isMask,
            mask.shape.rank <= shape.rank,
            mask.shape.axes == Array(shape.axes.prefix(mask.shape.rank))
        else { return false }
        let rest = shape.axes.dropFirst(mask.shape.rank)
        let lengths = source.shape.axes
        // With leading axes of length 1, or none: the same for all places.
        let isSame =
            source.shape.count == 1
            || (lengths.count <= rest.count
                || lengths.dropLast(rest.count).allSatisfy { $0 == 1 })
        guard isSame, let row = rest.isEmpty ? .one : Shape(rest) else { return false }
        let part = try fitted(source, to: row)
        let column = mask.shape.axes + [Int](repeating: 1, count: rest.count)
        let condition = try Op.reshape(
            try mask.current().detached, with: ["shape": .ints(column)])
        let own = ThreadModes.isRecording ? try current() : try current().detached
        try write(try Op.choose.applyOne(Few(condition, part, own)), into: nil)
        return true
    }
}
