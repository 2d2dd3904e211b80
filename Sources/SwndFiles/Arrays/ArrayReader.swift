import Glibc
import SwndCore

/// Makes an array of a record: its elements in memory, in a dtype that arrays have, dense.
struct ArrayReader {
    let source: any ByteSource
    /// What the array is called in messages.
    let subject: String

    /// Elements in memory.
    struct Elements {
        var dtype: DType
        let storage: Storage
    }

    func array(_ record: Record) throws(SwndError) -> ArrayFile.Array? {
        let shape = try shape(record.shape)
        switch record.content {
        case .none: return nil
        case .dense(let run):
            return result(shape, try elements(run), run.type, kind: nil)
        case .rowSparse(let values, let rows):
            return result(
                shape, try dense(shape, values, rows: try integers(rows)), values.type,
                kind: "row_sparse")
        case .csr(let values, let starts, let columns):
            let places = try places(
                shape, starts: try integers(starts), columns: try integers(columns))
            return result(
                shape, try dense(shape, values, at: places, width: 1), values.type, kind: "csr")
        }
    }

    func wrong(_ text: String) -> SwndError {
        SwndError(.value, "\(source.name): \(subject): \(text)")
    }

    private func shape(_ lengths: [Int]) throws(SwndError) -> Shape {
        do throws(SwndError) {
            return try Shape(checking: lengths, name: "shape")
        } catch { throw wrong(error.message) }
    }

    func storage(_ byteCount: Int) throws(SwndError) -> Storage {
        do throws(SwndError) {
            return try Storage(byteCount: byteCount)
        } catch { throw SwndError(error.code, "\(source.name): \(subject): \(error.message)") }
    }

    private func result(
        _ shape: Shape, _ elements: Elements, _ type: ElementType, kind: String?
    ) -> ArrayFile.Array {
        var warnings: [String] = []
        if let kind { warnings.append("\(subject) is \(kind), it is read as a dense array") }
        if !type.isKept {
            let loss = type == .uint64 && elements.dtype == .float64 ? ", rounded" : ""
            warnings.append("\(subject) is \(type), it is read as \(elements.dtype)\(loss)")
        }
        return ArrayFile.Array(
            shape: shape, dtype: elements.dtype, storage: elements.storage,
            warnings: warnings.map { "\(source.name): \($0)" })
    }
}

// Elements as they lie in the file.
extension ArrayReader {
    /// The elements of a run, converted where arrays do not have their type.
    func elements(_ run: Record.Run) throws(SwndError) -> Elements {
        switch run.type {
        case .int16: return try converted(run, Int16.self) { Int32($0) }
        case .uint16: return try converted(run, UInt16.self) { Int32($0) }
        case .uint32: return try converted(run, UInt32.self) { Int64($0) }
        case .bfloat16:
            return try converted(run, UInt16.self) { Float(bitPattern: UInt32($0) << 16) }
        case .uint64: return try unsigned(run)
        case .bool:
            // Any byte but zero is true; in memory it is a one.
            return try converted(run, UInt8.self) { $0 == 0 ? UInt8(0) : 1 }
        default:
            let byteCount = run.count * run.type.byteCount
            let storage = try storage(byteCount)
            try source.copy(
                UnsafeMutableRawBufferPointer(start: storage.bytes, count: byteCount),
                from: run.offset)
            return Elements(dtype: run.type.dtype, storage: storage)
        }
    }

    private func converted<From: BitwiseCopyable, To: BitwiseCopyable>(
        _ run: Record.Run, _: From.Type, _ convert: (From) -> To
    ) throws(SwndError) -> Elements {
        let storage = try storage(run.count * MemoryLayout<To>.size)
        let target = storage.bytes.bindMemory(to: To.self, capacity: run.count)
        try forChunks(of: run, From.self) { first, values in
            for position in 0..<values.count {
                target[first + position] = convert(values[position])
            }
        }
        return Elements(dtype: run.type.dtype, storage: storage)
    }

    /// uint64 as int64 or, where a number does not fit, as float64.
    private func unsigned(_ run: Record.Run) throws(SwndError) -> Elements {
        let byteCount = run.count * 8
        let storage = try storage(byteCount)
        try source.copy(
            UnsafeMutableRawBufferPointer(start: storage.bytes, count: byteCount), from: run.offset)
        let numbers = UnsafeMutableRawBufferPointer(start: storage.bytes, count: byteCount)
        func number(_ position: Int) -> UInt64 {
            numbers.load(fromByteOffset: 8 * position, as: UInt64.self)
        }
        guard (0..<run.count).contains(where: { number($0) > UInt64(Int64.max) }) else {
            return Elements(dtype: .int64, storage: storage)
        }
        for position in 0..<run.count {
            numbers.storeBytes(
                of: Double(number(position)), toByteOffset: 8 * position, as: Double.self)
        }
        return Elements(dtype: .float64, storage: storage)
    }

    /// Reads a run in pieces that fit into the caches.
    private func forChunks<T: BitwiseCopyable>(
        of run: Record.Run, _: T.Type, _ body: (_ first: Int, UnsafeBufferPointer<T>) -> Void
    ) throws(SwndError) {
        let room = min(run.count, 1 << 14)
        let chunk = UnsafeMutableBufferPointer<T>.allocate(capacity: room)
        defer { chunk.deallocate() }
        var first = 0
        while first < run.count {
            let piece = UnsafeMutableBufferPointer(rebasing: chunk[..<min(room, run.count - first)])
            try source.copy(
                UnsafeMutableRawBufferPointer(piece),
                from: run.offset + first * MemoryLayout<T>.size)
            body(first, UnsafeBufferPointer(piece))
            first += piece.count
        }
    }
}
