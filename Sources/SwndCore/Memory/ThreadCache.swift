import CSystem
import Synchronization

/// A few free small blocks of each class that one thread keeps to itself: taking them and letting them go needs no lock, and
/// two threads of which one allocates what the other lets go meet only once for every eight blocks.
///
/// Blocks that are here count as in use in their segments, and as cached in the statistics.
struct ThreadCache: ~Copyable {
    /// The bytes that this thread took and let go, less one another, since the pool was last told. Other threads read it.
    private let balance = Atomic<Int>(0)
    /// The cache of another thread in the pool's list.
    var next: UnsafeMutablePointer<ThreadCache>?
    private let stacks: UnsafeMutablePointer<Stack>

    /// What the thread alone changes, apart from what others read: so a thread that takes a block holds nothing that another one
    /// looks at.
    private struct Own {
        /// The most that the balance was.
        var greatestBalance = 0
        /// The measurement of the peak that it belongs to.
        var measurement = 0
        /// Counts blocks that are let go.
        var clock = 0
    }

    /// It lies just before the stacks.
    private var own: UnsafeMutablePointer<Own> {
        @inline(__always)
        get { (UnsafeMutableRawPointer(stacks) - Self.ownSize).assumingMemoryBound(to: Own.self) }
    }

    private static let ownSize = 64

    /// The free blocks of a class; two cache lines.
    struct Stack {
        var count = 0
        var blocks = InlineArray<15, UnsafeMutableRawPointer?>(repeating: nil)

        /// How many blocks of a class are kept: at most 64 KiB.
        @inline(__always)
        static func room(_ size: SizeClass) -> Int { size.capacity <= 4096 ? 15 : 4 }
    }

    init() {
        let bytes = UnsafeMutableRawPointer.allocate(
            byteCount: Self.ownSize + SizeClass.smallCount * MemoryLayout<Stack>.stride,
            alignment: 64)
        bytes.bindMemory(to: Own.self, capacity: 1).initialize(to: Own())
        stacks = (bytes + Self.ownSize)
            .bindMemory(to: Stack.self, capacity: SizeClass.smallCount)
        stacks.initialize(repeating: Stack(), count: SizeClass.smallCount)
    }

    deinit { UnsafeMutableRawPointer(own).deallocate() }

    /// The cache of this thread, where it has one.
    @inline(__always)
    static var current: UnsafeMutablePointer<ThreadCache>? {
        csystem_thread_state().pointee.memory?.assumingMemoryBound(to: ThreadCache.self)
    }

    /// Whether it is time for ``MemoryPool/settle()``, after a block was put.
    @inline(__always)
    var isTime: Bool { own.pointee.clock & 63 == 0 }

    /// A block of a small class, now in use, or `nil`.
    @inline(__always)
    func take(_ size: SizeClass) -> UnsafeMutableRawPointer? {
        let stack = stacks + size.index
        let count = stack.pointee.count &- 1
        guard count >= 0 else { return nil }
        stack.pointee.count = count
        let sum = balance.load(ordering: .relaxed) &+ size.blockByteCount
        balance.store(sum, ordering: .relaxed)
        if sum > own.pointee.greatestBalance { own.pointee.greatestBalance = sum }
        return stack.pointee.blocks[unchecked: count]
    }

    /// Keeps a block that was in use; false when there is no room for it.
    @inline(__always)
    func put(_ block: UnsafeMutableRawPointer, _ size: SizeClass) -> Bool {
        let stack = stacks + size.index
        let count = stack.pointee.count
        guard count < Stack.room(size) else { return false }
        stack.pointee.blocks[unchecked: count] = block
        stack.pointee.count = count &+ 1
        own.pointee.clock &+= 1
        balance.store(
            balance.load(ordering: .relaxed) &- size.blockByteCount, ordering: .relaxed)
        return true
    }
}

// What is done under the lock of the pool.
extension ThreadCache {
    /// The bytes that the pool does not know about yet.
    var untold: Int { balance.load(ordering: .relaxed) }

    /// Tells the pool what was taken and let go.
    func tell(_ state: inout MemoryPool.State) {
        let sum = balance.load(ordering: .relaxed)
        // What this thread held before the measurement began is not part of it.
        let isMeasured = own.pointee.measurement == state.measurement
        let greatest = isMeasured ? own.pointee.greatestBalance : sum
        own.pointee.measurement = state.measurement
        state.peakBytesInUse = max(state.peakBytesInUse, state.bytesInUse &+ greatest)
        state.bytesInUse &+= sum
        state.cachedByteCount &-= sum
        balance.store(0, ordering: .relaxed)
        own.pointee.greatestBalance = 0
    }

    /// Fetches some free blocks of a class.
    func fill(_ size: SizeClass, _ state: inout MemoryPool.State) {
        let stack = stacks + size.index
        let wanted = (Stack.room(size) + 1) / 2
        while stack.pointee.count < wanted, let block = state.lists[size.index].pop() {
            state.small.enter(Segment.of(block, size))
            stack.pointee.blocks[stack.pointee.count] = block
            stack.pointee.count += 1
        }
    }

    /// Gives the free blocks of a class back to the pool until `kept` of them are left: those that were let go first.
    func empty(_ size: SizeClass, keeping kept: Int, _ state: inout MemoryPool.State) {
        let stack = stacks + size.index
        let surplus = stack.pointee.count - kept
        guard surplus > 0 else { return }
        for position in 0..<surplus {
            guard let block = stack.pointee.blocks[position] else { continue }
            state.lists[size.index].push(block)
            state.small.leave(Segment.of(block, size))
        }
        for position in 0..<kept {
            stack.pointee.blocks[position] = stack.pointee.blocks[position + surplus]
        }
        stack.pointee.count = kept
    }

    /// Gives everything back to the pool.
    func empty(_ state: inout MemoryPool.State) {
        tell(&state)
        for index in 0..<SizeClass.smallCount {
            empty(SizeClass(index: index), keeping: 0, &state)
        }
    }
}
