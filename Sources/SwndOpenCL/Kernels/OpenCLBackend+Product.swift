import SwndCore
import SwndEngine
import SwndGraph
import SwndNumerics

/// An operand of a product as kernels take it.
private struct MatrixOperand {
    let value: Value
    let row: Int
    let column: Int
    let batch: Int

    /// Nothing where matrices of the batch are not evenly spaced.
    init?(_ value: Value, isTransposed: Bool) {
        let layout = value.layout
        let last = layout.shape.rank - 1
        let axes = (0..<Swift.max(last - 1, 0)).map { layout.shape[$0] }
        guard let batches = axes.isEmpty ? Shape.one : Shape(axes) else { return nil }
        let access = Access(
            Layout(
                shape: batches, strides: axes.isEmpty ? [0] : axes.indices.map(layout.stride),
                offset: 0))
        guard access.stretches.count <= 1 else { return nil }
        self.value = value
        batch = access.stretches.first?.step ?? 0
        (row, column) =
            isTransposed
            ? (layout.stride(last), layout.stride(last - 1))
            : (layout.stride(last - 1), layout.stride(last))
    }
}

extension OpenCLBackend {
    /// Matrix products over the last two axes, and a program over their elements.
    func runProduct(
        _ transposeLeft: Bool, _ transposeRight: Bool, _ launch: Launch,
        epilogue: ProgramLaunch? = nil
    ) throws(SwndError) {
        let output = launch.output
        guard output.shape.count > 0 else { return }
        let rank = output.shape.rank
        let (rows, columns) = (output.shape[rank - 2], output.shape[rank - 1])
        let depth = launch.inputs[0].shape[transposeLeft ? rank - 2 : rank - 1]
        let left = try operand(launch.inputs[0], transposeLeft, launch.name)
        var right = try operand(launch.inputs[1], transposeRight, launch.name)
        let usesVectors =
            device.facts.usesLoops && (output.dtype == .float32 || output.dtype == .float64)
        if usesVectors, right.column != 1, columns > 1 {
            // Its columns must lie side by side: as a contiguous copy of it as it is multiplied.
            var order = Array(0..<rank)
            if transposeRight { order.swapAt(rank - 1, rank - 2) }
            let seen = launch.inputs[1].layout.permuted(order) ?? launch.inputs[1].layout
            right = try operand(
                try contiguous(launch.inputs[1].aliased(seen), launch.name), false, launch.name)
        }
        let reach = [left, right].map { Access($0.value.layout).reach.upperBound }
        let size = rows &* columns
        let batch = size > 0 ? output.shape.count / size : 0
        let type = output.dtype.computeType
        let tile =
            usesVectors
            ? nil
            : ProductTile.best(
                rows: rows, columns: columns, batch: batch, elementSize: type.byteSize,
                device.facts)
        let parts =
            tile?.parts(rows: rows, columns: columns, depth: depth, batch: batch, device.facts) ?? 1
        let kind = ProductKind(
            left: left.value.dtype, right: right.value.dtype,
            result: parts > 1 ? type.dtype : output.dtype,
            leftAlongDepth: left.column == 1, rightAlongDepth: right.row == 1 && right.column != 1,
            isInParts: parts > 1,
            isLarge: Counting.isLarge(
                Swift.max(reach.max() ?? 0, output.shape.count &* parts, depth)))
        var sums: DevicePart?
        if parts > 1 {
            let byteCount = output.shape.count &* parts &* type.byteSize
            sums = try DevicePart(pool, byteCount: byteCount, for: launch.name)
        }
        var arguments = Arguments()
        var sizes = [rows, columns, depth]
        if parts > 1 { sizes += [parts, (depth &+ parts &- 1) / parts] }
        for count in sizes { arguments.add(count: count, isLarge: kind.isLarge) }
        for operand in [left, right] {
            arguments.add(.memory(UnsafeRawPointer(operand.value.storage.bytes)))
            for count in [operand.value.layout.offset, operand.row, operand.column, operand.batch] {
                arguments.add(count: count, isLarge: kind.isLarge)
            }
        }
        arguments.add(.memory(UnsafeRawPointer(sums?.memory ?? output.storage.bytes)))
        let own = (parts > 1 ? nil : epilogue).flatMap { program in
            ProductEpilogue(
                program, of: UnsafeRawPointer(output.storage.bytes), isLarge: kind.isLarge,
                device.facts)
        }
        let names = [launch.name] + (epilogue.map { [$0.program.name] } ?? [])
        let (kernel, isFused) = try product(kind, tile, own, names.joined(separator: ", "))
        if isFused, let epilogue { own?.add(epilogue, to: &arguments) }
        let name = isFused ? names.joined(separator: ", ") : launch.name
        let (down, across) =
            tile.map { ($0.rows, $0.columns) }
            ?? (ProductText.blockRows, ProductText.blockColumns(kind.type))
        let group = tile?.groupSize ?? 1
        try self.launch(
            kernel, arguments,
            global: WorkSize(
                (columns &+ across &- 1) / across &* group, (rows &+ down &- 1) / down,
                batch &* parts),
            local: WorkSize(group, 1, 1), name: name)
        if let sums { try add(sums, parts, type, into: output, name: launch.name) }
        if let epilogue, !isFused { try run(epilogue) }
    }

