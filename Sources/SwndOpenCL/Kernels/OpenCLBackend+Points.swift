import SwndCore
import SwndEngine
import SwndGraph
import SwndNumerics

// Boxes at points that arrays of indices name.

extension OpenCLBackend {
    /// Boxes of an array side by side.
    func runGatherPoints(_ points: Points, _ launch: Launch) throws(SwndError) {
        let (data, output) = (launch.inputs[0], launch.output)
        let text = try text(of: points, launch.inputs.dropFirst(), launch.name)
        guard let text, !text.isOutside else { return try runOnHost(launch, isTold: false) }
        var kernel = ElementKernel(count: output.shape.count)
        kernel.read("data", data, as: points.box)
        kernel.write("result", output)
        text.add(to: &kernel)
        try run(
            kernel, "gather points \(text.purpose)",
            """
            \(text.element(kernel, otherwise: "return;"))
            \(kernel.load("x", "data", "in_box", from: "there"))
            \(kernel.store("x", data.dtype.computeType, "result", "i"))
            """, name: launch.name)
        try raise(text.failed, launch)
    }

    /// Boxes put into a copy; of several at one place the last one stays.
    ///
    /// Which one that is becomes known before any is put: each place has the number of the last point that names it.
    func runPutPoints(_ points: Points, _ launch: Launch) throws(SwndError) {
        let (base, part, output) = (launch.inputs[0], launch.inputs[1], launch.output)
        let text = try text(of: points, launch.inputs.dropFirst(2), launch.name)
        guard let text, !text.isOutside || part.shape.count == 0, let places = text.placeCount,
            text.shape.count < 1 << 31
        else { return try runOnHost(launch, isTold: text?.isOutside == false) }
        if !launch.isInPlace { try copy(base, to: output, at: output.layout, launch.name) }
        guard part.shape.count > 0 else { return }
        let last = try DevicePart(pool, byteCount: places &* 4, for: launch.name)
        var clearing = ElementKernel(count: places)
        clearing.scratch("last", .int32, last.memory)
        try run(clearing, "no points", "last[i] = -1;", name: launch.name)
        var finding = ElementKernel(count: text.shape.count)
        finding.scratch("last", .int32, last.memory)
        text.add(to: &finding)
        try run(
            finding, "last points \(text.purpose)",
            """
            \(text.place(finding, "i", otherwise: "return;"))
            atomic_max(&last[number], (int)i);
            """, name: launch.name)
        try raise(text.failed, launch)
        var kernel = ElementKernel(count: part.shape.count)
        kernel.read("part", part)
        kernel.scratch("last", .int32, last.memory)
        kernel.write("result", output, as: points.box.moved(by: output.layout.offset))
        text.add(to: &kernel)
        try run(
            kernel, "put points \(text.purpose)",
            """
            \(text.element(kernel, otherwise: "return;"))
            if (last[number] != position) return;
            \(kernel.load("x", "part", "i"))
            \(kernel.store("x", part.dtype.computeType, "result", "in_box", from: "there"))
            """, name: launch.name)
    }

    /// Boxes added up in the order of their points.
    ///
    /// Points are put into the order of their places, which is stable; the first one of each place adds the others. So sums have one
    /// order, and no two work items meet.
    func runAddPoints(_ points: Points, _ launch: Launch) throws(SwndError) {
        let (data, output) = (launch.inputs[0], launch.output)
        let text = try text(of: points, launch.inputs.dropFirst(), launch.name)
        guard let text, !text.isOutside || data.shape.count == 0, text.placeCount != nil,
            text.shape.count < 1 << 30
        else { return try runOnHost(launch, isTold: text?.isOutside == false) }
        try clear(output)
        guard data.shape.count > 0 else { return }
        let numbers = Storage(pending: text.shape.count &* 4, on: pool)
        try numbers.allocate()
        numbers.finish()
        var finding = ElementKernel(count: text.shape.count)
        finding.scratch("numbers", .int32, numbers.bytes)
        text.add(to: &finding)
        try run(
            finding, "numbers of points \(text.purpose)",
            """
            \(text.place(finding, "i", otherwise: "numbers[i] = -1; return;"))
            numbers[i] = (int)number;
            """, name: launch.name)
        try raise(text.failed, launch)
        guard let row = Shape(vector: text.shape.count) else { return try runOnHost(launch) }
        let order = try ordered(
            Value(
                layout: Layout(contiguous: row), dtype: .int32, context: output.context,
                storage: numbers), isDescending: false, launch.name)
        try addOrdered(points, text, numbers, order, launch)
    }

    private func addOrdered(
        _ points: Points, _ text: PointText, _ numbers: Storage, _ order: RowNetwork,
        _ launch: Launch
    ) throws(SwndError) {
        let (data, output) = (launch.inputs[0], launch.output)
        var kernel = ElementKernel(count: data.shape.count)
        kernel.read("data", data)
        kernel.scratch("numbers", .int32, numbers.bytes)
        kernel.scratch("order", .int32, order.places.memory)
        kernel.write("result", output, as: points.box.moved(by: output.layout.offset))
        text.add(to: &kernel)
        let type = output.dtype.computeType
        let sum =
            switch type {
            case .float32, .float64: "sum + x"
            case .int32: "(int)((uint)sum + (uint)x)"
            case .int64: "(long)((ulong)sum + (ulong)x)"
            }
        try run(
            kernel, "add points \(text.purpose)",
            """
            const index_t beside = i % inner, line = i / inner;
            const index_t slot = line % taken, outer = line / taken;
            const index_t first = order[slot];
            const int own = numbers[first];
            if (own < 0 || (slot > 0 && numbers[order[slot - 1]] == own)) return;
            \(type.name) sum = 0;
            for (index_t n = slot; n < taken; n++) {
            const index_t position = order[n];
            if (numbers[position] != own) break;
            const index_t at = (outer * taken + position) * inner + beside;
            \(kernel.load("x", "data", "at", as: type))
            sum = \(sum);
            }
            \(text.place(kernel, "first", otherwise: "return;"))
            const index_t in_box = outer * inner + beside;
            \(kernel.store("sum", type, "result", "in_box", from: "there"))
            """, name: launch.name)
    }

    private func text(
        of points: Points, _ indices: some Collection<Value>, _ name: String
    ) throws(SwndError) -> PointText? {
        PointText(points, Array(indices), failed: try flag(for: points.bounds, name))
    }
}
