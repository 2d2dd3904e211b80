import SwndCore
import SwndGraph
import SwndOperators

/// A Swift number that can be an element.
public protocol Element: BitwiseCopyable, Sendable {
    /// The dtype that elements of this type have.
    static var dtype: DType { get }
}

extension Float: Element {
    /// float32.
    public static var dtype: DType { .float32 }
}

extension Double: Element {
    /// float64.
    public static var dtype: DType { .float64 }
}

extension UInt8: Element {
    /// uint8.
    public static var dtype: DType { .uint8 }
}

extension Int8: Element {
    /// int8.
    public static var dtype: DType { .int8 }
}

extension Int32: Element {
    /// int32.
    public static var dtype: DType { .int32 }
}

extension Int64: Element {
    /// int64.
    public static var dtype: DType { .int64 }
}

extension Bool: Element {
    /// bool.
    public static var dtype: DType { .bool }
}

extension NDArray {
    /// A new array with these elements in C order; their number must fit the shape.
    public convenience init<T: Element>(
        _ elements: [T], shape: [Int]? = nil, context: Context = .cpu()
    ) throws(SwndError) {
        let lengths = shape ?? [elements.count]
        let known = try Shape(checking: lengths, name: "array: shape")
        guard known.count == elements.count else {
            throw SwndError(
                .value, "array: \(elements.count) elements do not fit shape \(known)")
        }
        let made = elements.withUnsafeBytes { bytes in
            Result { () throws(SwndError) in
                try Self.tensor(
                    copying: bytes.baseAddress, shape: lengths, dtype: T.dtype, context: context)
            }
        }
        self.init(try made.get())
    }

    /// The elements in C order as numbers of a Swift type, converted if need be.
    public func values<T: Element>(as type: T.Type = Float.self) throws(SwndError) -> [T] {
        let array = dtype == T.dtype ? self : try Self.applyOne(Op.cast, [self], [.dtype(T.dtype)])
        let size = array.count
        var failure: SwndError?
        let elements = [T](unsafeUninitializedCapacity: size) { buffer, count in
            guard let start = buffer.baseAddress else { return }
            do throws(SwndError) {
                try array.read(into: start, byteCount: size * MemoryLayout<T>.size)
                count = size
            } catch { failure = error }
        }
        if let failure { throw failure }
        return elements
    }

    /// The only element of an array of one.
    public func scalar<T: Element>(as type: T.Type = Float.self) throws(SwndError) -> T {
        guard count == 1, let value = try values(as: type).first else {
            throw SwndError(.value, "scalar: shape \(shape) has \(count) elements, not one")
        }
        return value
    }

    /// The elements that an index expression selects.
    ///
    ///     let row = try x[.at(1)]
    ///     let box = try x[.slice(from: 1, to: 3), .slice(from: 0, to: 2)]
    public subscript(_ items: Index...) -> NDArray {
        get throws(SwndError) { try indexed(items) }
    }
}

extension NDArray: CustomStringConvertible {
    /// What it is: `<NDArray 2x3 float32 @cpu(0)>`.
    public var description: String {
        "<NDArray \(shape.axes.map(String.init).joined(separator: "x")) \(dtype) @\(context)>"
    }
}
