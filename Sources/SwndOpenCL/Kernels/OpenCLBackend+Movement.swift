import SwndCore
import SwndEngine
import SwndGraph

// Elements that go from one layout to another.

extension OpenCLBackend {
    /// Copies inputs into parts of the output.
    func runAssembly(_ assembly: Assembly, _ launch: Launch) throws(SwndError) {
        let output = launch.output
        var parts = launch.inputs[...]
        switch assembly.background {
        case .none: break
        case .zeros: try clear(output)
        case .firstInput:
            let base = parts.removeFirst()
            if !launch.isInPlace { try copy(base, to: output, at: output.layout, launch.name) }
        }
        for (part, place) in zip(parts, assembly.places) where place.shape.count > 0 {
            try copy(part, to: output, at: place.moved(by: output.layout.offset), launch.name)
        }
    }

    /// The elements of `source` in C order go, converted, to the places of a layout in C order.
    func copy(
        _ source: Value, to target: Value, at place: Layout, _ name: String
    ) throws(SwndError) {
        if let turn = Turn(source, target, place, device.facts) { return try run(turn, name) }
        var kernel = ElementKernel(count: place.shape.count)
        kernel.read("source", source)
        kernel.write("result", target, as: place)
        let type = source.dtype.computeType
        try run(
            kernel, "copy",
            """
            \(kernel.load("x", "source", "i"))
            \(kernel.store("x", type, "result", "i"))
            """, name: name)
    }

    /// Copies a matrix whose columns lie side by side in memory to one whose rows do: by tiles in local memory, so that both
    /// sides are touched in order.
    private func run(_ turn: Turn, _ name: String) throws(SwndError) {
        var kernel = ElementKernel(count: turn.batch &* turn.rows &* turn.columns)
        kernel.size("rows", turn.rows)
        kernel.size("columns", turn.columns)
        kernel.size("across", turn.across)
        kernel.size("down", turn.down)
        kernel.size("source_column", turn.sourceColumn)
        kernel.size("source_batch", turn.sourceBatch)
        kernel.size("result_row", turn.resultRow)
        kernel.size("result_batch", turn.resultBatch)
        kernel.size("source_start", turn.source.layout.offset)
        kernel.size("result_start", turn.place.offset)
        let flat = Layout(contiguous: .one)
        kernel.read("source", turn.source, as: flat)
        kernel.write("result", turn.target, as: flat)
        kernel.groupSize = Turn.side &* turn.lines
        let type = turn.source.dtype.memoryType
        try run(
            kernel, "turn",
            """
                __local \(type == "half" ? "ushort" : type) tile[\(Turn.side)][\(Turn.side + 1)];
                const int x = get_local_id(0) % \(Turn.side), y = get_local_id(0) / \(Turn.side);
                const index_t number = get_group_id(0);
                const index_t side = number % across * \(Turn.side);
                const index_t top = number / across % down * \(Turn.side);
                const index_t batch = number / across / down;
                __global const \(Turn.bits(type)) *from = (__global const \(Turn.bits(type)) *)source
                    + source_start + batch * source_batch;
                __global \(Turn.bits(type)) *to = (__global \(Turn.bits(type)) *)result
                    + result_start + batch * result_batch;
                for (int n = y; n < \(Turn.side); n += \(turn.lines))
                    if (side + n < columns && top + x < rows)
                        tile[n][x] = from[(side + n) * source_column + top + x];
                barrier(CLK_LOCAL_MEM_FENCE);
                for (int n = y; n < \(Turn.side); n += \(turn.lines))
                    if (top + n < rows && side + x < columns)
                        to[(top + n) * result_row + side + x] = tile[x][n];
            """, groups: turn.batch &* turn.down &* turn.across, name: name)
    }
}

/// Matrices, evenly spaced, whose rows run along the columns of where they go.
private struct Turn {
    /// Rows and columns of a tile.
    static let side = 32
    /// The lines of a tile that a work group moves at a time.
    let lines: Int

    let source: Value
    let target: Value
    let place: Layout
    var (batch, rows, columns) = (1, 1, 1)
    var (sourceColumn, sourceBatch, resultRow, resultBatch) = (0, 0, 0, 0)

    var across: Int { (columns + Self.side - 1) / Self.side }
    var down: Int { (rows + Self.side - 1) / Self.side }

    static func bits(_ type: String) -> String { type == "half" ? "ushort" : type }

    /// Nothing where it is another kind of copy, or too small to be worth it.
    init?(_ source: Value, _ target: Value, _ place: Layout, _ facts: DeviceFacts) {
        lines = Swift.min(facts.largestWorkGroup / Self.side, 8)
        guard source.dtype == target.dtype, lines > 0 else { return nil }
        let (from, to) = (Access(source.layout).stretches, Access(place).stretches)
        // Rows are one step apart in the source, columns in the result.
        guard from.count == 2 || from.count == 3, from[1].step == 1, from[0].step > 1 else {
            return nil
        }
        (columns, rows) = (from[0].length, from[1].length)
        guard rows >= 16, columns >= 16 else { return nil }
        self.source = source
        self.target = target
        self.place = place
        sourceColumn = from[0].step
        if from.count == 3 { (batch, sourceBatch) = (from[2].length, from[2].step) }
        let whole = rows * columns
        switch to.count {
        case 1 where to[0].step == 1:
            (resultRow, resultBatch) = (columns, whole)
        case 2 where to[0].step == 1 && to[0].length == columns:
            (resultRow, resultBatch) = (to[1].step, to[1].step * rows)
        case 2 where to[0].step == 1 && to[0].length == whole:
            (resultRow, resultBatch) = (columns, to[1].step)
        default: return nil
        }
    }
}
