/// A short, fixed list: up to three elements lie in the structure itself, so that a call with one, two or three arrays needs no
/// memory for the list.
public struct Few<Element> {
    @usableFromInline enum Content {
        case none
        case one(Element)
        case two(Element, Element)
        case three(Element, Element, Element)
        case many([Element])
    }

    @usableFromInline let content: Content

    /// No element.
    @inlinable public init() { content = .none }

    /// One element.
    @inlinable public init(_ a: Element) { content = .one(a) }

    /// Two elements.
    @inlinable public init(_ a: Element, _ b: Element) { content = .two(a, b) }

    /// Three elements.
    @inlinable public init(_ a: Element, _ b: Element, _ c: Element) { content = .three(a, b, c) }

    /// The elements of a collection.
    @inlinable public init(_ elements: some Collection<Element>) {
        let list = Array(elements)
        switch list.count {
        case 0: content = .none
        case 1: content = .one(list[0])
        case 2: content = .two(list[0], list[1])
        case 3: content = .three(list[0], list[1], list[2])
        default: content = .many(list)
        }
    }

    /// The results of a function of each element.
    @inlinable public func few<Result, Failure: Error>(
        _ transform: (Element) throws(Failure) -> Result
    ) throws(Failure) -> Few<Result> {
        switch content {
        case .none: return Few<Result>()
        case .one(let a): return Few<Result>(try transform(a))
        case .two(let a, let b): return Few<Result>(try transform(a), try transform(b))
        case .three(let a, let b, let c):
            return Few<Result>(try transform(a), try transform(b), try transform(c))
        case .many(let list):
            var results: [Result] = []
            results.reserveCapacity(list.count)
            for element in list { results.append(try transform(element)) }
            return Few<Result>(results)
        }
    }
}

extension Few: RandomAccessCollection {
    /// Zero.
    @inlinable public var startIndex: Int { 0 }

    /// The number of elements.
    @inlinable public var endIndex: Int {
        switch content {
        case .none: 0
        case .one: 1
        case .two: 2
        case .three: 3
        case .many(let list): list.count
        }
    }

    /// An element; the position is below ``endIndex``.
    @inlinable public subscript(position: Int) -> Element {
        switch (content, position) {
        case (.one(let a), 0), (.two(let a, _), 0), (.three(let a, _, _), 0): a
        case (.two(_, let b), 1), (.three(_, let b, _), 1): b
        case (.three(_, _, let c), 2): c
        case (.many(let list), _): list[position]
        default: preconditionFailure("index out of range")
        }
    }
}

extension Few: Sendable where Element: Sendable {}
extension Few.Content: Sendable where Element: Sendable {}

extension Few: ExpressibleByArrayLiteral {
    /// The elements of a literal.
    public init(arrayLiteral elements: Element...) { self.init(elements) }
}
