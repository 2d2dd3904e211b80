import Synchronization

/// An atomic number with two cache lines to itself, so that neighbours are not slowed down by those
/// who write it.
struct Padded<Value: AtomicRepresentable>: ~Copyable {
    let value: Atomic<Value>
    private let padding: InlineArray<15, UInt64>

    init(_ value: consuming Value) {
        self.value = Atomic(value)
        padding = InlineArray(repeating: 0)
    }
}
