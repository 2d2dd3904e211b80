import SwndAutograd
import SwndCore
import SwndGraph
import SwndOperators

extension NDArray {
    /// Puts new elements in place of all of this array's: broadcast to its shape, cast to its dtype.
    public func assign(_ source: NDArray) throws(SwndError) {
        try write(try source.current(), into: nil)
    }

    /// Puts one number in place of all elements.
    public func assign(_ number: Double) throws(SwndError) {
        try write(try filled(with: number), into: nil)
    }

    func filled(with number: Double) throws(SwndError) -> Tensor {
        Process.start()
        let filled = try Op.full(
            with: [
                "shape": [1], "val": .real(number), "dtype": .dtype(dtype),
                "ctx": .context(context),
            ])
        // What is written to a mask leaves it one: writing never makes one.
        filled.value.isTruth = number == 0 || number == 1
        return filled
    }

    /// The part of an array that is written.
    enum Part {
        case box([Layout.Slice])
        case points(ArraySelection)
    }

    /// Writes `source`, broadcast to the shape `selected`, into a part, or into all of this handle's elements.
    func write(
        _ source: Tensor, into part: Part?, as selected: Shape? = nil
    ) throws(SwndError) {
        Process.start()
        try variable.refresh()
        try variable.publishing { () throws(SwndError) in
            try set(source, into: part, as: selected)
        }
    }

    private func set(
        _ source: Tensor, into part: Part?, as selected: Shape?
    ) throws(SwndError) {
        var content = try fitted(source, to: selected ?? shape)
        if case .points(let selection) = part {
            content = try Op.reshaped(content, to: selection.selected)
        }
        let isRecorded = ThreadModes.isRecording
        if part == nil, view == nil {
            let origin = isRecorded ? content.origin ?? (cell == nil ? nil : Constant.shared) : nil
            variable.replace(with: content.value, origin: origin)
            if origin != nil { isTracked = true }
            return
        }
        if isRecorded, content.origin != nil || variable.traced.origin != nil || cell != nil {
            try writeRecorded(content, into: part)
            if content.origin != nil { isTracked = true }
        } else {
            try writeInPlace(content.value, into: part)
        }
    }

    /// The source with the target's dtype, context and a shape that broadcasts to what is selected.
    func fitted(_ source: Tensor, to shape: Shape) throws(SwndError) -> Tensor {
        guard Shape.broadcast(source.shape, shape) == shape || Self.fitsIgnoringOnes(source, shape)
        else {
            throw SwndError(.value, "assign: \(source.shape) does not broadcast to \(shape)")
        }
        var source = try Op.moved(source, to: context)
        if source.shape.rank > shape.rank {
            // Leading axes of length 1 do not count, as in NumPy.
            let axes = Array(source.shape.axes.suffix(shape.rank))
            source = try Op.reshaped(source, to: try Shape(checking: axes, name: "assign: shape"))
        }
        if source.dtype != dtype { source = try Op.cast(source, with: ["dtype": .dtype(dtype)]) }
        if source.shape != shape {
            source = try Op.widened(source, to: shape)
        }
        return source
    }

    private static func fitsIgnoringOnes(_ source: Tensor, _ shape: Shape) -> Bool {
        let extra = source.shape.rank - shape.rank
        guard extra > 0, source.shape.axes.prefix(extra).allSatisfy({ $0 == 1 }),
            let rest = Shape(source.shape.axes.suffix(shape.rank))
        else { return false }
        return Shape.broadcast(rest, shape) == shape
    }

    /// The write as an operator on the whole variable, so that gradients find their way.
    private func writeRecorded(_ content: Tensor, into part: Part?) throws(SwndError) {
        let base = try traced()
        let own: Tensor
        if let view { own = try Self.recorded(view, of: base) } else { own = base }
        var content = content
        switch part {
        case .box(let slices):
            content = try Op.replacing(slices, of: own, with: content)
        case .points(let selection):
            content = try Op.putPoints(
                content, in: own, at: selection.indices, selection.points)
        case nil: break
        }
        if let view { content = try Self.placed(content, at: view, in: base) }
        variable.tensor = content
    }

    /// The variable's value with where its gradient goes, whatever this handle shows of that.
    private func traced() throws(SwndError) -> Tensor {
        let base = variable.traced
        guard let leaf, let part = leaf.view,
            !leaf.cell.isOvertaken(by: variable.tensor.origin)
        else {
            return base
        }
        // A part of it is a leaf.
        let value = try contiguousBase(base).value
        let own = Tensor(value.showing(part), origin: leaf.cell)
        return try Self.placed(own, at: part, in: Tensor(value, origin: base.origin))
    }

    /// The variable's value with other elements in a view.
    private static func placed(
        _ content: Tensor, at view: View, in base: Tensor
    ) throws(SwndError) -> Tensor {
        let flat = try Op.reshape(base, with: ["shape": [-1]])
        let part = try Op.reshape(content, with: ["shape": [-1]])
        let slice = Layout.Slice(start: view.offset, step: 1, count: view.shape.count)
        let written = try Op.replacing([slice], of: flat, with: part)
        return try Op.reshaped(written, to: base.shape)
    }

    /// The write as a copy of the variable's value with other elements, made where it is when nobody else holds it.
    private func writeInPlace(_ content: Value, into part: Part?) throws(SwndError) {
        let whole = Layout(contiguous: shape, offset: view?.offset ?? 0)
        let work: Work?
        var indices: [Value] = []
        switch part {
        case .box(let slices):
            work = whole.sliced(slices).map {
                .assemble(Assembly(background: .firstInput, places: [$0]))
            }
        case .points(let selection):
            work = selection.points.points(in: whole).map { .putPoints($0) }
            indices = selection.indices.map(\.value)
        case nil:
            work = .assemble(Assembly(background: .firstInput, places: [whole]))
        }
        guard let work else {
            throw SwndError(.index, "assign: the part does not fit \(shape)")
        }
        try variable.update(checksElements: work.checksElements) {
            base, isExclusive throws(SwndError) in
            let isTruth = base.isTruth && content.isTruth
            let inputs = indices.isEmpty ? Few(base, content) : Few([base, content] + indices)
            let value = try Process.engine.submit(
                Node(
                    "assign", work, inputs: inputs, shape: base.shape, dtype: base.dtype,
                    context: base.context, donatesFirstInput: isExclusive))
            value.isTruth = isTruth
            return value
        }
    }
}
