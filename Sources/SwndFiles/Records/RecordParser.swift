import SwndCore

/// Reads what stands before the elements of a record, and goes over the elements.
struct RecordParser {
    /// What a record without axes is. Writers of different ages meant different things by it: no array at all, after which nothing
    /// follows, or an array of rank 0, which has a context, a dtype and one element.
    enum RankZero { case scalar, none }

    var cursor: Cursor

    init(_ source: any ByteSource) { cursor = Cursor(source) }

    /// The record that begins here.
    mutating func next(_ rankZero: RankZero) throws(SwndError) -> Record {
        let start = cursor.offset
        let magic = try cursor.next(UInt32.self, "the first word")
        switch magic {
        case Record.Magic.v2, Record.Magic.v3:
            return try modern(isV3: magic == Record.Magic.v3, rankZero)
        case Record.Magic.v1: return try old(try shape("the shape"), rankZero)
        default:
            guard magic <= 32 else {
                throw cursor.wrong(
                    at: start,
                    "\(subject) begins with \(hex(magic)): expected \(hex(Record.Magic.v1)),"
                        + " \(hex(Record.Magic.v2)) or \(hex(Record.Magic.v3)), or a number of axes"
                )
            }
            return try old(try shortShape(rank: Int(magic), at: start), rankZero)
        }
    }

    private var subject: String { "array \(cursor.array ?? 0)" }

    private func hex(_ word: UInt32) -> String { "0x" + String(word, radix: 16, uppercase: true) }

    /// V0 and V1, which are dense.
    private mutating func old(_ shape: [Int], _ rankZero: RankZero) throws(SwndError) -> Record {
        if shape.isEmpty { return try ambiguous(rankZero) }
        return Record(shape: shape, content: .dense(try dense(shape)))
    }

    private mutating func modern(isV3: Bool, _ rankZero: RankZero) throws(SwndError) -> Record {
        let start = cursor.offset
        let kind = try cursor.next(Int32.self, "the storage type")
        guard isV3 ? kind == 0 || kind == -1 : (-1...2).contains(kind) else {
            let known = isV3 ? "0 (dense)" : "0 (dense), 1 (row_sparse) or 2 (csr)"
            throw cursor.wrong(
                at: start, "the storage type of \(subject) is \(kind): expected \(known)")
        }
        let stored = kind > 0 ? try shape("the storage shape") : []
        let place = cursor.offset
        guard let shape = try knownShape(isV3: isV3) else {
            return Record(shape: [], content: .none)
        }
        if shape.isEmpty && !isV3 {
            return kind == 0 ? try ambiguous(rankZero) : Record(shape: [], content: .none)
        }
        switch kind {
        case 0: return Record(shape: shape, content: .dense(try dense(shape)))
        case 1: return try rowSparse(shape, stored, at: start)
        case 2: return try csr(shape, stored, at: start)
        default:
            throw cursor.wrong(
                at: place,
                "the shape of \(subject), which has no storage, is \(Shape.text(shape)):"
                    + " expected ()")
        }
    }

    private mutating func ambiguous(_ rankZero: RankZero) throws(SwndError) -> Record {
        let content: Record.Content = rankZero == .none ? .none : .dense(try dense([]))
        return Record(shape: [], content: content, isAmbiguous: true)
    }

    /// Context, dtype, elements.
    private mutating func dense(_ shape: [Int]) throws(SwndError) -> Record.Run {
        try context()
        return try run(try elementType("the dtype"), shape, "the elements")
    }

    private mutating func rowSparse(
        _ shape: [Int], _ stored: [Int], at start: Int
    ) throws(SwndError) -> Record {
        try context()
        let type = try elementType("the dtype")
        let rowType = try elementType("the dtype of the row numbers")
        let rowShape = try self.shape("the shape of the row numbers")
        guard rowShape.count == 1, rowType.isInteger else {
            throw cursor.wrong(
                at: start,
                "the row numbers of \(subject) are \(rowType) \(Shape.text(rowShape)):"
                    + " expected integers in one axis")
        }
        // The storage shape may have been written before the array had been computed: then it holds nothing, and the row
        // numbers tell.
        let expected = rowShape + shape.dropFirst()
        guard stored == expected || stored.contains(0) else {
            throw cursor.wrong(
                at: start,
                "the storage shape of \(subject) is \(Shape.text(stored)):"
                    + " expected \(Shape.text(expected))")
        }
        let values = try run(type, expected, "the elements")
        let rows = try run(rowType, rowShape, "the row numbers")
        return Record(shape: shape, content: .rowSparse(values: values, rows: rows))
    }

