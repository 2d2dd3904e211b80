import CSystem
import SwndAutograd
import SwndCore
import SwndEngine
import SwndGraph
import SwndOperators

/// What backward does with an array's gradient.
public enum GradientRequest: Int32, Sendable {
    /// Nothing.
    case null = 0
    /// Replaces it.
    case write = 1
    /// Adds to it.
    case add = 2
}

/// The leaf of the tape that backward delivers an array's gradient to.
///
/// It does not hold the gradient. What is written to that while recording may come from this leaf: each would hold the other, and
/// neither was ever freed. The array holds it, and whoever asked for it; where nobody does, nobody misses what backward finds.
final class GradientCell: Leaf, @unchecked Sendable {
    let request: GradientRequest
    private weak var variable: Variable?
    private let view: NDArray.View?
    private var lock: UInt32 = 0
    /// Where the variable's value came from when the gradient was attached: it goes on coming from there where a view is a leaf.
    private weak var before: Origin?

    init(gradient: NDArray, request: GradientRequest, before: Origin?) {
        self.request = request
        variable = gradient.variable
        view = gradient.view
        self.before = before
        super.init()
    }

    override var isDifferentiable: Bool { request != .null }

    /// Whether the variable's value is no longer the leaf's own: something was written to it while recording, and that graph is
    /// still there.
    func isOvertaken(by origin: Origin?) -> Bool {
        guard let origin, origin !== before else { return false }
        return !origin.isFreed
    }

    override func receive(_ cotangent: Tensor?) throws(SwndError) {
        guard request != .null, let variable else { return }
        let gradient = NDArray(variable: variable, view: view)
        guard request == .add else {
            if let cotangent { return try put(cotangent, into: gradient) }
            return try put(try Op.zerosLike(try gradient.current().detached), into: gradient)
        }
        guard let cotangent else { return }
        // Passes of several threads may deliver here: nothing of what they add is lost.
        let byteCount = gradient.shape.count &* gradient.dtype.byteCount
        try CallSite.holdingLock(toMake: byteCount) { () throws(SwndError) in
            csystem_lock(&lock)
            defer { csystem_unlock(&lock) }
            let sum = try Op.add.broadcast(try gradient.current().detached, cotangent)
            try put(sum, into: gradient)
        }
        try Process.engine.makeRoom()
    }

    private func put(_ value: Tensor, into gradient: NDArray) throws(SwndError) {
        guard gradient.view != nil else {
            // Contexts of the processor are names of one memory: no step of the graph leads back from one to another.
            let placed = try Op.moved(value.detached, to: gradient.context)
            return try gradient.variable.publishing { gradient.variable.tensor = placed }
        }
        // The gradient is part of a larger array.
        try ThreadModes.recording(false) { () throws(SwndError) in
            try gradient.write(value, into: nil)
        }
    }
}

extension NDArray {
    /// Makes this array a variable of differentiation with a gradient of zeros; the graph behind it is cut off.
    ///
    /// - Parameter request: what backward does with the gradient. With ``GradientRequest/null`` the array is a constant, and
    ///   its gradient stays zero.
    public func attachGrad(_ request: GradientRequest = .write) throws(SwndError) {
        Process.start()
        let zeros = try Op.zerosLike(Tensor(try current().value))
        attach(NDArray(zeros), request)
    }

    /// Makes this array a variable of differentiation with a given gradient; the graph behind it is cut off.
    func attach(_ gradient: NDArray, _ request: GradientRequest) {
        let cell = GradientCell(
            gradient: gradient, request: request,
            before: view == nil ? nil : variable.tensor.origin)
        if view == nil {
            variable.tensor = Tensor(variable.tensor.value)
            variable.leaf = cell.isDifferentiable ? cell : nil
        }
        attached = Attached(cell: cell, gradient: gradient)
    }

    /// The gradient; nothing where none was attached.
    public var grad: NDArray? { attached?.gradient }

    /// Computes the gradients of this array's sum, or of its product with `gradient`, with respect to all variables that it came
    /// from. The graph is freed unless `retainGraph`.
    public func backward(
        _ gradient: NDArray? = nil, retainGraph: Bool = false, trainMode: Bool = true
    ) throws(SwndError) {
        try autograd.backward(
            [self], [gradient], retainGraph: retainGraph, trainMode: trainMode)
    }
}
