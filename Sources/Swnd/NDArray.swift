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

    /// Whether gradients pass: not through detached handles, nor through views that were made while nothing was recorded; until
    /// something with a gradient is written through them while recording.
    var isTracked: Bool

    /// The leaf that a view was taken from while recording.
    private let parent: Parent?

    /// What ``attachGrad(_:)`` made: a leaf, and the gradient that comes to it.
    struct Attached {
        let cell: GradientCell
        let gradient: NDArray
    }

    /// Read under a lock where there is something, for another thread may attach anew.
    private var held: Attached?
    private var lock: UInt32 = 0

    var attached: Attached? {
        get {
            guard held != nil else { return nil }
            csystem_lock(&lock)
            defer { csystem_unlock(&lock) }
            return held
        }
        set {
            csystem_lock(&lock)
            let old = held
            held = newValue
            csystem_unlock(&lock)
            withExtendedLifetime(old) {}
        }
    }

    var cell: GradientCell? { attached?.cell }

    /// Consecutive elements of a variable, in C order, under a shape of their own.
    struct View {
        let offset: Int
        let shape: Shape
    }

    /// A leaf, and the part of the variable that it shows.
    struct Parent {
        let cell: GradientCell
        let view: View?
    }

    init(variable: Variable, view: View?, isTracked: Bool = true, parent: Parent? = nil) {
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
        return try op.apply(tensors, attributes).map { tensor throws(SwndError) in
            try made(by: op, tensor)
        }
    }

    /// Applies an operator with one result.
    public static func applyOne(
        _ op: Operator, _ inputs: Few<NDArray>, _ attributes: [Attribute] = []
    ) throws(SwndError) -> NDArray {
        Process.start()
        let tensors = try inputs.few { input throws(SwndError) in try input.current() }
        return try made(by: op, op.applyOne(tensors, attributes))
    }

    /// The same for one array, by the shortest way that there is.
    @inline(__always)
    public static func applyOne(_ op: Operator, _ x: NDArray) throws(SwndError) -> NDArray {
        if x.view == nil, !x.variable.isShared, !ThreadModes.isRecording,
            let result = try op.applyDirect(x.variable.constant)
        {
            return NDArray(Tensor(result))
        }
        Process.start()
        return try made(by: op, op.applyOne(try x.current()))
    }

    /// The same for two arrays, by the shortest way that there is.
    @inline(__always)
    public static func applyOne(
        _ op: Operator, _ a: NDArray, _ b: NDArray
    ) throws(SwndError) -> NDArray {
        if a.view == nil, b.view == nil, !a.variable.isShared, !b.variable.isShared,
            !ThreadModes.isRecording,
            let result = try op.applyDirect(a.variable.constant, b.variable.constant)
        {
            return NDArray(Tensor(result))
        }
        Process.start()
        return try made(by: op, op.applyOne(try a.current(), try b.current()))
    }

    /// The same for an array and a number, by the shortest way that there is.
    @inline(__always)
    public static func applyOne(
        _ op: Operator, _ x: NDArray, scalar: Double
    ) throws(SwndError) -> NDArray {
        if x.view == nil, !x.variable.isShared, !ThreadModes.isRecording,
            let result = try op.applyDirect(x.variable.constant, scalar: scalar)
        {
            return NDArray(Tensor(result))
        }
        Process.start()
        return try made(by: op, op.applyOne(try x.current(), scalar: scalar))
    }

    /// A result as an array, if there can be one of its dtype where it lies.
    @inline(__always)
    private static func made(by op: Operator, _ tensor: Tensor) throws(SwndError) -> NDArray {
        if tensor.dtype == .float64, !tensor.context.isHost {
            do {
                try Process.engine.check(tensor.dtype, on: tensor.context)
            } catch {
                throw SwndError(error.code, "\(op.name): \(error.message)")
            }
        }
        return NDArray(tensor)
    }

    /// The value that this handle shows now, with its origin as far as gradients pass.
    func current() throws(SwndError) -> Tensor {
        try variable.refresh()
        let tensor = variable.tensor
        if view == nil, isTracked, cell == nil, parent == nil { return tensor }
        if let leaf, !leaf.cell.isOvertaken(by: tensor.origin) {
            return try current(of: leaf, tensor)
        }
        let origin = isTracked || cell != nil ? tensor.origin : nil
        guard let view else { return Tensor(tensor.value, origin: origin) }
        if let origin, ThreadModes.isRecording {
            return try Self.recorded(view, of: Tensor(tensor.value, origin: origin))
        }
        return Tensor(try contiguousBase(tensor).value.showing(view))
    }

    /// This array itself if a gradient was attached to it, else what it was taken from.
    var leaf: Parent? { cell.map { Parent(cell: $0, view: view) } ?? parent }

    /// The value as a leaf, or as a part of one.
    private func current(of leaf: Parent, _ tensor: Tensor) throws(SwndError) -> Tensor {
        let base = view == nil ? tensor.value : try contiguousBase(tensor).value
        guard let view else { return Tensor(base, origin: leaf.cell) }
        if cell != nil { return Tensor(base.showing(view), origin: cell) }
        guard ThreadModes.isRecording else { return Tensor(base.showing(view)) }
        let whole = leaf.view.map(base.showing) ?? base
        let part = View(offset: view.offset - (leaf.view?.offset ?? 0), shape: view.shape)
        return try Self.recorded(part, of: Tensor(whole, origin: leaf.cell))
    }

    /// A view as operators on the whole, so that gradients find their way.
    static func recorded(_ view: View, of base: Tensor) throws(SwndError) -> Tensor {
        let flat = try Op.reshape(base, with: ["shape": [-1]])
        let part = try Op.sliced(
            flat, [Layout.Slice(start: view.offset, step: 1, count: view.shape.count)])
        return try Op.reshaped(part, to: view.shape)
    }

    /// The variable's value in C order; where it is not, its elements are put in order first.
    func contiguousBase(_ tensor: Tensor) throws(SwndError) -> Tensor {
        guard !tensor.value.layout.isContiguous else { return tensor }
        // What was put in order, not what the variable holds then: another thread may write to it.
        return try variable.update(keepingOrigin: true) { value, _ throws(SwndError) in
            guard !value.layout.isContiguous else { return value }
            return try ThreadModes.recording(false) { () throws(SwndError) in
                try Op.copy(Tensor(value)).value
            }
        }
    }

    /// A handle to the same variable that shows part of it.
    func viewing(_ shape: Shape, offset: Int) -> NDArray {
        let whole = view == nil && offset == 0
        let isRecording = ThreadModes.isRecording
        return NDArray(
            variable: variable,
            view: whole && shape == variable.tensor.shape
                ? nil : View(offset: (view?.offset ?? 0) + offset, shape: shape),
            isTracked: (isTracked || cell != nil) && isRecording, parent: isRecording ? leaf : nil)
    }
}

extension Value {
    /// The elements of a view; they lie in C order.
    func showing(_ view: NDArray.View) -> Value {
        aliased(Layout(contiguous: view.shape, offset: layout.offset + view.offset))
    }
}
