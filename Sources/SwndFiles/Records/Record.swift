/// Where one array lies in a file, and what it is: everything but its elements.
struct Record {
    /// The first words of a record. Any other first word is the number of axes of a record of the oldest version, V0.
    enum Magic {
        static let v1: UInt32 = 0xF993_FAC8
        static let v2: UInt32 = 0xF993_FAC9
        static let v3: UInt32 = 0xF993_FACA
    }

    /// Elements that lie side by side.
    struct Run {
        let type: ElementType
        let count: Int
        /// Where the first one is.
        let offset: Int
    }

    enum Content {
        /// Nothing: an array that was never given a shape.
        case none
        /// All elements, in C order.
        case dense(Run)
        /// Some rows, and which.
        case rowSparse(values: Run, rows: Run)
        /// Some elements of each row: where each row begins among them, and their columns.
        case csr(values: Run, starts: Run, columns: Run)
    }

    let shape: [Int]
    let content: Content
    /// Whether it can be read in two ways; see ``RecordParser/RankZero``.
    var isAmbiguous = false
}
