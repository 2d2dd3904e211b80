import CSwnd
import Swnd
import SwndCore

/// The shape behind a pointer and a count.
func shape(
    _ lengths: UnsafePointer<Int64>?, _ count: Int, _ name: String
) throws(SwndError) -> [Int] {
    guard count >= 0, count <= 64 else {
        throw SwndError(.value, "\(name): a shape has \(Shape.maxRank) axes at most, not \(count)")
    }
    guard count == 0 || lengths != nil else {
        throw SwndError(.type, "\(name): shape is NULL")
    }
    return (0..<count).map { Int(lengths?[$0] ?? 0) }
}

/// The dtype of a code.
func dtype(_ code: Int32, _ name: String) throws(SwndError) -> DType {
    guard let dtype = DType(rawValue: code) else {
        throw SwndError(
            .type,
            "\(name): dtype \(code) is unknown; known are "
                + DType.allCases.map { "\($0.rawValue) (\($0))" }.joined(separator: ", "))
    }
    return dtype
}

/// The context of a struct.
func context(_ given: swnd_context, _ name: String) throws(SwndError) -> Context {
    guard let device = Context.Device(rawValue: given.device), given.index >= 0 else {
        throw SwndError(
            .context, "\(name): device \(given.device), number \(given.index), is no context")
    }
    return Context(device, index: given.index)
}
