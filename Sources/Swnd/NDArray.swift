import CSystem
import SwndAutograd
import SwndCore
import SwndGraph
import SwndOperators

/// A multi-dimensional array of numbers on a device: a variable that holds an immutable value, and a view of it.
///
/// Operators make new arrays and leave their arguments alone; ``assign(_:)-(NDArray)`` and subscripts write. A view made by indexing or
/// by ``reshaped(_:reverse:)`` shares its variable with the array it was made from: a write through one is seen through the other.
///
///     let x = try NDArray([1, 2, 3, 4], shape: [2, 2])
///     let y = try exp(x * 2) + 1
public final class NDArray: @unchecked Sendable {
    let variable: Variable

    /// The part of the variable that this handle shows; nothing for all of it.
    let view: View?

    /// Whether gradients pass: not through detached handles, nor through views that were made while nothing was recorded.
    let isTracked: Bool

    /// The leaf that a view was taken from while recording.
    private let parent: Leaf?

    /// What ``attachGrad(_:)`` made: read under a lock where there is one, for another thread may attach anew.
    private var attached: GradientCell?
    private var lock: UInt32 = 0

    var cell: GradientCell? {
        get {
            guard attached != nil else { return nil }
            csystem_lock(&lock)
            defer { csystem_unlock(&lock) }
            return attached
        }
        set {
            csystem_lock(&lock)
            let old = attached
            attached = newValue
            csystem_unlock(&lock)
            withExtendedLifetime(old) {}
        }
    }

    /// Consecutive elements of a variable, in C order, under a shape of their own.
    struct View {
        let offset: Int
        let shape: Shape
    }

    init(variable: Variable, view: View?, isTracked: Bool = true, parent: Leaf? = nil) {
        self.variable = variable
        self.view = view
        self.isTracked = isTracked
        self.parent = parent
    }

    /// A new array that holds a value.
    convenience init(_ tensor: Tensor) { self.init(variable: Variable(tensor), view: nil) }

    /// The lengths of the axes.
    public var shape: Shape { view?.shape ?? variable.tensor.shape }

    /// The type of the elements.
    public var dtype: DType { variable.tensor.dtype }

    /// Where the elements lie.
    public var context: Context { variable.tensor.context }

    /// The number of elements.
    public var count: Int { shape.count }
}

extension NDArray {
    /// Applies an operator to arrays: what every surface calls. Attributes are in the order of the declared parameters, defaults
    /// filled in.
    public static func apply(
        _ op: Operator, _ inputs: Few<NDArray>, _ attributes: [Attribute] = []
    ) throws(SwndError) -> [NDArray] {
        Process.start()
        let tensors = try inputs.few { input throws(SwndError) in try input.current() }
        return try op.apply(tensors, attributes).map(NDArray.init)
    }

    /// Applies an operator with one result.
    public static func applyOne(
        _ op: Operator, _ inputs: Few<NDArray>, _ attributes: [Attribute] = []
    ) throws(SwndError) -> NDArray {
        Process.start()
        let tensors = try inputs.few { input throws(SwndError) in try input.current() }
        return NDArray(try op.applyOne(tensors, attributes))
    }

    /// The same for one array, by the shortest way that there is.
    @inline(__always)
    public static func applyOne(_ op: Operator, _ x: NDArray) throws(SwndError) -> NDArray {
        if x.view == nil, !ThreadModes.isRecording,
            let result = try op.applyDirect(x.variable.constant)
        {
            return NDArray(Tensor(result))
        }
        Process.start()
        return NDArray(try op.applyOne(try x.current()))
    }

    /// The same for two arrays, by the shortest way that there is.
    @inline(__always)
    public static func applyOne(
        _ op: Operator, _ a: NDArray, _ b: NDArray
    ) throws(SwndError) -> NDArray {
        if a.view == nil, b.view == nil, !ThreadModes.isRecording,
            let result = try op.applyDirect(a.variable.constant, b.variable.constant)
        {
            return NDArray(Tensor(result))
        }
        Process.start()
        return NDArray(try op.applyOne(try a.current(), try b.current()))
    }

    /// The same for an array and a number, by the shortest way that there is.
    @inline(__always)
    public static func applyOne(
        _ op: Operator, _ x: NDArray, scalar: Double
    ) throws(SwndError) -> NDArray {
        if x.view == nil, !ThreadModes.isRecording,
            let result = try op.applyDirect(x.variable.constant, scalar: scalar)
        {
            return NDArray(Tensor(result))
        }
        Process.start()
        return NDArray(try op.applyOne(try x.current(), scalar: scalar))
    }

    /// The value that this handle shows now, with its origin as far as gradients pass.
    func current() throws(SwndError) -> Tensor {
        var tensor = variable.tensor
        let cell = cell
        if view == nil, isTracked, cell == nil, parent == nil { return tensor }
        tensor = Tensor(tensor.value, origin: origin(of: tensor, cell))
        guard let view else { return tensor }
        if cell == nil, tensor.origin != nil { return try Self.recorded(view, of: tensor) }
        let base = try contiguousBase(tensor)
        let layout = Layout(
            contiguous: view.shape, offset: base.value.layout.offset + view.offset)
        return Tensor(base.value.aliased(layout), origin: cell)
    }

    private func origin(of base: Tensor, _ cell: GradientCell?) -> Origin? {
        guard isTracked || cell != nil else { return nil }
        if view == nil {
            // A value written while recording came from somewhere; once its graph is gone the array is a variable again.
            switch base.origin {
            case let origin? where origin.isFreed && cell != nil: return cell
            case let origin?: return origin
            case nil: return cell ?? parent
            }
        }
        return cell ?? base.origin ?? parent
    }

    /// A view as operators on the whole, so that gradients find their way.
    private static func recorded(_ view: View, of base: Tensor) throws(SwndError) -> Tensor {
        let flat = try Op.reshape(base, with: ["shape": [-1]])
        let part = try Op.sliced(
            flat, [Layout.Slice(start: view.offset, step: 1, count: view.shape.count)])
        return try Op.reshaped(part, to: view.shape)
    }

    /// The variable's value in C order; where it is not, its elements are put in order first.
    private func contiguousBase(_ tensor: Tensor) throws(SwndError) -> Tensor {
        guard !tensor.value.layout.isContiguous else { return tensor }
        try variable.update(keepingOrigin: true) { value, _ throws(SwndError) in
            guard !value.layout.isContiguous else { return value }
            return try ThreadModes.recording(false) { () throws(SwndError) in
                try Op.copy(Tensor(value)).value
            }
        }
        return variable.tensor
    }

    /// A handle to the same variable that shows part of it.
    func viewing(_ shape: Shape, offset: Int) -> NDArray {
        let whole = view == nil && offset == 0
        let isRecording = ThreadModes.isRecording
        return NDArray(
            variable: variable,
            view: whole && shape == variable.tensor.shape
                ? nil : View(offset: (view?.offset ?? 0) + offset, shape: shape),
            isTracked: isTracked && isRecording, parent: isRecording ? cell ?? parent : nil)
    }
}
