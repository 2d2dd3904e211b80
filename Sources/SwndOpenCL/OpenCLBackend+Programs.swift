import SwndCore
import SwndEngine
import SwndGraph
import SwndNumerics

extension OpenCLBackend {
    public func run(_ launch: ProgramLaunch) throws(SwndError) {
        try device.check()
        let program = launch.program
        guard program.count > 0 else { return }
        switch program.space {
        case .flat: try runElements(launch)
        case .rows(let length): try runRows(launch, length)
        case .runs(1): try runElements(launch)
        case .runs(let length): try runPieces(launch, length)
        case .columns(let rows, let columns): try runColumns(launch, rows, columns)
        }
    }

    /// The kernel of a program; nothing where the device cannot have one.
    private func kernel(_ plan: ProgramPlan, _ name: String) throws(SwndError) -> Kernel? {
        let key = plan.key
        if let kernel = prepared[key] { return kernel }
        guard plan.parameterBytes <= device.facts.parameterBytes,
            let written = ProgramText.text(of: plan),
            device.facts.hasDouble || !written.usesDouble
        else { return nil }
        let kernel = try programs.kernel(written.text, name: name)
        prepared[key] = kernel
        return kernel
    }

    private func runElements(_ launch: ProgramLaunch) throws(SwndError) {
        if device.facts.usesLoops { return try runLoops(launch) }
        let group = Swift.min(device.facts.largestWorkGroup, 256)
        // Several elements for each work item where there are enough of them: then more loads are under way at a time.
        let isMany =
            launch.program.reductions.isEmpty
            && launch.program.count >= device.facts.computeUnits &* 8192
        let times = isMany ? 4 : 1
        let plan = ProgramPlan(
            launch, WorkShape(kind: .elements, lanes: times, rows: isMany ? group : 1),
            device.facts)
        let name = launch.program.name
        guard let kernel = try kernel(plan, name) else { return try runOnHost(launch, name) }
        var arguments = Arguments()
        arguments.add(count: launch.program.count, isLarge: plan.isLarge)
        plan.add(launch, reductions: launch.reductions, to: &arguments)
        let each = group &* times
        let count = (launch.program.count &+ each &- 1) / each &* group
        try self.launch(
            kernel, arguments, global: WorkSize(count), local: WorkSize(group), name: name)
    }

    /// The same on a processor: long stretches, but enough of them for all its cores.
    private func runLoops(_ launch: ProgramLaunch) throws(SwndError) {
        let plan = ProgramPlan(
            launch, WorkShape(kind: .loops, lanes: 1, rows: 1), device.facts)
        let name = launch.program.name
        guard let kernel = try kernel(plan, name) else { return try runOnHost(launch, name) }
        let count = launch.program.count
        let parts = device.facts.computeUnits &* 4
        let each = Swift.min(4096, Swift.max(256, (count / parts &+ 63) / 64 &* 64))
        var arguments = Arguments()
        arguments.add(count: count, isLarge: plan.isLarge)
        arguments.add(count: each, isLarge: plan.isLarge)
        plan.add(launch, reductions: launch.reductions, to: &arguments)
        try self.launch(
            kernel, arguments, global: WorkSize((count &+ each &- 1) / each), local: WorkSize(1),
            name: name)
    }

    private func runRows(_ launch: ProgramLaunch, _ length: Int) throws(SwndError) {
        let shape = shape(ofRows: length)
        let plan = ProgramPlan(launch, shape, device.facts)
        let name = launch.program.name
        guard let kernel = try kernel(plan, name) else { return try runOnHost(launch, name) }
        let rows = launch.program.rowCount
        var arguments = Arguments()
        arguments.add(count: rows, isLarge: plan.isLarge)
        arguments.add(count: length, isLarge: plan.isLarge)
        plan.add(launch, reductions: launch.reductions, to: &arguments)
        let groups = (rows &+ shape.rows &- 1) / shape.rows
        try self.launch(
            kernel, arguments, global: WorkSize(groups &* shape.size),
            local: WorkSize(shape.size), name: name)
    }

