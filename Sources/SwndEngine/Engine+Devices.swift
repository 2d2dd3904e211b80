import SwndCore
import SwndGraph

/// The back ends of an engine, by context.
struct Backends: Sendable {
    let host: any Backend
    let devices: [Context.Device: any Devices]

    /// The back end of a context that has memory of its own.
    func device(_ context: Context) throws(SwndError) -> any DeviceBackend {
        guard let devices = devices[context.device] else {
            throw SwndError(.context, "\(context) is not there: this build computes on cpu only")
        }
        return try devices.backend(for: context)
    }

    /// Whoever executes a step: that of the result, or for copies to the host that of the source.
    func backend(of step: Plan.Step) throws(SwndError) -> any Backend {
        if case .work(.transfer, let sources, _, _) = step.content, step.context.isHost,
            let source = sources.first
        {
            return try device(source.context)
        }
        return step.context.isHost ? host : try device(step.context)
    }

    /// Has devices begin with what they were given.
    func flush() {
        for kind in devices.values {
            for backend in kind.opened { backend.flush() }
        }
    }

    /// Writes down what devices do when, or no longer.
    func setProfiling(_ isOn: Bool) {
        for kind in devices.values {
            for backend in kind.opened { backend.setProfiling(isOn) }
        }
    }

    /// What was written down, with the names of the devices.
    func takeActivities() -> [(device: String, activity: DeviceActivity)] {
        devices.values.flatMap(\.opened).flatMap { backend in
            backend.takeActivities().map { ("\(backend.context)", $0) }
        }
    }

    /// Whether a device is in use.
    var haveDevices: Bool { devices.values.contains { !$0.opened.isEmpty } }

    /// Returns when everything that was launched has ended.
    func wait() throws(SwndError) {
        try host.wait()
        for kind in devices.values {
            for backend in kind.opened { try backend.wait() }
        }
    }
}

extension Node {
    /// Whether no device takes part.
    @inline(__always)
    var isOfHost: Bool {
        if case .transfer = work { return false }
        return context.isHost
    }
}

/// Arrays that lie on devices.
extension Engine {
    /// Work of a device is never done inside the call: handing it over takes longer than any small work.
    func submitToDevice(_ node: Node) throws(SwndError) -> Value {
        let memory: (any DeviceMemory)?
        do throws(SwndError) {
            memory = node.context.isHost ? nil : try backends.device(node.context).memory
            if case .transfer = node.work { try check(node.dtype, on: node.context) }
        } catch {
            throw SwndError(error.code, "\(node.name): \(error.message)")
        }
        let value = try append(node, Swift.max(node.effort, settings.deviceEffort), on: memory)
        if settings.isSynchronous { try wait(for: value) }
        return value
    }

    /// A value on a device with a copy of elements in C order, or with memory that is not filled.
    public func makeValue(
        copying bytes: UnsafeRawPointer?, _ layout: Layout, _ dtype: DType, on context: Context
    ) throws(SwndError) -> Value {
        let backend = try backends.device(context)
        try backend.check(dtype)
        let storage = Storage(
            pending: layout.shape.count &* dtype.byteCount, on: backend.memory)
        try backend.allocate(storage)
        if let bytes, storage.byteCount > 0 { try backend.write(bytes, to: storage) }
        storage.finish()
        return Value(layout: layout, dtype: dtype, context: context, storage: storage)
    }

    /// Copies elements that lie in C order to the host, when they have been computed.
    public func read(
        _ value: Value, into bytes: UnsafeMutableRawPointer, byteCount: Int
    ) throws(SwndError) {
        try wait(for: value)
        let start = value.layout.offset &* value.dtype.byteCount
        if value.context.isHost {
            bytes.copyMemory(from: value.storage.bytes + start, byteCount: byteCount)
        } else {
            try backends.device(value.context)
                .read(value.storage, from: start, into: bytes, byteCount: byteCount)
        }
    }

    /// Returns when the elements are there, on a device as well.
    public func finish(_ value: Value) throws(SwndError) {
        try wait(for: value)
        if !value.context.isHost { try backends.device(value.context).wait() }
    }

    /// Throws why a context cannot have arrays of a dtype. Values between operators may be of any: the host computes what they
    /// take part in.
    @inline(__always)
    public func check(_ dtype: DType, on context: Context) throws(SwndError) {
        if !context.isHost { try backends.device(context).check(dtype) }
    }

    /// Throws why a context cannot be used.
    public func check(_ context: Context) throws(SwndError) {
        if !context.isHost { _ = try backends.device(context) }
    }
}
