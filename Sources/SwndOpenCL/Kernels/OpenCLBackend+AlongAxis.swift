import SwndCore
import SwndEngine
import SwndGraph
import SwndNumerics

// Work along an axis: the index of the best element, and elements combined with those before them.

extension OpenCLBackend {
    /// Work items for each row of a length: one where there are rows enough, else a group.
    private func lanes(rows: Int, length: Int) -> Int {
        let enough = device.facts.computeUnits &* 256
        return length < 64 || rows >= enough
            ? 1 : Swift.min(128, Self.powerOfTwo(upTo: device.facts.largestWorkGroup))
    }

    /// Both elements combined by a body, as text; nothing where it has none.
    private func combined(_ text: BodyText?, _ type: ComputeType, _ a: String, _ b: String)
        -> (lines: String, name: String)?
    {
        let operands = [Expression(named: a, type), Expression(named: b, type)]
        guard let expression = text?.read(type, operands) else { return nil }
        var writer = ExpressionWriter(
            prefix: "\(a)_\(b)_", indentation: "", hasDouble: device.facts.hasDouble)
        let name = writer.write(expression)
        if writer.isIncomplete || (writer.usesDouble && !device.facts.hasDouble) { return nil }
        return (writer.lines.joined(separator: "\n"), name)
    }

    /// The index of the first best element of each row along an axis.
    func runIndexReduction(
        _ kernel: IndexReductionKernel, _ axis: Int, _ launch: Launch
    ) throws(SwndError) {
        let (rows, length) = (launch.output.shape.count, launch.inputs[0].shape[axis])
        let lanes = lanes(rows: rows, length: length)
        // Few long rows are searched in pieces, so that all of the device takes part.
        let wanted = device.facts.computeUnits &* 16 / Swift.max(rows, 1)
        let pieces = lanes > 1 ? Swift.min(wanted, length / Self.searchedPiece) : 1
        let parts: [SearchText.Part] = pieces > 1 ? [.pieces, .candidates] : [.all]
        let found =
            pieces > 1
            ? try DevicePart(pool, byteCount: rows &* pieces &* 8, for: launch.name) : nil
        for part in parts {
            let text = SearchText(part: part, lanes: lanes)
            guard try search(kernel, axis, launch, text, pieces, found) else {
                return try runOnHost(launch)
            }
        }
    }

    /// Elements of a long row that are worth a work group.
    private static let searchedPiece = 16384

    /// False where the device cannot have the kernel.
    private func search(
        _ kernel: IndexReductionKernel, _ axis: Int, _ launch: Launch, _ search: SearchText,
        _ pieces: Int, _ found: DevicePart?
    ) throws(SwndError) -> Bool {
        let input = launch.inputs[0]
        let (rows, length) = (launch.output.shape.count, input.shape[axis])
        let groups = search.part == .pieces ? rows &* pieces : rows
        var own = ElementKernel(count: groups)
        own.size("along", length)
        own.read("data", input, as: input.layout.groupingLast(AxisSet(CollectionOfOne(axis))))
        if search.part != .pieces { own.write("result", launch.output) }
        if let found {
            own.size("pieces", pieces)
            own.size("piece", (length &+ pieces &- 1) / pieces)
            own.scratch("candidates", .int64, found.memory)
        }
        if search.lanes > 1 { own.groupSize = search.lanes }
        let type = input.dtype.computeType
        return try run(
            own, "\(kernel.name) \(search.part)", groups: search.lanes > 1 ? groups : nil,
            name: launch.name
        ) {
            guard let next = combined(kernel.text, type, "x", "best"),
                let other = combined(kernel.text, type, "theirs", "mine")
            else { return nil }
            return search.text(own, type, next: next, other: other)
        }
    }

    /// Elements combined with all that come before them along an axis.
    func runScan(
        _ kernel: ScanKernel, _ axis: Int, _ isReversed: Bool, _ launch: Launch
    ) throws(SwndError) {
        let (input, output) = (launch.inputs[0], launch.output)
        let type = output.dtype.computeType
        let length = output.shape[axis]
        let rows = length > 0 ? output.shape.count / length : 0
        let lanes = lanes(rows: rows, length: length)
        let axes = AxisSet(CollectionOfOne(axis))
        var own = ElementKernel(count: rows)
        own.size("along", length)
        own.read("data", input, as: input.layout.groupingLast(axes))
        own.write("result", output, as: output.layout.groupingLast(axes))
        if lanes > 1 { own.groupSize = lanes }
        let isRun = try run(
            own, "\(kernel.name) \(isReversed)", groups: lanes > 1 ? rows : nil, name: launch.name
        ) { scanText(own, kernel, type, isReversed, lanes) }
        if !isRun { try runOnHost(launch) }
    }

    /// The text of a scan by each work item of a row of its own, or by a group of one.
    private func scanText(
        _ own: ElementKernel, _ kernel: ScanKernel, _ type: ComputeType, _ isReversed: Bool,
        _ lanes: Int
    ) -> String? {
        guard let next = combined(kernel.text?.combine, type, "sum", "x"),
            let both = combined(kernel.text?.combine, type, "earlier", "later")
        else { return nil }
        let at = isReversed ? "row * along + (along - 1 - k)" : "row * along + k"
        if lanes == 1 {
            return """
                const index_t row = i;
                \(type.name) sum = 0;
                for (index_t k = 0; k < along; k++) {
                const index_t at = \(at);
                \(own.load("x", "data", "at", as: type))
                \(next.lines)
                sum = k == 0 ? x : \(next.name);
                \(own.store("sum", type, "result", "at"))
                }
                """
        }
        // A group's width at a time: within, each lane meets the ones 1, 2, 4 ... before it; then comes what was before.
        return """
            const index_t row = get_group_id(0);
            const int lane = get_local_id(0);
            __local \(type.name) parts[\(lanes)];
            \(type.name) before = 0;
            for (index_t first = 0; first < along; first += \(lanes)) {
            const index_t k = first + lane;
            const index_t at = \(at);
            \(type.name) own = 0;
            if (k < along) {
            \(own.load("x", "data", "at", as: type))
            own = x;
            }
            parts[lane] = own;
            for (int d = 1; d < \(lanes); d *= 2) {
            barrier(CLK_LOCAL_MEM_FENCE);
            const \(type.name) earlier = lane >= d ? parts[lane - d] : own, later = own;
            \(both.lines)
            if (lane >= d) own = \(both.name);
            barrier(CLK_LOCAL_MEM_FENCE);
            parts[lane] = own;
            }
            barrier(CLK_LOCAL_MEM_FENCE);
            const \(type.name) sum = before, x = own, last = parts[\(lanes - 1)];
            \(next.lines)
            const \(type.name) total = first == 0 ? own : \(next.name);
            if (k < along) {
            \(own.store("total", type, "result", "at"))
            }
            {
            const \(type.name) sum = before, x = last;
            \(next.lines)
            before = first == 0 ? last : \(next.name);
            }
            barrier(CLK_LOCAL_MEM_FENCE);
            }
            """
    }
}
