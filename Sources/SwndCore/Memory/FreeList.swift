import Glibc

/// The free blocks of a size class: a stack of their addresses.
///
/// The addresses lie side by side, not in the blocks: a block that is let go is often out of the caches, and a link written
/// into it would wait for memory. The stack has room for every block that exists, so letting go never fails.
struct FreeList {
    private var blocks: UnsafeMutablePointer<UnsafeMutableRawPointer>?
    /// How many blocks are free.
    private(set) var count = 0
    /// The fewest that were free at any moment of this period: so many were not needed.
    var fewest = 0
    /// When it was last used, on the pool's clock; kept for mapped blocks only.
    var lastUse = 0
    private var blockCount = 0
    private var room = 0
    /// Makes the list as large as a cache line.
    private let filler = (0, 0)

    /// The block that was let go last.
    @inline(__always)
    mutating func pop() -> UnsafeMutableRawPointer? {
        guard count > 0, let blocks else { return nil }
        count &-= 1
        if count < fewest { fewest = count }
        return blocks[count]
    }

    @inline(__always)
    mutating func push(_ block: UnsafeMutableRawPointer) {
        guard let blocks else { return }
        blocks[count] = block
        count &+= 1
    }

    /// Makes room for one more block; false when there is no memory for it.
    mutating func admit() -> Bool {
        if blockCount == room {
            let larger = max(2 * room, 16)
            guard
                let memory = realloc(blocks, larger * MemoryLayout<UnsafeMutableRawPointer>.stride)
            else { return false }
            blocks = memory.assumingMemoryBound(to: UnsafeMutableRawPointer.self)
            room = larger
        }
        blockCount += 1
        return true
    }

    /// A block that was admitted could not be had, or has gone.
    mutating func dismiss() { blockCount -= 1 }

    /// Takes out the free block that was not used for longest.
    mutating func takeOldest() -> UnsafeMutableRawPointer? {
        guard count > 0, let blocks else { return nil }
        let oldest = blocks[0]
        count -= 1
        (blocks + 0).update(from: blocks + 1, count: count)
        fewest = min(fewest, count)
        dismiss()
        return oldest
    }

    /// Takes out the blocks for which `isLeaving` holds; tells how many.
    mutating func remove(where isLeaving: (UnsafeMutableRawPointer) -> Bool) -> Int {
        guard let blocks else { return 0 }
        var kept = 0
        for position in 0..<count where !isLeaving(blocks[position]) {
            blocks[kept] = blocks[position]
            kept += 1
        }
        let removed = count - kept
        count = kept
        blockCount -= removed
        fewest = min(fewest, count)
        return removed
    }

    /// Frees the stack itself.
    func destroy() { free(blocks) }
}
