import SwndCore
import SwndGraph

/// Which places a backward pass comes by, in which order.
struct Route: ~Copyable {
    /// One of several results of an application, where the pass keeps its cotangent.
    struct Branching {
        let output: Int
        let position: Int
    }

    /// The nodes, newest first: their numbers, and their positions in the ledger.
    private(set) var nodes: [(number: UInt64, position: Int)] = []
    /// The positions of the leaves.
    private(set) var leaves: [Int] = []
    /// Whether some of what the heads came from was freed by a pass before.
    private(set) var isCut = false
    /// Whether a pass of another thread freed a node after this one had come by it: what the node led to is not known.
    private(set) var isTorn = false
    /// The branches that were met, by the position of their node.
    private var branchings: [Int: [Branching]] = [:]

    /// For each position whether it leads to a target; nothing where all are wanted.
    private var leading: [Bool]?
    private var targets: Set<Int> = []

    /// Finds all nodes and leaves behind the heads, which are in the ledger.
    mutating func collect(from ledger: inout Ledger) {
        nodes.reserveCapacity(16)
        var isSorted = true
        var position = 0
        // What an origin came from is entered after it, and looked at in its turn.
        while position < ledger.count {
            let origin = ledger.origin(at: position)
            if let node = origin as? TapeNode {
                if let last = nodes.last, last.number < node.number { isSorted = false }
                nodes.append((node.number, position))
                if let call = node.call { enter(call, &ledger) } else { isTorn = true }
            } else if origin is Leaf {
                leaves.append(position)
            } else if let branch = origin as? Branch {
                let node = ledger.position(of: branch.node)
                branchings[node, default: []].append(
                    Branching(output: branch.position, position: position))
            }
            position += 1
        }
        if !isSorted { nodes.sort { $0.number > $1.number } }
    }

    private mutating func enter(_ call: Call, _ ledger: inout Ledger) {
        for input in 0..<call.inputs.count {
            guard let origin = call.inputs[input].origin else { continue }
            if origin.isDifferentiable {
                _ = ledger.position(of: origin)
            } else if origin.isFreed {
                isCut = true
            }
        }
    }

    func branches(of position: Int) -> [Branching] {
        branchings.isEmpty ? [] : branchings[position] ?? []
    }

    // MARK: Towards targets only

    var isNarrow: Bool { leading != nil }

    func isTarget(_ position: Int) -> Bool { isNarrow && targets.contains(position) }

    /// Whether cotangents are wanted at a position.
    func leads(_ position: Int) -> Bool {
        guard let leading else { return true }
        return position < leading.count && leading[position]
    }

    /// Leaves out what does not lead to the targets, whose positions are given.
    mutating func narrow(to positions: [Int], in ledger: borrowing Ledger) {
        targets = Set(positions)
        var leading = [Bool](repeating: false, count: ledger.count)
        for position in positions { leading[position] = true }
        for (_, position) in nodes.reversed() {
            guard let node = ledger.origin(at: position) as? TapeNode else { continue }
            if let inputs = node.call?.inputs {
                for input in 0..<inputs.count where !leading[position] {
                    guard let origin = inputs[input].origin,
                        let from = ledger.knownPosition(of: origin)
                    else { continue }
                    leading[position] = leading[from]
                }
            } else {
                isTorn = true
            }
            // A node with several results stands behind its branches.
            for branch in branches(of: position) {
                if leading[position] { leading[branch.position] = true }
            }
        }
        self.leading = leading
    }
}