    /// Elements of a long row that one work group combines.
    private static let pieceLength = 8192

    /// The largest power of two that is not larger.
    static func powerOfTwo(upTo number: Int) -> Int {
        1 << (Int.bitWidth - 1 - Swift.max(number, 1).leadingZeroBitCount)
    }

    /// The smallest power of two that is not smaller.
    static func powerOfTwo(from number: Int) -> Int {
        number <= 1 ? 1 : powerOfTwo(upTo: number - 1) << 1
    }

    /// Lanes for rows of a length: so few that combining them takes little, and so many that each has its elements in registers. With them goes
    /// the order of a sum, so they depend on the length alone: what else a program does must not change its bits.
    private func shape(ofRows length: Int) -> WorkShape {
        let largest = Self.powerOfTwo(upTo: Swift.min(device.facts.largestWorkGroup, 256))
        func group(_ lanes: Int, kept: Int) -> WorkShape {
            WorkShape(kind: .rows, lanes: lanes, rows: Swift.max(1, largest / lanes), kept: kept)
        }
        // On a processor, the work items of a group are turns of a loop.
        guard !device.facts.usesLoops else {
            return group(Self.powerOfTwo(upTo: Swift.min(length / 4, 16, largest)), kept: 0)
        }
        let each = length >= 64 ? 16 : 4
        let lanes = Self.powerOfTwo(from: (length &+ each &- 1) / each)
        guard lanes <= Swift.min(device.facts.largestWorkGroup, 512) else {
            return group(largest, kept: 0)
        }
        // Few different numbers, so that few kernels serve all lengths.
        let kept = (length &+ lanes &- 1) / lanes
        return group(lanes, kept: kept <= 2 ? kept : (kept &+ 3) / 4 &* 4)
    }

    private func runPieces(_ launch: ProgramLaunch, _ length: Int) throws(SwndError) {
        let lanes = Self.powerOfTwo(upTo: Swift.min(device.facts.largestWorkGroup, 256))
        let piece = Self.pieceLength
        let pieces = (length &+ piece &- 1) / piece
        let isPartial = pieces > 1
        let plan = ProgramPlan(
            launch, WorkShape(kind: .pieces, lanes: lanes, rows: 1), isPartial: isPartial,
            device.facts)
        let (program, name) = (launch.program, launch.program.name)
        guard let kernel = try kernel(plan, name) else { return try runOnHost(launch, name) }
        let groups = program.rowCount &* pieces
        let size = (groups &* 8 &+ 511) / 512 &* 512
        var parts: [DevicePart] = []
        for _ in isPartial ? program.reductions[...] : [] {
            parts.append(try DevicePart(pool, byteCount: size, for: name))
        }
        var arguments = Arguments()
        arguments.add(count: length, isLarge: plan.isLarge)
        arguments.add(count: pieces, isLarge: plan.isLarge)
        arguments.add(count: piece, isLarge: plan.isLarge)
        plan.add(
            launch, reductions: isPartial ? parts.map(\.memory) : launch.reductions,
            to: &arguments)
        try self.launch(
            kernel, arguments, global: WorkSize(groups &* lanes), local: WorkSize(lanes),
            name: name)
        for (number, part) in parts.enumerated() {
            try combine(
                program.reductions[number], part.memory, into: launch.reductions[number],
                rows: program.rowCount, pieces: pieces)
        }
    }

    /// Combines the parts of each row of a reduction.
    private func combine(
        _ reduction: Program.Reduction, _ parts: UnsafeMutableRawPointer,
        into result: UnsafeMutableRawPointer, rows: Int, pieces: Int
    ) throws(SwndError) {
        let program = Program(
            space: .rows(length: pieces), count: rows &* pieces,
            inputs: [Self.input(reduction.type, rows &* pieces)],
            steps: [
                Self.load(reduction.type),
                Program.Step(
                    action: .reduce(reduction.kernel), text: nil, name: reduction.kernel.name,
                    type: reduction.type, operands: Few(0), isPerRow: true),
            ], outputs: [Program.Output(register: 1, buffer: 1, dtype: reduction.dtype)],
            reductions: [])
        var launch = ProgramLaunch(program)
        launch.inputs = [UnsafeRawPointer(parts)]
        launch.outputs = [result]
        launch.isInPlace = [false]
        try runRows(launch, pieces)
    }

