import SwndCore

/// The axes of a copy between two layouts of one shape, as few as can be: those of length 1 left out, in the order of the target's
/// memory, and joined where both sides walk them in one go. Distances are in bytes.
struct CopyAxes {
    struct Axis {
        var length: Int
        /// From one element of the source to the next; may be negative or 0.
        var from: Int
        /// From one element of the target to the next; positive.
        var to: Int
    }

    private var axes = InlineArray<8, Axis>(repeating: Axis(length: 1, from: 0, to: 0))
    private(set) var count = 0
    /// The first element of each side, in bytes from the start of its storage.
    private(set) var from: Int
    private(set) var to: Int

    init(from source: Layout, elementSize sourceSize: Int, to target: Layout, elementSize: Int) {
        from = source.offset &* sourceSize
        to = target.offset &* elementSize
        for index in 0..<target.shape.rank where target.shape[index] != 1 {
            insert(
                Axis(
                    length: target.shape[index], from: source.stride(index) &* sourceSize,
                    to: target.stride(index) &* elementSize))
        }
        join()
    }

    subscript(index: Int) -> Axis { axes[index] }

    /// The axis along which elements of the source are closest, where that is not the last one though that one's are in different
    /// lines of the cache.
    var nearest: Int? {
        guard count > 1, axes[count &- 1].from.magnitude >= 64 else { return nil }
        var nearest = count &- 1
        for axis in 0..<count &- 1
        where axes[axis].from != 0 && axes[axis].from.magnitude < axes[nearest].from.magnitude {
            nearest = axis
        }
        return nearest < count &- 1 ? nearest : nil
    }

    /// Takes an axis out.
    mutating func remove(_ index: Int) -> Axis {
        let axis = axes[index]
        count &-= 1
        for later in index..<count { axes[later] = axes[later &+ 1] }
        return axis
    }

    /// Takes an axis out, walked from its other end if that makes the source's distance positive.
    mutating func removeForward(_ index: Int) -> Axis {
        var axis = remove(index)
        if axis.from < 0 { turn(&axis) }
        return axis
    }

    private mutating func turn(_ axis: inout Axis) {
        from &+= (axis.length &- 1) &* axis.from
        to &+= (axis.length &- 1) &* axis.to
        axis.from = 0 &- axis.from
        axis.to = 0 &- axis.to
    }

    private mutating func insert(_ given: Axis) {
        var axis = given
        if axis.to < 0 { turn(&axis) }
        var place = count
        while place > 0, axes[place &- 1].to < axis.to {
            axes[place] = axes[place &- 1]
            place &-= 1
        }
        axes[place] = axis
        count &+= 1
    }

    private mutating func join() {
        var inner = count &- 1
        while inner > 0 {
            let (near, far) = (axes[inner], axes[inner &- 1])
            if far.to == near.to &* near.length, far.from == near.from &* near.length {
                axes[inner &- 1] = Axis(
                    length: far.length &* near.length, from: near.from, to: near.to)
                _ = remove(inner)
            }
            inner &-= 1
        }
    }
}
