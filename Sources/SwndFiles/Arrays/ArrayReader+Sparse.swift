import Glibc
import SwndCore

// Dense arrays of sparse records.
extension ArrayReader {
    /// The numbers of a run of integers. There are as many as the file has bytes at most.
    func integers(_ run: Record.Run) throws(SwndError) -> [Int] {
        let elements = try elements(run)
        let bytes = UnsafeRawPointer(elements.storage.bytes)
        func numbers<T: FixedWidthInteger & BitwiseCopyable>(_: T.Type) -> [Int] {
            (0..<run.count).map {
                Int(clamping: bytes.load(fromByteOffset: $0 * MemoryLayout<T>.size, as: T.self))
            }
        }
        switch elements.dtype {
        case .uint8: return numbers(UInt8.self)
        case .int8: return numbers(Int8.self)
        case .int32: return numbers(Int32.self)
        case .int64: return numbers(Int64.self)
        default: throw wrong("positions are \(run.type) and too large for int64")
        }
    }

    /// The rows of a row_sparse array among rows of zeros.
    func dense(
        _ shape: Shape, _ values: Record.Run, rows: [Int]
    ) throws(SwndError) -> Elements {
        let width = rows.isEmpty ? 0 : values.count / rows.count
        for (position, row) in rows.enumerated() where row < 0 || row >= shape[0] {
            throw wrong(
                "row number \(position) is \(row): expected 0 to \(shape[0] - 1) for shape \(shape)"
            )
        }
        return try dense(shape, values, at: rows.map { $0 * width }, width: width)
    }

    /// Where in the dense array the elements of a csr array are.
    func places(_ shape: Shape, starts: [Int], columns: [Int]) throws(SwndError) -> [Int] {
        // An array of zeros may have been saved without row starts.
        if starts.isEmpty && columns.isEmpty { return [] }
        let (rows, width) = (shape[0], shape[1])
        guard starts.count - 1 == rows, starts.first == 0, starts.last == columns.count else {
            throw wrong(
                "there are \(starts.count) row starts, from \(starts.first ?? 0) to"
                    + " \(starts.last ?? 0): expected one more than the \(rows) rows, from 0 to"
                    + " \(columns.count)")
        }
        var places: [Int] = []
        places.reserveCapacity(columns.count)
        for row in 0..<rows {
            guard starts[row] <= starts[row + 1], starts[row + 1] <= columns.count else {
                throw wrong("row \(row) begins at \(starts[row]) and ends at \(starts[row + 1])")
            }
            for position in starts[row]..<starts[row + 1] {
                let column = columns[position]
                guard column >= 0, column < width else {
                    throw wrong(
                        "column number \(position) is \(column): expected 0 to \(width - 1) for"
                            + " shape \(shape)")
                }
                places.append(row * width + column)
            }
        }
        return places
    }

    /// Zeros, with runs of `width` elements at some places.
    func dense(
        _ shape: Shape, _ values: Record.Run, at places: [Int], width: Int
    ) throws(SwndError) -> Elements {
        let elements = try elements(values)
        let size = elements.dtype.byteCount
        let storage = try storage(shape.count * size)
        memset(storage.bytes, 0, shape.count * size)
        for (position, place) in places.enumerated() {
            storage.bytes.advanced(by: place * size).copyMemory(
                from: elements.storage.bytes.advanced(by: position * width * size),
                byteCount: width * size)
        }
        return Elements(dtype: elements.dtype, storage: storage)
    }
}
