import SwndCore

/// What integers, slices and new axes select: slices of every axis of the array, and the shape that they are seen as.
struct BoxSelection {
    private(set) var slices: [Layout.Slice] = []
    let shape: Shape

    init(_ items: [Index], of array: Shape) throws(SwndError) {
        var axes: [Int] = []
        for item in try Index.complete(items, for: array) where !item.isEllipsis {
            guard let slice = try item.slice(of: slices.count, in: array) else {
                axes.append(1)
                continue
            }
            slices.append(slice)
            if case .slice = item { axes.append(slice.count) }
        }
        guard let shape = axes.isEmpty ? .one : Shape(axes) else {
            throw SwndError(.index, "index: the result of indexing \(array) has too many axes")
        }
        self.shape = shape
    }
}
