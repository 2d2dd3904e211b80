/// What is moved while sorting: a key, with the place of its element or without.
protocol SortItem: BitwiseCopyable, Sendable {
    associatedtype Key: SortWord

    init(key: Key, index: Int)
    var key: Key { get }
    var index: Int { get }

    /// Some bits of the key, from `shift` on.
    func digit(_ shift: Key, _ mask: Key) -> Int
}

/// An item that networks sort, by key and then by place.
protocol NetworkItem: SortItem {
    associatedtype Column: NetworkColumn

    /// Writes it into the lane of a column.
    func put(_ column: UnsafeMutablePointer<Column>, _ lane: Int)
    /// Reads it from the lane of a column.
    init(_ column: UnsafeMutablePointer<Column>, _ lane: Int)
}

/// An item that is a single word, which orders as the key does, and equal keys as their places do.
protocol WordItem: NetworkItem where Column == Word.Lanes {
    associatedtype Word: SortWord

    var word: Word { get }
    init(word: Word)
}

extension WordItem {
    @inline(__always)
    func put(_ column: UnsafeMutablePointer<Column>, _ lane: Int) {
        UnsafeMutableRawPointer(column).assumingMemoryBound(to: Word.self)[lane] = word
    }
    @inline(__always)
    init(_ column: UnsafeMutablePointer<Column>, _ lane: Int) {
        self.init(word: UnsafeMutableRawPointer(column).assumingMemoryBound(to: Word.self)[lane])
    }
}

/// A key alone.
struct BareItem<Key: SortWord>: WordItem {
    let key: Key

    @inline(__always)
    init(key: Key, index: Int) { self.key = key }
    @inline(__always)
    init(word: Key) { key = word }
    @inline(__always)
    var word: Key { key }
    @inline(__always)
    var index: Int { 0 }
    @inline(__always)
    func digit(_ shift: Key, _ mask: Key) -> Int {
        Int(truncatingIfNeeded: (key &>> shift) & mask)
    }
}

/// A key of 32 bits and a place below 2 to the power of 32, in one word.
struct PackedItem: WordItem {
    let word: UInt64

    @inline(__always)
    init(word: UInt64) { self.word = word }
    @inline(__always)
    init(key: UInt32, index: Int) {
        word = UInt64(key) &<< 32 | UInt64(UInt32(truncatingIfNeeded: index))
    }
    @inline(__always)
    var key: UInt32 { UInt32(truncatingIfNeeded: word &>> 32) }
    @inline(__always)
    var index: Int { Int(UInt32(truncatingIfNeeded: word)) }
    @inline(__always)
    func digit(_ shift: UInt32, _ mask: UInt32) -> Int {
        Int(truncatingIfNeeded: (word &>> (UInt64(shift) &+ 32)) & UInt64(mask))
    }
}

/// Any key and any place.
struct WideItem<Key: SortWord>: SortItem {
    let key: Key
    let index: Int

    @inline(__always)
    init(key: Key, index: Int) {
        self.key = key
        self.index = index
    }
    @inline(__always)
    func digit(_ shift: Key, _ mask: Key) -> Int {
        Int(truncatingIfNeeded: (key &>> shift) & mask)
    }
}

extension WideItem: NetworkItem where Key == UInt64 {
    typealias Column = PairColumn

    @inline(__always)
    func put(_ column: UnsafeMutablePointer<Column>, _ lane: Int) {
        let words = UnsafeMutableRawPointer(column).assumingMemoryBound(to: UInt64.self)
        words[lane] = key
        words[lane &+ PairColumn.laneCount] = UInt64(truncatingIfNeeded: index)
    }
    @inline(__always)
    init(_ column: UnsafeMutablePointer<Column>, _ lane: Int) {
        let words = UnsafeMutableRawPointer(column).assumingMemoryBound(to: UInt64.self)
        self.init(
            key: words[lane], index: Int(truncatingIfNeeded: words[lane &+ PairColumn.laneCount]))
    }
}
