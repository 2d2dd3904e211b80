import CSwnd
import SwndCore
import SwndGraph

/// Makes attributes of C arguments. What C cannot say stands for "not given", which is the parameter's default, or an error
/// where there is none. Parameters are named by position, since their names are needed for errors only.
struct GivenParameters {
    private let op: Operator

    /// More elements than any list of shapes, axes or steps has: what is more is no count but garbage.
    private static let mostIntegers = 1024

    init(_ op: Operator) { self.op = op }

    func int(_ position: Int, _ value: Int64) throws(SwndError) -> Attribute {
        guard value == .min else { return .int(Int(value)) }
        return parameter(position)?.allowsNone == true ? .none : try fallback(position)
    }

    /// A number where NaN stands for none.
    func optionalReal(_ value: Double) -> Attribute { value.isNaN ? .none : .real(value) }

    func ints(_ position: Int, _ values: UnsafePointer<Int64>?, _ count: Int) throws(SwndError)
        -> Attribute
    {
        guard let values else {
            if count == 0 { return try fallback(position) }
            throw error(.type, position, "is NULL but its count is \(UInt(bitPattern: count))")
        }
        guard count >= 0, count <= Self.mostIntegers else {
            throw error(
                .value, position,
                "has a count of \(UInt(bitPattern: count)); \(Self.mostIntegers) is the most")
        }
        // SWND_NONE is what Attribute.missing is.
        return .ints(UnsafeBufferPointer(start: values, count: count).map { Int($0) })
    }

    func dtype(_ position: Int, _ code: Int32) throws(SwndError) -> Attribute {
        if let dtype = DType(rawValue: code) { return .dtype(dtype) }
        if code == SWND_DTYPE_DEFAULT.rawValue { return try fallback(position) }
        let known = DType.allCases.map { "\($0.rawValue) (\($0))" }.joined(separator: ", ")
        throw error(.type, position, "is \(code), which is no dtype; known are \(known)")
    }

    func context(_ position: Int, _ given: swnd_context) throws(SwndError) -> Attribute {
        guard let device = Context.Device(rawValue: given.device), given.index >= 0 else {
            throw error(
                .context, position,
                "is device \(given.device), number \(given.index), which is no context")
        }
        return .context(Context(device, index: given.index))
    }

    func choice(_ position: Int, _ value: UInt32) throws(SwndError) -> Attribute {
        guard case .choice(let words) = parameter(position)?.kind, value < words.count else {
            throw error(
                .value, position, "is \(Int32(bitPattern: value)), which is none of its values")
        }
        return .choice(Int(value))
    }

    private func fallback(_ position: Int) throws(SwndError) -> Attribute {
        guard let fallback = parameter(position)?.fallback else {
            throw error(.type, position, "must be given")
        }
        return fallback
    }

    private func error(_ code: SwndError.Code, _ position: Int, _ text: String) -> SwndError {
        SwndError(code, "\(op.name): \(parameter(position)?.name ?? "a parameter") \(text)")
    }

    private func parameter(_ position: Int) -> Parameter? {
        op.parameters.dropFirst(position).first
    }
}