    /// Adds up the parts of a product.
    private func add(
        _ sums: DevicePart, _ parts: Int, _ type: ComputeType, into output: Value, name: String
    ) throws(SwndError) {
        var kernel = ElementKernel(count: output.shape.count)
        kernel.size("parts", parts)
        kernel.reach(output.shape.count &* parts)
        kernel.scratch("sums", type.dtype, sums.memory)
        kernel.write("result", output)
        try run(
            kernel, "parts of a product",
            """
            \(type.name) sum = sums[i];
            for (index_t part = 1; part < parts; part++) sum += sums[part * count + i];
            \(kernel.store("sum", type, "result", "i"))
            """, name: name)
    }

    /// The kernel of products by tiles, or by vectors where there is no tile; and whether it has the epilogue in it.
    private func product(
        _ kind: ProductKind, _ tile: ProductTile?, _ epilogue: ProductEpilogue?, _ name: String
    ) throws(SwndError) -> (kernel: Kernel, isFused: Bool) {
        let key = ProductKey(kind: kind, tile: tile, epilogue: epilogue?.key)
        if let known = products[key] { return (known, epilogue != nil) }
        var text: EpilogueText?
        if let epilogue {
            // Of vectors, the block is read again.
            let element = tile == nil ? "c[place]" : "sums[i][j]"
            text = EpilogueText(epilogue, kind, element)
            guard let text, device.facts.hasDouble || !text.usesDouble else {
                return (try product(kind, tile, nil, name).kernel, false)
            }
        }
        let kernel = try programs.kernel(
            tile.map { ProductText.tiled(kind, $0, text) } ?? ProductText.vectors(kind, text),
            name: name)
        products[key] = kernel
        return (kernel, epilogue != nil)
    }

    private func operand(
        _ value: Value, _ isTransposed: Bool, _ name: String
    ) throws(SwndError) -> MatrixOperand {
        if let operand = MatrixOperand(value, isTransposed: isTransposed) { return operand }
        let copy = try contiguous(value, name)
        guard let operand = MatrixOperand(copy, isTransposed: isTransposed) else {
            throw SwndError(.internalFault, "\(name): matrices cannot be copied")
        }
        return operand
    }

    /// The same elements in C order, perhaps as another dtype, in memory of their own.
    func contiguous(
        _ value: Value, as dtype: DType? = nil, _ name: String
    ) throws(SwndError) -> Value {
        let dtype = dtype ?? value.dtype
        let layout = Layout(contiguous: value.shape)
        if value.layout == layout, dtype == value.dtype { return value }
        let storage = Storage(pending: value.shape.count &* dtype.byteCount, on: pool)
        try storage.allocate()
        let type = value.dtype == .float64 && dtype == .float16 ? .float64 : dtype.computeType
        let program = Program(
            space: .flat, count: value.shape.count,
            inputs: [Program.Input(buffer: 0, layout: value.layout, dtype: value.dtype)],
            steps: [
                Program.Step(
                    action: .load(input: 0, truth: dtype == .bool && value.dtype != .bool),
                    text: nil, name: "load", type: type, operands: Few(), isPerRow: false)
            ], outputs: [Program.Output(register: 0, buffer: 1, dtype: dtype)], reductions: [])
        var launch = ProgramLaunch(program)
        launch.inputs = [UnsafeRawPointer(value.storage.bytes)]
        launch.outputs = [storage.bytes]
        launch.isInPlace = [false]
        try run(launch)
        storage.finish()
        return Value(layout: layout, dtype: dtype, context: value.context, storage: storage)
    }
}

/// What tells kernels of products apart.
struct ProductKey: Hashable {
    let kind: ProductKind
    let tile: ProductTile?
    let epilogue: [Int]?
}
