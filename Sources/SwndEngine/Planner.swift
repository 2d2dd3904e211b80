import SwndCore
import SwndGraph

/// Turns nodes into launches: gives results their memory and decides what runs together.
struct Planner {
    /// A launch for a node, with memory for its result.
    ///
    /// A donated first input of the same layout and size gives its storage to the result.
    func plan(_ node: Node, on backend: any Backend) throws(SwndError) -> Launch {
        let layout = Layout(contiguous: node.shape)
        if node.donatesFirstInput, let first = node.inputs.first, first.dtype == node.dtype,
            first.layout == layout
        {
            return Launch(
                node.name, node.work, inputs: node.inputs,
                output: Value(
                    layout: layout, dtype: node.dtype, context: node.context,
                    storage: first.storage), isInPlace: true)
        }
        let storage = try allocate(node, on: backend)
        return Launch(
            node.name, node.work, inputs: node.inputs,
            output: Value(
                layout: layout, dtype: node.dtype, context: node.context, storage: storage),
            isInPlace: false)
    }

    private func allocate(_ node: Node, on backend: any Backend) throws(SwndError) -> Storage {
        do {
            return try backend.allocate(byteCount: node.shape.count &* node.dtype.byteCount)
        } catch {
            throw SwndError(
                error.code, "\(node.name): \(error.message) (result \(node.shape) \(node.dtype))")
        }
    }
}