    private static func input(_ type: ComputeType, _ count: Int) -> Program.Input {
        Program.Input(
            buffer: 0, layout: Layout(contiguous: Shape(vector: count) ?? .one), dtype: type.dtype)
    }

    private static func load(_ type: ComputeType) -> Program.Step {
        Program.Step(
            action: .load(input: 0, truth: false), text: nil, name: "load", type: type,
            operands: Few(), isPerRow: false)
    }

    private func runColumns(
        _ launch: ProgramLaunch, _ rows: Int, _ columns: Int
    ) throws(SwndError) {
        let shape = shape(ofColumns: columns)
        let piece = shape.rows &* 64
        let pieces = (rows &+ piece &- 1) / piece
        let isPartial = pieces > 1
        let plan = ProgramPlan(launch, shape, isPartial: isPartial, device.facts)
        let (program, name) = (launch.program, launch.program.name)
        guard let kernel = try kernel(plan, name) else { return try runOnHost(launch, name) }
        let planes = program.rowCount
        var parts: [DevicePart] = []
        for _ in isPartial ? program.reductions[...] : [] {
            parts.append(
                try DevicePart(pool, byteCount: planes &* pieces &* columns &* 8, for: name))
        }
        var arguments = Arguments()
        for count in [rows, columns, pieces, piece] {
            arguments.add(count: count, isLarge: plan.isLarge)
        }
        plan.add(
            launch, reductions: isPartial ? parts.map(\.memory) : launch.reductions,
            to: &arguments)
        let across = (columns &+ shape.lanes &- 1) / shape.lanes
        try self.launch(
            kernel, arguments, global: WorkSize(across &* shape.size, planes &* pieces),
            local: WorkSize(shape.size, 1), name: name)
        for (number, part) in parts.enumerated() {
            let reduction = program.reductions[number]
            let count = planes &* pieces &* columns
            var next = ProgramLaunch(
                Program(
                    space: .columns(rows: pieces, columns: columns), count: count,
                    inputs: [Self.input(reduction.type, count)],
                    steps: [Self.load(reduction.type)], outputs: [],
                    reductions: [
                        Program.Reduction(
                            kernel: reduction.kernel, register: 0, type: reduction.type,
                            buffer: 1, dtype: reduction.dtype)
                    ]))
            next.inputs = [UnsafeRawPointer(part.memory)]
            next.reductions = [launch.reductions[number]]
            try runColumns(next, pieces, columns)
        }
    }

    private func shape(ofColumns columns: Int) -> WorkShape {
        let largest = Self.powerOfTwo(upTo: Swift.min(device.facts.largestWorkGroup, 256))
        let lanes = Swift.min(columns >= 32 ? 32 : columns >= 16 ? 16 : 8, largest)
        return WorkShape(kind: .columns, lanes: lanes, rows: Swift.max(1, largest / lanes))
    }
}

/// Memory for parts of results, given back when nobody holds it any more.
final class DevicePart {
    let memory: UnsafeMutableRawPointer
    private let pool: DevicePool
    private let byteCount: Int

    /// - Parameter name: the operator that needs it, for the error where there is none left.
    init(_ pool: DevicePool, byteCount: Int, for name: String) throws(SwndError) {
        self.pool = pool
        self.byteCount = byteCount
        do throws(SwndError) {
            memory = try pool.allocate(byteCount: byteCount)
        } catch {
            throw SwndError(error.code, "\(name): \(error.message)")
        }
    }

    deinit { pool.release(memory, byteCount: byteCount) }
}

extension Program {
    /// The operators in it, for messages.
    var name: String {
        let names =
            steps.filter { step in
                switch step.action {
                case .pointwise, .reduce: true
                default: false
                }
            }.map(\.name) + reductions.map(\.kernel.name)
        return names.isEmpty ? "copy" : names.joined(separator: ", ")
    }
}
