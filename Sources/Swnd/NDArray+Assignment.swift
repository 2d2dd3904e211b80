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
        return try Op.full(
            with: [
                "shape": [1], "val": .real(number), "dtype": .dtype(dtype),
                "ctx": .context(context),
            ])
    }

    /// Writes `source` into the part that `slices` select, or into all of this handle's elements.
    func write(
        _ source: Tensor, into slices: [Layout.Slice]?, as selected: Shape? = nil
    ) throws(SwndError) {
        Process.start()
        let part = try fitted(source, to: selected ?? shape)
        let isRecorded = ThreadModes.isRecording && isTracked
        if slices == nil, view == nil {
            let origin = isRecorded ? part.origin ?? (cell == nil ? nil : Constant.shared) : nil
            variable.tensor = Tensor(part.value, origin: origin)
            return
        }
        if isRecorded, part.origin != nil || variable.hasOrigin || cell != nil {
            try writeRecorded(part, into: slices)
        } else {
            try writeInPlace(part.value, into: slices)
        }
    }

    /// The source with the target's dtype, context and a shape that broadcasts to what is selected.
    private func fitted(_ source: Tensor, to shape: Shape) throws(SwndError) -> Tensor {
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
    private func writeRecorded(_ part: Tensor, into slices: [Layout.Slice]?) throws(SwndError) {
        var content = part
        if let slices {
            let own = try current()
            content = try Op.replacing(slices, of: own, with: part)
        }
        guard let view else {
            variable.tensor = content
            return
        }
        let base = variable.tensor
        let flat = try Op.reshape(base, with: ["shape": [-1]])
        let flatContent = try Op.reshape(content, with: ["shape": [-1]])
        let slice = Layout.Slice(start: view.offset, step: 1, count: view.shape.count)
        let written = try Op.replacing([slice], of: flat, with: flatContent)
        variable.tensor = try Op.reshaped(written, to: base.shape)
    }

    /// The write as a copy of the variable's value with other elements, made where it is when nobody else holds it.
    private func writeInPlace(_ part: Value, into slices: [Layout.Slice]?) throws(SwndError) {
        let whole = Layout(contiguous: shape, offset: view?.offset ?? 0)
        guard let place = slices == nil ? whole : whole.sliced(slices ?? []) else {
            throw SwndError(.index, "assign: slices do not fit \(shape)")
        }
        let assembly = Assembly(background: .firstInput, places: [place])
        try variable.update { base, isExclusive throws(SwndError) in
            try Process.engine.submit(
                Node(
                    "assign", .assemble(assembly), inputs: Few(base, part), shape: base.shape,
                    dtype: base.dtype, context: base.context, donatesFirstInput: isExclusive))
        }
    }
}
