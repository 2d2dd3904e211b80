/// The type of an array's elements. Raw values are those of MXNet's files.
public enum DType: Int32, Sendable, CaseIterable {
    /// Floating-point numbers of 32 bits.
    case float32 = 0
    /// Floating-point numbers of 64 bits.
    case float64 = 1
    /// Floating-point numbers of 16 bits; computed with in 32.
    case float16 = 2
    /// Integers from 0 to 255.
    case uint8 = 3
    /// Integers of 32 bits.
    case int32 = 4
    /// Integers from -128 to 127.
    case int8 = 5
    /// Integers of 64 bits.
    case int64 = 6
    /// False and true, in a byte each.
    case bool = 7

    /// Size of an element in bytes.
    public var byteCount: Int {
        switch self {
        case .uint8, .int8, .bool: 1
        case .float16: 2
        case .float32, .int32: 4
        case .float64, .int64: 8
        }
    }

    /// Whether elements are floating-point numbers.
    public var isFloating: Bool {
        switch self {
        case .float16, .float32, .float64: true
        case .uint8, .int8, .int32, .int64, .bool: false
        }
    }

    /// NumPy's name of the type.
    public var name: String { String(describing: self) }
}

extension DType: CustomStringConvertible {
    /// NumPy's name of the type.
    public var description: String {
        switch self {
        case .float32: "float32"
        case .float64: "float64"
        case .float16: "float16"
        case .uint8: "uint8"
        case .int32: "int32"
        case .int8: "int8"
        case .int64: "int64"
        case .bool: "bool"
        }
    }
}
