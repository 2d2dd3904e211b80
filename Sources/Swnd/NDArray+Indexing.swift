import SwndAutograd
import SwndCore
import SwndGraph
import SwndOperators

/// One item of an index expression.
public enum Index: Sendable, Equatable {
    /// `x[i]`: the axis goes away.
    case at(Int)
    /// `x[start:stop:step]`.
    case slice(from: Int? = nil, to: Int? = nil, by: Int = 1)
    /// `x[newaxis]`: one more axis of length 1.
    case newAxis
    /// `x[...]`: all axes that are not named.
    case ellipsis
}

/// What an index expression selects: slices of every axis of the array, and the shape that they are seen as.
private struct Selection {
    var slices: [Layout.Slice] = []
    var shape: Shape = .one

    init(_ items: [Index], of array: Shape) throws(SwndError) {
        let named = items.count { if case .newAxis = $0 { false } else { $0 != .ellipsis } }
        guard named <= array.rank else {
            throw SwndError(
                .index,
                "index: \(named) indices for an array with \(array.rank) axes, shape \(array)")
        }
        guard items.count(where: { $0 == .ellipsis }) <= 1 else {
            throw SwndError(.index, "index: more than one ellipsis, for shape \(array)")
        }
        var axes: [Int] = []
        for item in items.contains(.ellipsis) ? items : items + [.ellipsis] {
            let axis = slices.count
            switch item {
            case .newAxis: axes.append(1)
            case .ellipsis:
                for axis in axis..<axis + array.rank - named {
                    slices.append(.all(array[axis]))
                    axes.append(array[axis])
                }
            case .at(let index):
                let place = index < 0 ? index &+ array[axis] : index
                guard place >= 0, place < array[axis] else {
                    throw SwndError(
                        .index, "index: \(index) is out of range for axis \(axis) of shape \(array)"
                    )
                }
                slices.append(.init(start: place, step: 1, count: 1))
            case .slice(let start, let stop, let step):
                guard
                    let slice = Layout.Slice(
                        from: start, to: stop, by: step, length: array[axis])
                else { throw SwndError(.value, "index: the step of axis \(axis) is 0") }
                slices.append(slice)
                axes.append(slice.count)
            }
        }
        guard let shape = axes.isEmpty ? .one : Shape(axes) else {
            throw SwndError(.index, "index: the result of indexing \(array) has too many axes")
        }
        self.shape = shape
    }
}

extension NDArray {
    /// The elements that an index expression selects: a view where they lie side by side, a copy elsewhere.
    public func indexed(_ items: [Index]) throws(SwndError) -> NDArray {
        Process.start()
        let selection = try Selection(items, of: shape)
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

    /// Puts elements in place of those that an index expression selects.
    public func assign(_ source: NDArray, at items: [Index]) throws(SwndError) {
        try write(try source.current(), at: items)
    }

    /// Puts one number in place of the elements that an index expression selects.
    public func assign(_ number: Double, at items: [Index]) throws(SwndError) {
        try write(try filled(with: number), at: items)
    }

    private func write(_ source: Tensor, at items: [Index]) throws(SwndError) {
        let selection = try Selection(items, of: shape)
        try write(source, into: selection.slices, as: selection.shape)
    }

    /// The same elements under another shape, with MXNet's codes: a view.
    public func reshaped(_ codes: [Int], reverse: Bool = false) throws(SwndError) -> NDArray {
        let call = Call(Op.reshape, inputs: [], attributes: [])
        let shape = try ReshapeCodes.resolve(codes, of: shape, reverse: reverse, call)
        return viewing(shape, offset: 0)
    }
}
