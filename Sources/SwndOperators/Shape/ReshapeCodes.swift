import SwndCore
import SwndGraph

/// MXNet's codes in a shape to reshape to.
public enum ReshapeCodes {
    /// The shape that a list of lengths and codes stands for.
    public static func resolve(
        _ codes: [Int], of shape: Shape, reverse: Bool, _ call: borrowing Call
    ) throws(SwndError) -> Shape {
        let axes = reverse ? Array(shape.axes.reversed()) : shape.axes
        var given = codes
        if reverse { given = reversed(codes) }
        func fail(_ why: String) -> SwndError {
            return call.error(.value, "cannot reshape \(shape) to \(Shape.text(codes)): \(why)")
        }
        var result: [Int] = []
        var next = 0
        var inferred: Int?
        var position = 0
        func infer() throws(SwndError) {
            guard inferred == nil else { throw fail("only one axis can be inferred") }
            inferred = result.count
            result.append(1)
        }
        func take() throws(SwndError) -> Int {
            guard next < axes.count else { throw fail("there are no more axes to copy") }
            next += 1
            return axes[next - 1]
        }
        while position < given.count {
            let code = given[position]
            switch code {
            case 0: result.append(try take())
            case -1:
                try infer()
                next += 1
            case -2:
                result += axes[Swift.min(next, axes.count)...]
                next = axes.count
            case -3:
                let (product, overflow) = try take().multipliedReportingOverflow(by: try take())
                guard !overflow else { throw fail("the size is too large") }
                result.append(product)
            case -4:
                guard position + 2 < given.count else {
                    throw fail("-4 needs two lengths after it")
                }
                let whole = try take()
                var (first, second) = (given[position + 1], given[position + 2])
                position += 2
                guard first >= -1, second >= -1, first != -1 || second != -1 else {
                    throw fail("-4 needs two lengths after it, one of which may be -1")
                }
                if first == -1, second > 0, whole % second == 0 { first = whole / second }
                if second == -1, first > 0, whole % first == 0 { second = whole / first }
                let (product, overflow) = first.multipliedReportingOverflow(by: second)
                guard !overflow, product == whole else {
                    throw fail(
                        "axis of length \(whole) cannot be split into \(first) and \(second)")
                }
                result += [first, second]
            case 1...:
                result.append(code)
                next += 1
            default: throw fail("\(code) is no length and no code")
            }
            position += 1
        }
        guard let known = Shape(result) else { throw fail("too many axes or elements") }
        if let inferred {
            guard known.count > 0, shape.count % known.count == 0 else {
                throw fail("\(shape.count) elements cannot be divided among \(known)")
            }
            result[inferred] = shape.count / known.count
        }
        if reverse { result.reverse() }
        guard let resolved = result.isEmpty ? .one : Shape(result), resolved.count == shape.count
        else {
            throw fail("the sizes are \(shape.count) and \(known.count)")
        }
        return resolved
    }

    /// The codes from the right; a split keeps its code before its two lengths.
    private static func reversed(_ codes: [Int]) -> [Int] {
        var groups: [[Int]] = []
        var position = 0
        while position < codes.count {
            let isSplit = codes[position] == -4 && position + 2 < codes.count
            if isSplit {
                groups.append([-4, codes[position + 2], codes[position + 1]])
            } else {
                groups.append([codes[position]])
            }
            position += isSplit ? 3 : 1
        }
        return groups.reversed().flatMap(\.self)
    }
}
