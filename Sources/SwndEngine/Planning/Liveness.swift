import SwndCore
import SwndGraph

/// A window looked at from its end: which nodes anybody needs, and what each of them reads.
///
/// A node is needed when its storage is held outside of the window, by a handle or by the tape, or when a needed node reads it.
/// Going backwards, readers come before what they read, and each hands over its hold on its inputs; so a storage that is then
/// held once is held by the window alone.
struct Liveness {
    /// What is known of one node.
    struct Facts {
        var isNeeded = false
        /// Whether somebody outside of the window may want to see the result.
        var isHeld = false
        /// Its part of the sources.
        var firstSource = 0
        var sourceCount = 0
    }

    private(set) var facts: ContiguousArray<Facts>
    private(set) var sources: ContiguousArray<Plan.Source> = []
    /// One for each node, then one for each storage that was there before.
    private(set) var buffers: [Plan.Buffer]

    init(_ window: inout Window) {
        let count = window.entries.count
        facts = .init(repeating: Facts(), count: count)
        buffers = []
        buffers.reserveCapacity(count * 2)
        var hasReaders = ContiguousArray(repeating: false, count: count)
        var older: [Plan.Buffer] = []
        let first = window.firstTicket
        var number = count - 1
        while number >= 0 {
            let isHeld = !isKnownUniquelyReferenced(&window.entries[number].storage)
            let inputs = window.entries[number].inputs
            window.entries[number].inputs = Few()
            facts[number].isHeld = isHeld
            facts[number].firstSource = sources.count
            if isHeld || hasReaders[number] {
                facts[number].isNeeded = true
                let inputs = window.entries[number].work.read(of: inputs)
                facts[number].sourceCount = inputs.count
                for input in inputs {
                    let storage = input.storage
                    let buffer: Int
                    let ticket = storage.ticket &- first
                    if storage.isPending, ticket < UInt64(count),
                        window.entries[Int(ticket)].storage === storage
                    {
                        buffer = Int(ticket)
                        hasReaders[buffer] = true
                    } else {
                        let place = Int(storage.place)
                        if place >= 0, place < older.count, older[place].storage === storage {
                            buffer = count + place
                        } else {
                            storage.place = Int32(truncatingIfNeeded: older.count)
                            buffer = count + older.count
                            older.append(Plan.Buffer(storage: storage))
                        }
                    }
                    sources.append(
                        Plan.Source(
                            buffer: buffer, layout: input.layout, dtype: input.dtype,
                            context: input.context))
                }
            }
            number -= 1
        }
        for entry in window.entries {
            buffers.append(
                Plan.Buffer(
                    storage: entry.storage, shape: entry.layout.shape, dtype: entry.dtype))
        }
        buffers += older
    }

    func sources(of node: Int) -> ArraySlice<Plan.Source> {
        ArraySlice(
            sources[facts[node].firstSource..<facts[node].firstSource + facts[node].sourceCount])
    }
}

extension Work {
    /// The inputs that are read: of some, such as those of ones_like, only the shape matters.
    fileprivate func read(of inputs: Few<Value>) -> Few<Value> {
        if case .pointwise(let program, _) = self, program.inputCount == 0 { Few() } else { inputs }
    }
}
