import SwndCore
import SwndGraph
import SwndOperators

extension NDArray {
    /// Whether this array as an index means where it is not zero, not which elements: it has dtype bool, or a comparison or logic
    /// made it.
    ///
    /// MXNet's comparisons give numbers. What tells them from indices is kept with the value and survives copies, other shapes,
    /// parts, logic, and products of masks; a cast to another dtype of numbers ends it, and so does writing other numbers.
    public var isMask: Bool {
        let value = variable.constant
        return value.dtype == .bool || value.isTruth
    }

    /// For each axis of this mask the indices where it holds, for an array whose axes from a position on it belongs to.
    ///
    /// Waits: how many there are is part of the result's shape.
    func truePlaces(in array: Shape, from axis: Int) throws(SwndError) -> [Value] {
        let shape = shape
        for own in 0..<shape.rank where shape[own] != array[axis + own] {
            throw SwndError(
                .index,
                "index: a mask of shape \(shape) does not fit axis \(axis + own) with length"
                    + " \(array[axis + own]) of shape \(array)")
        }
        let places = try numbersOfTrue()
        guard shape.rank > 1 else { return [places] }
        // From numbers in C order to indices, last axis first.
        var indices: [Value] = []
        var rest = Tensor(places)
        for own in stride(from: shape.rank - 1, to: 0, by: -1) {
            let length = Double(Swift.max(shape[own], 1))
            let index = try Op.modulo.arrayScalar.applyOne(rest, scalar: length)
            indices.append(index.value)
            rest = try Op.divide.arrayScalar.applyOne(
                try Op.subtract.broadcast.applyOne(rest, index), scalar: length)
        }
        indices.append(rest.value)
        return indices.reversed()
    }

    /// The numbers, in C order, of the elements that are not zero.
    private func numbersOfTrue() throws(SwndError) -> Value {
        let truths = try ThreadModes.recording(false) { () throws(SwndError) in
            let truths = try Op.cast(try current().detached, with: ["dtype": .dtype(.bool)])
            return try Op.moved(truths, to: .cpu()).value
        }
        try Process.engine.waitPatiently(for: truths)
        let count = truths.shape.count
        let bytes = (truths.storage.bytes + truths.layout.offset)
            .assumingMemoryBound(to: UInt8.self)
        var found = 0
        for number in 0..<count { found &+= Int(bytes[number]) }
        guard let shape = Shape(vector: found) else {
            throw SwndError(.internalFault, "index: \(found) is no length")
        }
        // One more than there are: each number is written before it is known whether it counts.
        let storage = try Storage(byteCount: (found + 1) * DType.int64.byteCount)
        let numbers = storage.bytes.bindMemory(to: Int64.self, capacity: found + 1)
        var next = 0
        for number in 0..<count {
            numbers[next] = Int64(number)
            next &+= Int(bytes[number])
        }
        let places = Value(
            layout: Layout(contiguous: shape), dtype: .int64, context: .cpu(), storage: storage)
        return try Op.moved(Tensor(places), to: context).value
    }
}
