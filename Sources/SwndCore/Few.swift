/// A short, fixed list: up to three elements lie in the structure itself, so that a call with one, two or three arrays needs no
/// memory for the list.
///
/// Fields of their own, not an enumeration of lists by length: reading one element must not copy, and so retain, the others.
public struct Few<Element> {
    @usableFromInline let a: Element?
    @usableFromInline let b: Element?
    @usableFromInline let c: Element?
    /// What comes after the third element.
    @usableFromInline let more: [Element]?
    /// The number of elements.
    public let count: Int

    /// No element.
    @inlinable public init() { (a, b, c, more, count) = (nil, nil, nil, nil, 0) }

    /// One element.
    @inlinable public init(_ a: Element) {
        self.a = a
        (b, c, more, count) = (nil, nil, nil, 1)
    }

    /// Two elements.
    @inlinable public init(_ a: Element, _ b: Element) {
        self.a = a
        self.b = b
        (c, more, count) = (nil, nil, 2)
    }

    /// Three elements.
    @inlinable public init(_ a: Element, _ b: Element, _ c: Element) {
        self.a = a
        self.b = b
        self.c = c
        (more, count) = (nil, 3)
    }

    /// The elements of an array.
    @inlinable public init(_ list: [Element]) {
        count = list.count
        a = list.count > 0 ? list[0] : nil
        b = list.count > 1 ? list[1] : nil
        c = list.count > 2 ? list[2] : nil
        more = list.count > 3 ? Array(list[3...]) : nil
    }

    /// The elements of a collection.
    @inlinable public init(_ elements: some Collection<Element>) { self.init(Array(elements)) }

    /// The results of a function of each element.
    @inlinable public func few<Result, Failure: Error>(
        _ transform: (Element) throws(Failure) -> Result
    ) throws(Failure) -> Few<Result> {
        switch count {
        case 0: return Few<Result>()
        case 1: return Few<Result>(try transform(self[0]))
        case 2: return Few<Result>(try transform(self[0]), try transform(self[1]))
        case 3:
            return Few<Result>(
                try transform(self[0]), try transform(self[1]), try transform(self[2]))
        default:
            var results: [Result] = []
            results.reserveCapacity(count)
            for position in 0..<count { results.append(try transform(self[position])) }
            return Few<Result>(results)
        }
    }
}

extension Few: RandomAccessCollection {
    /// Zero.
    @inlinable public var startIndex: Int { 0 }

    /// The number of elements.
    @inlinable public var endIndex: Int { count }

    /// An element; the position is below ``endIndex``.
    @inlinable public subscript(position: Int) -> Element {
        // Inlined, so that a use of one field of an element copies that field only.
        @inline(__always)
        get {
            switch position {
            case 0: a!
            case 1: b!
            case 2: c!
            default: more![position - 3]
            }
        }
    }
}

extension Few: Sendable where Element: Sendable {}

extension Few: ExpressibleByArrayLiteral {
    /// The elements of a literal.
    @inlinable @inline(__always)
    public init(arrayLiteral elements: Element...) { self.init(elements) }
}
