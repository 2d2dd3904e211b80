import SwndCore
import SwndGraph
import SwndNumerics

/// Turns a window into a plan: decides what is needed, what runs together, and in which order.
///
/// In three passes: what is needed, from the end (``Liveness``); which nodes share a launch, from the beginning (``Groups``); and
/// the programs of the launches.
struct Planner {
    private let fuses: Bool
    /// Reasons for what was kept apart; nothing where nobody asks.
    private var remarks: [String]?
    private let entries: ContiguousArray<Window.Entry>
    private let live: Liveness
    private var groups = Groups()
    private var nodes: ContiguousArray<Node>
    /// The group that read a buffer last, so that others which read it too can join.
    private var lastReaders: ContiguousArray<Int32>

    /// What has been decided about a node.
    private struct Node {
        var group: Int32 = -1
        /// Whether its result has one element for each row of its group.
        var isPerRow = false
        /// Whether it is combined at the end of its group: nothing in the group can use it.
        var isAtEnd = false
        /// Whether it is the same number everywhere, which its readers write down for themselves.
        var isUniform = false
        /// Whether its result must be stored.
        var isStored = false
    }

    /// A plan for the nodes of a window.
    ///
    /// - Parameter explains: whether the plan says why operators do not share a launch.
    static func plan(_ window: consuming Window, fuses: Bool, explains: Bool = false) -> Plan {
        var window = window
        let live = Liveness(&window)
        var planner = Planner(fuses: fuses, entries: window.entries, live: live)
        if explains { planner.remarks = [] }
        // The window's own hold on the storages ends here: from now on the plan's is the only one.
        window.entries = []
        return planner.run()
    }

    private init(fuses: Bool, entries: ContiguousArray<Window.Entry>, live: Liveness) {
        self.fuses = fuses
        self.entries = entries
        self.live = live
        nodes = .init(repeating: Node(), count: entries.count)
        lastReaders = .init(repeating: -1, count: live.buffers.count)
    }

    private mutating func run() -> Plan {
        for number in entries.indices where live.facts[number].isNeeded { place(number) }
        let areUniform = ContiguousArray(nodes.map(\.isUniform))
        var plan = PlanWriter(entries: entries, live: live, areUniform: areUniform)
            .write(launches(), fuses: fuses)
        plan.remarks = remarks ?? []
        return plan
    }
}

/// Which nodes share a launch.
extension Planner {
    private mutating func place(_ number: Int) {
        let entry = entries[number]
        nodes[number].isStored = live.facts[number].isHeld
        guard entry.layout.shape.count > 0 else { return placeAlone(number) }
        switch entry.work {
        case .pointwise(let program, _):
            let areUniform = live.sources(of: number).allSatisfy {
                $0.buffer < entries.count && nodes[$0.buffer].isUniform
            }
            if areUniform, program.isUniformOfUniform {
                nodes[number].isUniform = true
                if nodes[number].isStored { materialize(number) }
            } else {
                placePointwise(number, entry.layout.shape)
            }
        case .reduction(_, let axes):
            placeReduction(number, axes)
        default:
            placeAlone(number)
        }
    }

    /// A launch of its own, whose inputs are all in memory.
    private mutating func placeAlone(_ number: Int) {
        var stage = 0
        for source in live.sources(of: number) { stage = Swift.max(stage, stored(source.buffer)) }
        nodes[number].group = Int32(
            groups.add(stage: stage, count: 0, space: .flat, isClosed: true))
        nodes[number].isStored = true
    }

    /// Makes sure that a buffer is stored, and gives the first stage that can read it.
    private mutating func stored(_ buffer: Int) -> Int {
        guard buffer < entries.count else { return 0 }
        nodes[buffer].isStored = true
        if nodes[buffer].isUniform { materialize(buffer) }
        return groups.all[groups.find(Int(nodes[buffer].group))].stage + 1
    }

    /// Gives a uniform node a launch that stores it.
    private mutating func materialize(_ number: Int) {
        nodes[number].isStored = true
        guard nodes[number].group < 0 else { return }
        nodes[number].group = Int32(
            groups.add(stage: 0, count: entries[number].layout.shape.count, space: .flat))
    }

    private mutating func placePointwise(_ number: Int, _ shape: Shape) {
        let sources = live.sources(of: number)
        var joined: [Int] = []
        var (stage, isFull) = (0, false)
        if fuses {
            // What can be read from registers, if its group is of the latest stage.
            var candidates: [(group: Int, isFull: Bool)] = []
            for source in sources where source.buffer < entries.count {
                let made = nodes[source.buffer]
                if made.isUniform { continue }
                let group = groups.find(Int(made.group))
                if let isFull = use(of: source, in: group, by: shape) {
                    candidates.append((group, isFull))
                    stage = Swift.max(stage, groups.all[group].stage)
                } else {
                    stage = Swift.max(stage, groups.all[group].stage + 1)
                    explain(number, source) { "from memory: \($0.whyNot(source, in: group))" }
                }
            }
            for (group, full) in candidates where groups.all[group].stage == stage {
                if !joined.contains(group) { joined.append(group) }
                isFull = isFull || full
            }
            if !canJoinAll(joined, isFull: isFull, count: shape.count, stage: stage) {
                stage += 1
                for source in sources where source.buffer < entries.count {
                    explain(number, source) { _ in "their launches cannot be joined" }
                }
                joined = []
            }
            if joined.isEmpty { isFull = true }
        }
        for source in sources where source.buffer < entries.count {
            if nodes[source.buffer].isUniform { continue }
            let group = groups.find(Int(nodes[source.buffer].group))
            if !joined.contains(group) { stage = Swift.max(stage, stored(source.buffer)) }
        }
        var group: Int
        if let first = joined.first {
            group = first
            for other in joined.dropFirst() { group = groups.join(group, other) }
        } else {
            group = relative(of: sources, .flat, count: shape.count, stage: stage) ?? -1
            if group < 0 { group = groups.add(stage: stage, count: shape.count, space: .flat) }
            isFull = true
        }
        if isFull { groups.take(.flat, in: group) } else { groups.takePerRow(in: group) }
        nodes[number].group = Int32(group)
        nodes[number].isPerRow = !isFull
        remember(sources, in: group)
    }

