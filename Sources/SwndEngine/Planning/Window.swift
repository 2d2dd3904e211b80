import SwndCore
import SwndGraph

/// Nodes that wait to be executed, in the order of the calls that made them.
struct Window {
    /// A node and the storage that its result will lie in.
    struct Entry {
        let work: Work
        let name: String
        /// Emptied by the planner, so that nobody is held by a node that has been looked at.
        var inputs: Few<Value>
        let layout: Layout
        let dtype: DType
        let context: Context
        var storage: Storage
        let effort: Int
        /// Where it was called, if somebody wanted to know.
        let site: String?
    }

    /// The ticket of the first entry.
    private(set) var firstTicket: UInt64
    var entries: ContiguousArray<Entry> = []
    /// What the results take in memory: of those that came since the last ``dropUnneeded()`` all, of the others those that are held
    /// outside.
    var byteCount = 0
    /// How much there is to do.
    var effort = 0
    /// Whether there are nodes of a device.
    private(set) var isOfDevice = false

    init(firstTicket: UInt64) { self.firstTicket = firstTicket }

    var isEmpty: Bool { entries.isEmpty }

    /// Takes a node and gives its value.
    mutating func append(
        _ node: Node, effort: Int, site: String?, on device: (any DeviceMemory)? = nil
    ) -> Value {
        let layout = Layout(contiguous: node.shape)
        let storage = Storage(pending: node.shape.count &* node.dtype.byteCount, on: device)
        storage.ticket = firstTicket &+ UInt64(entries.count)
        entries.append(
            Entry(
                work: node.work, name: node.name, inputs: node.inputs, layout: layout,
                dtype: node.dtype, context: node.context, storage: storage, effort: effort,
                site: site))
        byteCount &+= storage.byteCount
        self.effort = self.effort &+ effort < 0 ? .max : self.effort &+ effort
        if device != nil { isOfDevice = true }
        return Value(
            layout: layout, dtype: node.dtype, context: node.context, storage: storage)
    }

    /// The window as it is, and an empty one in its place.
    mutating func take() -> Window {
        var taken = Window(firstTicket: firstTicket &+ UInt64(entries.count))
        swap(&self, &taken)
        return taken
    }
}
