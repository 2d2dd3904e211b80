import SwndCore

/// The types of elements in MXNet's files, by their codes: those that arrays can have, and others.
enum ElementType: Int32, CaseIterable {
    case float32 = 0
    case float64 = 1
    case float16 = 2
    case uint8 = 3
    case int32 = 4
    case int8 = 5
    case int64 = 6
    case bool = 7
    case int16 = 8
    case uint16 = 9
    case uint32 = 10
    case uint64 = 11
    case bfloat16 = 12

    init(_ dtype: DType) { self = ElementType(rawValue: dtype.rawValue).unsafelyUnwrapped }

    /// The size of an element in the file.
    var byteCount: Int {
        switch self {
        case .uint8, .int8, .bool: 1
        case .float16, .int16, .uint16, .bfloat16: 2
        case .float32, .int32, .uint32: 4
        case .float64, .int64, .uint64: 8
        }
    }

    /// The dtype that elements are read as: their own, or the smallest that holds all of their values.
    ///
    /// No dtype holds all values of uint64: they are read as int64 where they fit, else as float64.
    var dtype: DType {
        switch self {
        case .float32, .bfloat16: .float32
        case .float64: .float64
        case .float16: .float16
        case .uint8: .uint8
        case .int32, .int16, .uint16: .int32
        case .int8: .int8
        case .int64, .uint32, .uint64: .int64
        case .bool: .bool
        }
    }

    /// Whether arrays have this type.
    var isKept: Bool { DType(rawValue: rawValue) != nil }

    /// Whether positions can be written in it.
    var isInteger: Bool {
        switch self {
        case .float32, .float64, .float16, .bfloat16, .bool: false
        default: true
        }
    }

    /// All codes with their names, for messages.
    static var listing: String {
        allCases.map { "\($0.rawValue) (\($0))" }.joined(separator: ", ")
    }
}