    /// Whether a node of a shape can use what a source's group has in a register, and if so, whether as an element of the full
    /// space (and not one for each row).
    private func use(of source: Plan.Source, in group: Int, by shape: Shape) -> Bool? {
        let made = nodes[source.buffer]
        let own = groups.all[group]
        guard !own.isClosed, !made.isAtEnd else { return nil }
        let count = entries[source.buffer].layout.shape.count
        let layout = source.layout.broadcast(to: shape)
        if made.isPerRow {
            if layout.isWhole(of: count) { return false }
            if case .rows(let length) = own.space, !own.isReordered,
                layout.spreads(rows: count, length: length)
            {
                return true
            }
            return nil
        }
        return layout.isWhole(of: count) ? true : nil
    }

    private mutating func explain(
        _ number: Int, _ source: Plan.Source, _ reason: (borrowing Planner) -> String
    ) {
        guard remarks != nil else { return }
        let text = reason(self)
        remarks?.append("\(entries[number].name) after \(entries[source.buffer].name): \(text)")
    }

    private func whyNot(_ source: Plan.Source, in group: Int) -> String {
        if groups.all[group].isClosed { return "not a program" }
        if nodes[source.buffer].isAtEnd { return "combined when all of its input is there" }
        return "in another order"
    }

    private func canJoinAll(_ joined: [Int], isFull: Bool, count: Int, stage: Int) -> Bool {
        for (position, group) in joined.enumerated() {
            let own = groups.all[group]
            if own.size >= Groups.mostNodes || (isFull && own.count != count) { return false }
            if isFull, !groups.canTake(.flat, count: count, stage: stage, in: group) {
                return false
            }
            for other in joined[..<position] where !groups.canJoin(group, other) { return false }
        }
        return true
    }

    /// A group of the stage that reads one of the sources as well.
    private mutating func relative(
        of sources: ArraySlice<Plan.Source>, _ space: Program.Space, count: Int, stage: Int
    ) -> Int? {
        guard fuses else { return nil }
        for source in sources where lastReaders[source.buffer] >= 0 {
            let group = groups.find(Int(lastReaders[source.buffer]))
            if groups.canTake(space, count: count, stage: stage, in: group) { return group }
        }
        return nil
    }

    private mutating func remember(_ sources: ArraySlice<Plan.Source>, in group: Int) {
        for source in sources { lastReaders[source.buffer] = Int32(group) }
    }

    private mutating func placeReduction(_ number: Int, _ axes: AxisSet) {
        let sources = live.sources(of: number)
        guard let source = sources.first, source.layout.shape.count > 0 else {
            return placeAlone(number)
        }
        let form = ReductionForm(source.layout, axes)
        let count = source.layout.shape.count
        var (group, stage) = (-1, 0)
        if source.buffer < entries.count, !nodes[source.buffer].isUniform {
            let made = nodes[source.buffer]
            let own = groups.find(Int(made.group))
            if fuses, !form.isReordered, !made.isAtEnd, !made.isPerRow,
                source.layout.isWhole(of: entries[source.buffer].layout.shape.count),
                groups.canTake(form.space, count: count, stage: groups.all[own].stage, in: own)
            {
                group = own
            } else {
                stage = stored(source.buffer)
                explain(number, source) { planner in
                    form.isReordered
                        ? "combined over axes that do not lie side by side"
                        : "walked as \(form.space), not as \(planner.groups.all[own].space)"
                }
            }
        }
        if group < 0, !form.isReordered {
            group = relative(of: sources, form.space, count: count, stage: stage) ?? -1
        }
        if group < 0 {
            group = groups.add(
                stage: stage, count: count, space: form.space, isReordered: form.isReordered)
        } else {
            groups.take(form.space, in: group)
        }
        nodes[number].group = Int32(group)
        if case .rows = form.space {
            nodes[number].isPerRow = true
        } else {
            nodes[number].isAtEnd = true
            nodes[number].isStored = true
        }
        remember(sources, in: group)
    }
}

/// The launches of the groups.
extension Planner {
    /// Nodes by launch, in an order in which each launch finds its inputs computed.
    private mutating func launches() -> [PlanWriter.Launch] {
        var members: [[Int]] = .init(repeating: [], count: groups.all.count)
        for number in nodes.indices where nodes[number].group >= 0 {
            members[groups.find(Int(nodes[number].group))].append(number)
        }
        var launches: [PlanWriter.Launch] = []
        let order = members.indices.filter { !members[$0].isEmpty }.sorted {
            let (a, b) = (groups.all[$0].stage, groups.all[$1].stage)
            return a == b ? members[$0][0] < members[$1][0] : a < b
        }
        for group in order {
            let own = groups.all[group]
            launches.append(
                PlanWriter.Launch(
                    space: own.isClosed ? nil : own.space, count: own.count,
                    members: members[group].map { number in
                        let node = nodes[number]
                        return PlanWriter.Member(
                            number: number, isPerRow: node.isPerRow, isAtEnd: node.isAtEnd,
                            isStored: node.isStored)
                    }))
        }
        return launches
    }
}