    private mutating func csr(
        _ shape: [Int], _ stored: [Int], at start: Int
    ) throws(SwndError) -> Record {
        guard shape.count == 2 else {
            throw cursor.wrong(
                at: start,
                "the shape of \(subject), which is csr, is \(Shape.text(shape)):"
                    + " expected two axes")
        }
        try context()
        let type = try elementType("the dtype")
        let startType = try elementType("the dtype of the row starts")
        let startShape = try self.shape("the shape of the row starts")
        let columnType = try elementType("the dtype of the column numbers")
        let columnShape = try self.shape("the shape of the column numbers")
        guard startShape.count == 1, columnShape.count == 1, startType.isInteger,
            columnType.isInteger
        else {
            throw cursor.wrong(
                at: start,
                "row starts and column numbers of \(subject) are \(startType)"
                    + " \(Shape.text(startShape)) and \(columnType) \(Shape.text(columnShape)):"
                    + " expected integers in one axis")
        }
        // As above: the column numbers tell.
        guard stored == columnShape || stored.contains(0) else {
            throw cursor.wrong(
                at: start,
                "the storage shape of \(subject) is \(Shape.text(stored)):"
                    + " expected \(Shape.text(columnShape))")
        }
        let values = try run(type, columnShape, "the elements")
        let starts = try run(startType, startShape, "the row starts")
        let columns = try run(columnType, columnShape, "the column numbers")
        return Record(
            shape: shape, content: .csr(values: values, starts: starts, columns: columns))
    }
}

// The parts that records are made of.
extension RecordParser {
    /// The device that the array was on, which is of no matter: arrays are read to the processor.
    private mutating func context() throws(SwndError) {
        let start = cursor.offset
        let device = try cursor.next(Int32.self, "the device")
        let index = try cursor.next(Int32.self, "the number of the device")
        guard Context.Device(rawValue: device) != nil, index >= 0 else {
            throw cursor.wrong(
                at: start,
                "the device of \(subject) is \(device), number \(index): expected"
                    + " 1 (cpu), 2 (gpu), 3 (cpu_pinned) or 5 (cpu_shared), and 0 or more")
        }
    }

    private mutating func elementType(_ what: String) throws(SwndError) -> ElementType {
        let start = cursor.offset
        let code = try cursor.next(Int32.self, "\(what)")
        guard let type = ElementType(rawValue: code) else {
            throw cursor.wrong(
                at: start, "\(what) of \(subject) is \(code): expected \(ElementType.listing)")
        }
        return type
    }

    /// A number of axes and their lengths.
    private mutating func shape(_ what: String) throws(SwndError) -> [Int] {
        let start = cursor.offset
        let rank = try cursor.next(Int32.self, "\(what)")
        return try lengths(rank: Int(rank), what, at: start)
    }

    /// The shape of an array; nothing where a V3 record says that it is not known.
    private mutating func knownShape(isV3: Bool) throws(SwndError) -> [Int]? {
        let start = cursor.offset
        let rank = try cursor.next(Int32.self, "the shape")
        if isV3 && rank == -1 { return nil }
        let shape = try lengths(rank: Int(rank), "the shape", at: start, least: isV3 ? -1 : 0)
        return shape.contains(-1) ? nil : shape
    }

    private mutating func lengths(
        rank: Int, _ what: String, at start: Int, least: Int = 0
    ) throws(SwndError) -> [Int] {
        try check(rank: rank, what, at: start)
        try cursor.need(8 * rank, "\(what)")
        var lengths: [Int] = []
        for axis in 0..<rank {
            let place = cursor.offset
            let length = try cursor.next(Int64.self, what)
            guard length >= least else {
                throw cursor.wrong(
                    at: place,
                    "axis \(axis) of \(what) of \(subject) is \(length):"
                        + " expected 0 or more")
            }
            lengths.append(Int(length))
        }
        return lengths
    }

    /// The shape of a V0 record, whose lengths have 32 bits.
    private mutating func shortShape(rank: Int, at start: Int) throws(SwndError) -> [Int] {
        try check(rank: rank, "the shape", at: start)
        try cursor.need(4 * rank, "the shape")
        var lengths: [Int] = []
        for _ in 0..<rank { lengths.append(Int(try cursor.next(UInt32.self, "the shape"))) }
        return lengths
    }

    private func check(rank: Int, _ what: String, at start: Int) throws(SwndError) {
        guard rank >= 0, rank <= Shape.maxRank else {
            throw cursor.wrong(
                at: start,
                "\(what) of \(subject) has \(rank) axes:"
                    + " expected 0 to \(Shape.maxRank)")
        }
    }

    /// Goes over elements.
    private mutating func run(
        _ type: ElementType, _ shape: [Int], _ what: String
    ) throws(SwndError) -> Record.Run {
        var count = shape.contains(0) ? 0 : 1
        for length in shape where count > 0 {
            let (product, overflow) = count.multipliedReportingOverflow(by: length)
            // The file has fewer bytes than this; compared below.
            count = overflow ? Int.max / 8 : min(product, Int.max / 8)
        }
        guard count * type.byteCount <= cursor.left else {
            throw cursor.wrong(
                "\(what) of \(subject), \(Shape.text(shape)) \(type), need more bytes than the"
                    + " \(cursor.left) that are left")
        }
        let offset = try cursor.skip(count * type.byteCount, what)
        return Record.Run(type: type, count: count, offset: offset)
    }
}
