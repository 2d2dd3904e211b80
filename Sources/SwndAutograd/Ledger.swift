import SwndCore
import SwndGraph
import SwndOperators
import Synchronization

/// What a backward pass knows about the places on the tape that it comes by: for each the sum of the cotangents so far.
struct Ledger: ~Copyable {
    private struct Entry {
        let origin: Origin
        var cotangent: Tensor?
        var parts: Parts?
    }

    private var entries: [Entry] = []

    /// The number of this pass if it notes positions in the origins themselves, else nothing: one pass at a time can. Others, of other
    /// threads over the same graph perhaps, keep a table.
    private let pass: UInt64?
    private var positions: [ObjectIdentifier: Int] = [:]

    private static let isTaken = Atomic<Bool>(false)
    /// Used by whoever has taken the marks.
    nonisolated(unsafe) private static var lastPass: UInt64 = 0

    init() {
        entries.reserveCapacity(16)
        guard !Self.isTaken.exchange(true, ordering: .acquiring) else {
            pass = nil
            return
        }
        Self.lastPass += 1
        pass = Self.lastPass
    }

    deinit {
        if pass != nil { Self.isTaken.store(false, ordering: .releasing) }
    }

    var count: Int { entries.count }

    func origin(at position: Int) -> Origin { entries[position].origin }

    /// Where an origin stands; it is entered if it is new.
    mutating func position(of origin: Origin) -> Int {
        if let pass {
            if origin.mark.pass == pass { return origin.mark.position }
            origin.mark = (pass, entries.count)
        } else {
            if let position = positions[ObjectIdentifier(origin)] { return position }
            positions[ObjectIdentifier(origin)] = entries.count
        }
        entries.append(Entry(origin: origin))
        return entries.count - 1
    }

    /// Where an origin stands, if it was entered.
    func knownPosition(of origin: Origin) -> Int? {
        guard let pass else { return positions[ObjectIdentifier(origin)] }
        return origin.mark.pass == pass ? origin.mark.position : nil
    }

    /// Adds a cotangent.
    mutating func add(_ cotangent: Tensor, at position: Int) throws(SwndError) {
        guard let sum = entries[position].cotangent else {
            entries[position].cotangent = cotangent
            return
        }
        entries[position].cotangent = nil
        entries[position].cotangent = try Op.add.broadcast.applyOne(sum, cotangent)
    }

    /// Adds a cotangent of part of the value.
    mutating func add(
        _ cotangent: Tensor, in slices: [Layout.Slice], of value: Value, at position: Int
    ) {
        if entries[position].parts == nil { entries[position].parts = Parts(of: value) }
        entries[position].parts?.add(cotangent, in: slices)
    }

    /// The sum of all cotangents, which stays here.
    mutating func sum(_ position: Int) throws(SwndError) -> Tensor? {
        if let parts = entries[position].parts {
            entries[position].parts = nil
            for sum in try parts.sums() { try add(sum, at: position) }
        }
        return entries[position].cotangent
    }

    /// The sum of all cotangents, which then is no longer here.
    mutating func take(_ position: Int) throws(SwndError) -> Tensor? {
        guard let sum = try sum(position) else { return nil }
        entries[position].cotangent = nil
        return sum
    }
}

/// Cotangents of parts of a value, in groups whose parts do not overlap: each group becomes an array with one launch.
private struct Parts {
    /// The most parts of a group: each part is compared with all others of its group.
    private static let mostParts = 64

    private struct Group {
        var cotangents: [Tensor] = []
        var boxes: [[Layout.Slice]] = []
    }

    private let value: Value
    private var groups: [Group] = []

    init(of value: Value) { self.value = value }

    mutating func add(_ cotangent: Tensor, in box: [Layout.Slice]) {
        if !fits(box) { groups.append(Group()) }
        groups[groups.count - 1].cotangents.append(cotangent)
        groups[groups.count - 1].boxes.append(box)
    }

    /// Whether there is a last group with room for a box.
    private func fits(_ box: [Layout.Slice]) -> Bool {
        guard let last = groups.last, last.boxes.count < Self.mostParts else { return false }
        for other in last.boxes {
            var isApart = false
            for axis in box.indices where axis < other.count && box[axis].isApart(from: other[axis])
            {
                isApart = true
            }
            if !isApart { return false }
        }
        return true
    }

    func sums() throws(SwndError) -> [Tensor] {
        let whole = Layout(contiguous: value.layout.shape)
        var sums: [Tensor] = []
        for group in groups {
            sums.append(
                try Op.assembled(
                    group.cotangents, at: group.boxes.compactMap(whole.sliced), like: value))
        }
        return sums
    }
}
