import SwndCore
import SwndGraph

/// What waits to be executed behind a value, as a graph in the DOT language.
struct PendingGraph {
    private var lines: [String] = []
    private var names: [ObjectIdentifier: String] = [:]

    /// - Parameter windows: all that waits, oldest first.
    static func text(of value: Value, _ windows: [Window]) -> String {
        var graph = PendingGraph()
        var makers: [ObjectIdentifier: Window.Entry] = [:]
        for window in windows {
            for entry in window.entries { makers[ObjectIdentifier(entry.storage)] = entry }
        }
        graph.add(value.storage, makers, ofComputed: value)
        return "digraph {\n    rankdir=TB\n    node [shape=box, fontname=\"sans-serif\"]\n"
            + graph.lines.map { "    \($0)\n" }.joined() + "}\n"
    }

    /// Goes back from a storage with a list of its own: graphs may be deep.
    private mutating func add(
        _ storage: Storage, _ makers: [ObjectIdentifier: Window.Entry], ofComputed value: Value
    ) {
        var waiting = [storage]
        if makers[ObjectIdentifier(storage)] == nil { computed(storage, value) }
        while let next = waiting.popLast() {
            guard let entry = makers[ObjectIdentifier(next)], names[ObjectIdentifier(next)] == nil
            else { continue }
            let name = self.name(of: next)
            lines.append(
                "\(name) [label=\"\(entry.name)\\n\(entry.layout.shape) \(entry.dtype)\"]")
            for input in entry.inputs {
                if makers[ObjectIdentifier(input.storage)] == nil {
                    computed(input.storage, input)
                } else {
                    waiting.append(input.storage)
                }
                edges.append((input.storage, next))
            }
        }
        for (from, to) in edges { lines.append("\(name(of: from)) -> \(name(of: to))") }
    }

    private var edges: [(Storage, Storage)] = []

    private mutating func computed(_ storage: Storage, _ value: Value) {
        guard names[ObjectIdentifier(storage)] == nil else { return }
        lines.append(
            "\(name(of: storage)) [label=\"\(value.layout.shape) \(value.dtype)\", style=rounded]")
    }

    private mutating func name(of storage: Storage) -> String {
        let key = ObjectIdentifier(storage)
        if let name = names[key] { return name }
        names[key] = "n\(names.count)"
        return "n\(names.count - 1)"
    }
}
