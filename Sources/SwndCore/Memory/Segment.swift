/// A piece of memory from the system that blocks of several size classes are cut from, one after the other.
///
/// It lies at a multiple of its size, so the address of a block leads to it, and begins with this header. When no block of it
/// is in use, it can go back to the system: its blocks are then taken out of the free lists.
struct Segment {
    /// The blocks in use, and one more while the segment is the one that blocks are cut from.
    var useCount = 1
    /// The bytes that are cut off, from the start.
    var cut = 64
    /// The segment before it in the list of all.
    var next: UnsafeMutablePointer<Segment>?
    /// Whether it is on its way back to the system.
    var isLeaving = false

    static let smallByteCount = 2 << 20
    static let mediumByteCount = 16 << 20

    /// The bytes of a segment that blocks of a class are cut from.
    @inline(__always)
    static func byteCount(_ size: SizeClass) -> Int {
        size.source == .small ? smallByteCount : mediumByteCount
    }

    /// The segment that a block lies in.
    @inline(__always)
    static func of(
        _ block: UnsafeMutableRawPointer, _ size: SizeClass
    ) -> UnsafeMutablePointer<Segment> {
        let offset = Int(bitPattern: block) & (byteCount(size) &- 1)
        return (block - offset).assumingMemoryBound(to: Segment.self)
    }
}

/// The segments of one size, guarded by the pool's lock.
struct Segments {
    let byteCount: Int
    /// All segments.
    private(set) var first: UnsafeMutablePointer<Segment>?
    /// The one that blocks are cut from.
    private var current: UnsafeMutablePointer<Segment>?
    /// How many segments have no block in use.
    private(set) var emptyCount = 0
    /// The fewest that had none at any moment of this period: so many were not needed.
    var fewestEmpty = 0

    init(byteCount: Int) { self.byteCount = byteCount }

    /// A new block, or `nil` when a segment is needed for it.
    mutating func cut(_ byteCount: Int) -> UnsafeMutableRawPointer? {
        guard let current, current.pointee.cut + byteCount <= self.byteCount else { return nil }
        let block = UnsafeMutableRawPointer(current) + current.pointee.cut
        current.pointee.cut += byteCount
        current.pointee.useCount += 1
        return block
    }

    /// Adds a segment and cuts from it from now on.
    mutating func add(_ memory: UnsafeMutableRawPointer) {
        retireCurrent()
        let segment = memory.bindMemory(to: Segment.self, capacity: 1)
        segment.initialize(to: Segment(next: first))
        first = segment
        current = segment
    }

    /// Cuts no more from the current segment where nothing of it is in use; what is left of others would be lost.
    mutating func retireUnused() {
        if let current, current.pointee.useCount == 1 { retireCurrent() }
    }

    private mutating func retireCurrent() {
        if let current { leave(current) }
        current = nil
    }

    /// A block of the segment is in use.
    @inline(__always)
    mutating func enter(_ segment: UnsafeMutablePointer<Segment>) {
        segment.pointee.useCount &+= 1
        if segment.pointee.useCount == 1 {
            emptyCount &-= 1
            if emptyCount < fewestEmpty { fewestEmpty = emptyCount }
        }
    }

    /// A block of the segment is no longer in use.
    @inline(__always)
    mutating func leave(_ segment: UnsafeMutablePointer<Segment>) {
        segment.pointee.useCount &-= 1
        if segment.pointee.useCount == 0 { emptyCount &+= 1 }
    }

    /// Marks at most `count` empty segments as leaving and takes them out of the list. Result: a list of them.
    mutating func takeEmpty(_ count: Int) -> UnsafeMutablePointer<Segment>? {
        var kept: UnsafeMutablePointer<Segment>?
        var taken: UnsafeMutablePointer<Segment>?
        var left = count
        var rest = first
        while let segment = rest {
            rest = segment.pointee.next
            if segment.pointee.useCount == 0 && left > 0 {
                left -= 1
                emptyCount -= 1
                segment.pointee.isLeaving = true
                segment.pointee.next = taken
                taken = segment
            } else {
                segment.pointee.next = kept
                kept = segment
            }
        }
        first = kept
        fewestEmpty = min(fewestEmpty, emptyCount)
        return taken
    }
}
