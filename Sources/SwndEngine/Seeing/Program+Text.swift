import SwndCore
import SwndGraph
import SwndNumerics

/// A program as people read it: what `SWND_DEBUG` prints and what the golden texts of the tests are.
///
///     rows of 1024, 4096 elements
///       %0 float32 = load b0
///       %1 float32 per row = max %0
///       b1 float32 = %1
extension Program: CustomStringConvertible {
    public var description: String {
        var lines = ["\(space), \(count) elements"]
        for (number, step) in steps.enumerated() {
            let operands = step.operands.map { " %\($0)" }.joined()
            lines.append(
                "  %\(number) \(step.type)\(step.isPerRow ? " per row" : "") = "
                    + text(of: step) + operands)
        }
        for output in outputs {
            lines.append("  b\(output.buffer) \(output.dtype) = %\(output.register)")
        }
        for reduction in reductions {
            lines.append(
                "  b\(reduction.buffer) \(reduction.dtype) = \(reduction.kernel.name) of all"
                    + " %\(reduction.register)")
        }
        return lines.joined(separator: "\n")
    }

    private func text(of step: Step) -> String {
        switch step.action {
        case .load(let number, let truth):
            let input = inputs[number]
            let place =
                input.layout.isContiguous && input.layout.offset == 0
                ? "" : " strides \(Shape.text(input.layout.strides)) from \(input.layout.offset)"
            return "load\(truth ? " truth of" : "") b\(input.buffer)"
                + (input.dtype == step.type.dtype ? "" : " \(input.dtype)") + place
        case .constant(.real(let value)): return "\(value)"
        case .constant(.integer(let value)): return "\(value)"
        case .convert: return "convert"
        case .truth: return "truth"
        case .round(let dtype): return "round to \(dtype)"
        case .spread: return "spread"
        case .index: return "index"
        case .pointwise, .reduce: return step.name
        }
    }
}

extension Program.Space: CustomStringConvertible {
    public var description: String {
        switch self {
        case .flat: "flat"
        case .rows(let length): "rows of \(length)"
        case .runs(let length): "runs over rows of \(length)"
        case .columns(let rows, let columns): "columns of \(rows), \(columns) side by side"
        }
    }
}
