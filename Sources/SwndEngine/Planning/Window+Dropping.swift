import SwndCore
import SwndGraph

// At its bound, a window is looked at from its end: readers go before what they read.
extension Window {
    /// An input while nobody is held by it.
    private enum Input {
        /// Of a node before the window.
        case older(Value)
        /// Of a node of the window, and how it is looked at.
        case inner(Int, Layout, DType, Context, isTruth: Bool)
    }

    /// Drops the nodes that nobody needs, so that what is never read neither fills windows nor is computed. Bytes are counted anew:
    /// what goes from node to node and is held by nobody else lies in memory for a short while, or never, where nodes share a
    /// launch. The newest node and what it reads do not count, since the caller holds them until the call ends, whatever comes of them.
    mutating func dropUnneeded() {
        let inputs = letGoOfInputs()
        var isRead = ContiguousArray(repeating: false, count: entries.count)
        var isNeeded = isRead
        let inHand = inHand(inputs)
        (byteCount, effort) = (0, 0)
        for number in entries.indices.reversed() {
            let isHeld = !isKnownUniquelyReferenced(&entries[number].storage)
            guard isHeld || isRead[number] else { continue }
            isNeeded[number] = true
            for input in inputs[number] {
                if case .inner(let source, _, _, _, _) = input { isRead[source] = true }
            }
            effort = effort &+ entries[number].effort < 0 ? .max : effort &+ entries[number].effort
            if isHeld, !inHand.contains(number) {
                byteCount &+= entries[number].storage.byteCount
            }
        }
        keep(isNeeded, inputs)
    }

    /// The newest node and those that it reads.
    private func inHand(_ inputs: ContiguousArray<Few<Input>>) -> Set<Int> {
        guard let newest = inputs.indices.last else { return [] }
        var numbers: Set = [newest]
        for input in inputs[newest] {
            if case .inner(let source, _, _, _, _) = input { numbers.insert(source) }
        }
        return numbers
    }

    /// Takes the inputs out of the entries. A storage that is then held once is held by the window alone.
    private mutating func letGoOfInputs() -> ContiguousArray<Few<Input>> {
        var all: ContiguousArray<Few<Input>> = []
        all.reserveCapacity(entries.count)
        for number in entries.indices {
            all.append(entries[number].inputs.few { input in self.input(input) })
            entries[number].inputs = Few()
        }
        return all
    }

    private func input(_ value: Value) -> Input {
        let storage = value.storage
        let number = storage.ticket &- firstTicket
        guard storage.isPending, number < UInt64(entries.count),
            entries[Int(number)].storage === storage
        else { return .older(value) }
        return .inner(
            Int(number), value.layout, value.dtype, value.context, isTruth: value.isTruth)
    }

    /// Keeps some of the entries, and gives them their inputs back.
    private mutating func keep(
        _ isNeeded: ContiguousArray<Bool>, _ inputs: ContiguousArray<Few<Input>>
    ) {
        let all = entries
        entries.removeAll(keepingCapacity: true)
        for (number, entry) in all.enumerated() where isNeeded[number] {
            entry.storage.ticket = firstTicket &+ UInt64(entries.count)
            entries.append(entry)
            entries[entries.count - 1].inputs = inputs[number].few { input in
                switch input {
                case .older(let value): value
                case .inner(let source, let layout, let dtype, let context, let isTruth):
                    Value(
                        layout: layout, dtype: dtype, context: context,
                        storage: all[source].storage, isTruth: isTruth)
                }
            }
        }
    }
}
