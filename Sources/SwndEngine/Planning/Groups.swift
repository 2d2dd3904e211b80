import SwndCore

/// Nodes that will share a launch, while it is being decided which.
///
/// Each group has a stage. What a group reads from memory was made in an earlier stage, so groups of one stage never wait for each
/// other, and joining them makes no cycle.
struct Groups {
    struct Group {
        var stage: Int
        /// Elements of the full space.
        let count: Int
        var space: Program.Space
        /// Whether the order of the elements is its own, so that only results for each row can be used in it again.
        var isReordered = false
        /// Whether it is a launch of other work, which nothing can join.
        var isClosed = false
        var size = 1
        /// The group that it was joined to, or its own number.
        var parent: Int
    }

    private(set) var all: ContiguousArray<Group> = []

    /// The most nodes in a launch: beyond it, a tile's registers no longer fit into the first cache.
    static let mostNodes = 48

    mutating func add(
        stage: Int, count: Int, space: Program.Space, isReordered: Bool = false,
        isClosed: Bool = false
    ) -> Int {
        all.append(
            Group(
                stage: stage, count: count, space: space, isReordered: isReordered,
                isClosed: isClosed, parent: all.count))
        return all.count - 1
    }

    mutating func find(_ number: Int) -> Int {
        var number = number
        while all[number].parent != number {
            all[number].parent = all[all[number].parent].parent
            number = all[number].parent
        }
        return number
    }

    /// Whether both can be walked in one way.
    func canJoin(_ a: Int, _ b: Int) -> Bool {
        if a == b { return true }
        let (one, other) = (all[a], all[b])
        return !one.isClosed && !other.isClosed && !one.isReordered && !other.isReordered
            && one.stage == other.stage && one.count == other.count
            && one.size &+ other.size <= Self.mostNodes
            && Self.joined(one.space, other.space) != nil
    }

    /// Joins two groups that can be, and gives the number of both.
    mutating func join(_ a: Int, _ b: Int) -> Int {
        guard a != b, let space = Self.joined(all[a].space, all[b].space) else { return a }
        all[b].parent = a
        all[a].size += all[b].size
        all[a].space = space
        return a
    }

    /// Whether one more node that walks its elements in a way fits into a group.
    func canTake(_ space: Program.Space, count: Int, stage: Int, in group: Int) -> Bool {
        let own = all[group]
        return !own.isClosed && !own.isReordered && own.stage == stage && own.count == count
            && own.size < Self.mostNodes && Self.joined(own.space, space) != nil
    }

    mutating func take(_ space: Program.Space, in group: Int) {
        all[group].size += 1
        if let joined = Self.joined(all[group].space, space) { all[group].space = joined }
    }

    /// One more node that works on results for each row.
    mutating func takePerRow(in group: Int) { all[group].size += 1 }

    /// The way in which both can be walked; nothing where there is none.
    private static func joined(_ a: Program.Space, _ b: Program.Space) -> Program.Space? {
        switch (a, b) {
        case (.flat, let other): other
        case (let other, .flat): other
        default: a == b ? a : nil
        }
    }
}
