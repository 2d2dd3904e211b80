import SwndCore
import SwndGraph
import SwndNumerics

extension DType {
    /// The type of elements in memory, in OpenCL C.
    var memoryType: String {
        switch self {
        case .float32: "float"
        case .float64: "double"
        case .float16: "half"
        case .uint8, .bool: "uchar"
        case .int8: "char"
        case .int32: "int"
        case .int64: "long"
        }
    }
}

extension ComputeType {
    /// The type's name in OpenCL C.
    var name: String { Expression.Kind.number(self).name }
}

/// What loads, stores and conversions mean: the same as on the processor, for every number.
enum Conversions {
    /// An element in memory, computed in the type of its dtype.
    static func load(_ array: String, _ place: String, _ dtype: DType) -> String {
        switch dtype {
        case .float16: "vload_half(\(place), \(array))"
        case .bool: "(int)(\(array)[\(place)] != 0)"
        case .uint8, .int8: "(int)\(array)[\(place)]"
        case .float32, .float64, .int32, .int64: "\(array)[\(place)]"
        }
    }

    /// The statement that stores a number as an element.
    static func store(
        _ number: String, _ type: ComputeType, in array: String, _ place: String, as dtype: DType
    ) -> String {
        guard dtype == .float16 else {
            return "\(array)[\(place)] = \(element(number, type, dtype));"
        }
        let real = type == .float32 || type == .float64 ? number : "(float)\(number)"
        return "vstore_half_rte(\(real), \(place), \(array));"
    }

    /// A number as an element of any dtype but float16.
    private static func element(_ number: String, _ type: ComputeType, _ dtype: DType) -> String {
        switch dtype {
        case .bool: "(uchar)(\(number) != 0)"
        case .uint8: "(uchar)\(integer(number, type))"
        case .int8: "(char)\(integer(number, type))"
        case .float32, .float64, .float16, .int32, .int64:
            converted(number, type, dtype.computeType)
        }
    }

    private static func integer(_ number: String, _ type: ComputeType) -> String {
        type == .int64 ? number : converted(number, type, .int32)
    }

    /// A number in another type. What an integer cannot hold becomes the least one.
    static func converted(_ number: String, _ from: ComputeType, _ to: ComputeType) -> String {
        if from == to { return number }
        switch (from, to) {
        case (.float32, .int32), (.float32, .int64), (.float64, .int32), (.float64, .int64):
            return "\(from.name)_to_\(to.name)(\(number))"
        default: return "(\(to.name))\(number)"
        }
    }

    /// A number as it is after having been stored as an element and read again.
    static func rounded(_ number: String, _ type: ComputeType, _ dtype: DType) -> String {
        if dtype == .float16 {
            let real = type == .float32 || type == .float64 ? type : .float32
            let half = "\(real.name)_through_half(\(converted(number, type, real)))"
            return converted(half, .float32, type)
        }
        let stored = element(number, type, dtype)
        let read = dtype == .uint8 || dtype == .int8 || dtype == .bool ? "(int)\(stored)" : stored
        return converted("(\(read))", dtype.computeType, type)
    }

    /// What every program begins with.
    static func prelude(usesDouble: Bool) -> String {
        (usesDouble ? "#pragma OPENCL EXTENSION cl_khr_fp64 : enable\n" : "")
            + "#pragma OPENCL FP_CONTRACT OFF\n" + single + (usesDouble ? double : "")
    }

    private static let single = """
        static int float_to_int(float x) {
            return x >= -0x1p31f && x < 0x1p31f ? (int)x : INT_MIN;
        }
        static long float_to_long(float x) {
            return x >= -0x1p63f && x < 0x1p63f ? (long)x : LONG_MIN;
        }
        static float float_through_half(float x) {
            ushort bits;
            vstore_half_rte(x, 0, (half *)&bits);
            return vload_half(0, (half *)&bits);
        }

        """

    private static let double = """
        static int double_to_int(double x) {
            return x > -0x1.00000002p31 && x < 0x1p31 ? (int)x : INT_MIN;
        }
        static long double_to_long(double x) {
            return x >= -0x1p63 && x < 0x1p63 ? (long)x : LONG_MIN;
        }
        static float double_through_half(double x) {
            ushort bits;
            vstore_half_rte(x, 0, (half *)&bits);
            return vload_half(0, (half *)&bits);
        }

        """
}
