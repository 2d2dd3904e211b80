import SwndCore

/// Reads where everything lies in a file: a header, the records, the names.
///
/// Records without axes can be read in two ways, and nothing in them says which is meant (``RecordParser/RankZero``). Such a file is
/// read as if they held an element, which is what MXNet 1.9.1 writes; where that leads into an error later on, the last one is tried
/// the other way, and so on. Reading that ends at the end of the file is preferred.
struct FileParser {
    struct Contents {
        var records: [Record] = []
        /// Nothing where arrays were saved without names.
        var names: [[UInt8]]?
    }

    static let magic: UInt64 = 0x112

    private let source: any ByteSource
    private var parser: RecordParser
    private var count = 0
    private var records: [Record] = []
    /// Where records begin that were read as if they held an element, and may hold none.
    private var choices: [Choice] = []
    /// What was tried both ways in vain.
    private var hopeless: Set<Choice> = []
    /// How many more records may be read before the search is given up.
    private var patience = 0
    private var deepest: (offset: Int, error: SwndError)?

    private struct Choice: Hashable {
        let position: Int
        let offset: Int
    }

    init(_ source: any ByteSource) {
        self.source = source
        parser = RecordParser(source)
    }

    /// Reads everything but the elements.
    mutating func contents() throws(SwndError) -> Contents {
        try header()
        let start = parser.cursor.offset
        patience = 16 * count + (1 << 16)
        if let contents = search(from: start, isExact: true) { return contents }
        if !hopeless.isEmpty, let contents = search(from: start, isExact: false) {
            return contents
        }
        throw deepest?.error ?? source.wrong(at: start, "the arrays make no sense")
    }

    private mutating func header() throws(SwndError) {
        let magic = try parser.cursor.next(UInt64.self, "the first word")
        guard magic == Self.magic else {
            throw source.wrong(
                at: 0,
                "the file begins with 0x\(String(magic, radix: 16)): expected"
                    + " 0x\(String(Self.magic, radix: 16)), with which files of arrays begin")
        }
        _ = try parser.cursor.next(UInt64.self, "the second word")
        let given = try parser.cursor.next(UInt64.self, "the number of arrays")
        // The smallest record is a word that says that there are no axes.
        guard given <= UInt64(parser.cursor.left / 4) else {
            throw source.wrong(
                at: 16,
                "the number of arrays is \(given): the \(parser.cursor.left) bytes that are"
                    + " left do not hold so many")
        }
        count = Int(given)
    }

    /// Reads records and names from a place; nothing where no way of reading leads to the end.
    private mutating func search(from start: Int, isExact: Bool) -> Contents? {
        parser.cursor.offset = start
        records = []
        choices = []
        hopeless = []
        var next = RecordParser.RankZero.scalar
        while true {
            do throws(SwndError) {
                try readRecords(&next)
                let names = try self.names()
                guard !isExact || parser.cursor.left == 0 || !records.contains(where: \.isAmbiguous)
                else { throw parser.cursor.wrong("\(parser.cursor.left) bytes are too many") }
                return Contents(records: records, names: names)
            } catch {
                note(error)
                guard patience > 0, let choice = choices.popLast() else { return nil }
                records.removeLast(records.count - choice.position)
                parser.cursor.offset = choice.offset
                next = .none
            }
        }
    }

    /// - Parameter first: how to read the first of them.
    private mutating func readRecords(_ first: inout RecordParser.RankZero) throws(SwndError) {
        while records.count < count {
            patience -= 1
            let choice = Choice(position: records.count, offset: parser.cursor.offset)
            parser.cursor.array = choice.position
            let rankZero = first
            first = .scalar
            if rankZero == .none { hopeless.insert(choice) }
            if rankZero == .scalar, hopeless.contains(choice) || patience < 0 {
                throw parser.cursor.wrong("array \(choice.position) makes no sense")
            }
            do throws(SwndError) {
                let record = try parser.next(rankZero)
                records.append(record)
                if record.isAmbiguous, rankZero == .scalar { choices.append(choice) }
            } catch {
                guard rankZero == .scalar, isRankZero(at: choice.offset) else { throw error }
                note(error)
                parser.cursor.offset = choice.offset
                first = .none
            }
        }
    }

    /// Whether the record that could not be read as if it held an element may hold none.
    private func isRankZero(at offset: Int) -> Bool {
        var attempt = parser
        attempt.cursor.offset = offset
        return (try? attempt.next(.none))?.isAmbiguous ?? false
    }

    /// Keeps the error of the reading that came furthest.
    private mutating func note(_ error: SwndError) {
        let offset = parser.cursor.offset
        if offset > deepest?.offset ?? -1 { deepest = (offset, error) }
    }

    private mutating func names() throws(SwndError) -> [[UInt8]]? {
        parser.cursor.array = nil
        let start = parser.cursor.offset
        let given = try parser.cursor.next(UInt64.self, "the number of names")
        guard given == 0 || given == UInt64(count) else {
            throw source.wrong(
                at: start,
                "the number of names is \(given): expected 0 or \(count), the number of"
                    + " arrays")
        }
        guard given > 0 else { return nil }
        var names: [[UInt8]] = []
        for position in 0..<count { names.append(try name(position)) }
        return names
    }

    private mutating func name(_ position: Int) throws(SwndError) -> [UInt8] {
        let start = parser.cursor.offset
        let length = try parser.cursor.next(UInt64.self, "the length of a name")
        guard length <= UInt64(parser.cursor.left) else {
            throw source.wrong(
                at: start,
                "the length of name \(position) is \(length): \(parser.cursor.left)"
                    + " bytes are left")
        }
        let place = try parser.cursor.skip(Int(length), "a name")
        var bytes = [UInt8](repeating: 0, count: Int(length))
        let copied = bytes.withUnsafeMutableBytes { target in
            Result { () throws(SwndError) in try source.copy(target, from: place) }
        }
        try copied.get()
        if let zero = bytes.firstIndex(of: 0) {
            throw source.wrong(at: place + zero, "name \(position) contains a zero byte")
        }
        return bytes
    }
}
