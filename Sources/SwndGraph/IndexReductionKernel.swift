import SwndNumerics

/// Finds the index of the first best element, compiled for each compute type.
public final class IndexReductionKernel: Sendable {
    /// The functions of one compute type: see ``Tile`` for why they are in a structure.
    public struct Functions: Sendable {
        /// The index of the first best of `count` consecutive scalars, at least one.
        public typealias Search =
            @Sendable (_ source: UnsafeRawPointer, _ count: Int) -> Int

        /// Goes through `rows` rows, which lie `stride` bytes apart, and keeps in each of `count` columns the best element and the
        /// number of its row, an integer as wide as the scalars. The first row has the number `first`; number 0 starts
        /// anew, others go on with what is there. Works on whole vectors, as tiles do.
        public typealias Columns =
            @Sendable (
                _ source: UnsafeRawPointer, _ stride: Int, _ rows: Int, _ first: Int,
                _ best: UnsafeMutableRawPointer, _ numbers: UnsafeMutableRawPointer, _ count: Int
            ) -> Void

        public let search: Search
        public let columns: Columns

        public init(search: @escaping Search, columns: @escaping Columns) {
            self.search = search
            self.columns = columns
        }
    }

    public let name: String
    private let functions: [Functions]
    /// The better one of two elements, for other devices; nothing where that has no text.
    public let text: BodyText?

    /// - Parameter functions: by raw value of ``ComputeType``.
    public init(_ name: String, functions: [Functions], text: BodyText? = nil) {
        self.name = name
        self.functions = functions
        self.text = text
    }

    public func functions(_ type: ComputeType) -> Functions { functions[Int(type.rawValue)] }
}
