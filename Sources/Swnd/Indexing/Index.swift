import SwndCore

/// One item of an index expression.
public enum Index: Sendable {
    /// `x[i]`: the axis goes away.
    case at(Int)
    /// `x[start:stop:step]`.
    case slice(from: Int? = nil, to: Int? = nil, by: Int = 1)
    /// `x[newaxis]`: one more axis of length 1.
    case newAxis
    /// `x[...]`: all axes that are not named.
    case ellipsis
    /// `x[array]`: elements at the integers of an array, whatever its dtype; or where it is not zero, if it is a mask: of dtype
    /// bool, or the result of a comparison.
    case array(NDArray)
    /// `x[true]`, `x[false]`: one more axis, of length 1 or 0.
    case truth(Bool)
}

extension Index {
    var isEllipsis: Bool {
        if case .ellipsis = self { true } else { false }
    }

    /// Whether it is one of an array's elements, not of its layout.
    var isAdvanced: Bool {
        switch self {
        case .array, .truth: true
        case .at, .slice, .newAxis, .ellipsis: false
        }
    }

    /// How many axes it is for; an ellipsis takes what is left.
    var axisCount: Int {
        switch self {
        case .newAxis, .ellipsis, .truth: 0
        case .at, .slice: 1
        case .array(let array): array.isMask ? array.shape.rank : 1
        }
    }

    /// An expression with a slice or an index for each axis of a shape: nothing is left out, and an ellipsis stands for no axis.
    static func complete(_ items: [Index], for shape: Shape) throws(SwndError) -> [Index] {
        let named = items.reduce(0) { $0 + $1.axisCount }
        guard named <= shape.rank else {
            throw SwndError(
                .index,
                "index: \(named) indices for an array with \(shape.rank) axes, shape \(shape)")
        }
        guard items.count(where: \.isEllipsis) <= 1 else {
            throw SwndError(.index, "index: more than one ellipsis, for shape \(shape)")
        }
        let rest = [Index](repeating: .slice(), count: shape.rank - named)
        guard let place = items.firstIndex(where: \.isEllipsis) else { return items + rest }
        return items[...place] + rest + items[(place + 1)...]
    }

    /// The slice that an item selects of an axis; nothing for items that select none.
    func slice(of axis: Int, in shape: Shape) throws(SwndError) -> Layout.Slice? {
        switch self {
        case .at(let index):
            let place = index < 0 ? index &+ shape[axis] : index
            guard place >= 0, place < shape[axis] else {
                throw SwndError(
                    .index,
                    "index: \(index) is out of range for axis \(axis) with length \(shape[axis])"
                        + " of shape \(shape)")
            }
            return Layout.Slice(start: place, step: 1, count: 1)
        case .slice(let start, let stop, let step):
            guard let slice = Layout.Slice(from: start, to: stop, by: step, length: shape[axis])
            else { throw SwndError(.value, "index: the step of axis \(axis) is 0") }
            return slice
        case .newAxis, .ellipsis, .array, .truth: return nil
        }
    }
}
