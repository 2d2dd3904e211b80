import CSwnd
import Swnd
import SwndCore

@implementation @_cdecl("swnd_autograd_record_function")
public func swnd_autograd_record_function(
    _ out: UnsafeMutablePointer<swnd_array?>!, _ function: UnsafePointer<swnd_function>!,
    _ results: UnsafePointer<swnd_array?>!, _ resultCount: Int,
    _ inputs: UnsafePointer<swnd_array?>!, _ inputCount: Int,
    _ saved: UnsafePointer<swnd_array?>!, _ savedCount: Int
) -> swnd_status {
    guarded { () throws(SwndError) in
        let callback = try Callback(function)
        let name = callback.name
        let out = try SwndC.results(out, resultCount, name)
        let recorded = try autograd.record(
            name, try arrays(results, resultCount, name, "result"),
            of: try arrays(inputs, inputCount, name, "input"),
            saving: try arrays(saved, savedCount, name, "saved array")
        ) { saved, gradients throws(SwndError) in
            try callback.backward(saved, gradients, inputCount: inputCount)
        }
        for position in 0..<resultCount { out[position] = retained(recorded[position]) }
    }
}

/// The caller's function, whose state is released with this object.
private final class Callback: @unchecked Sendable {
    let name: String
    private let function: swnd_function
    /// What stands in the list of gradients before the callback puts its own there.
    private let placeholder: NDArray

    init(_ given: UnsafePointer<swnd_function>?) throws(SwndError) {
        guard let given else { throw SwndError(.type, "record_function: function is NULL") }
        guard given.pointee.struct_size >= MemoryLayout<swnd_function>.size else {
            throw SwndError(
                .value,
                "record_function: struct_size is \(given.pointee.struct_size), not \(MemoryLayout<swnd_function>.size)"
            )
        }
        let name = given.pointee.name.map { String(cString: $0) } ?? "function"
        guard given.pointee.backward != nil else {
            given.pointee.release?(given.pointee.state)
            throw SwndError(.type, "\(name): backward is NULL")
        }
        do throws(SwndError) {
            placeholder = try NDArray([0] as [Float])
        } catch {
            given.pointee.release?(given.pointee.state)
            throw error
        }
        function = given.pointee
        self.name = name
    }

    deinit { function.release?(function.state) }

    func backward(
        _ saved: [NDArray], _ gradients: [NDArray], inputCount: Int
    ) throws(SwndError) -> [NDArray?] {
        let savedHandles: [swnd_array?] = saved.map { handle($0) }
        let gradientHandles: [swnd_array?] = gradients.map { handle($0) }
        let untouched = handle(placeholder)
        var found = [swnd_array?](repeating: untouched, count: inputCount)
        LastError.clear()
        let status =
            function.backward?(
                function.state, &found, inputCount, gradientHandles, gradients.count,
                savedHandles, saved.count)
            ?? SWND_ERROR_TYPE
        // The callback's references, whether it succeeded or not.
        let arrays = found.map { handle in
            handle == untouched
                ? nil
                : handle.map {
                    Unmanaged<NDArray>.fromOpaque(UnsafeRawPointer($0)).takeRetainedValue()
                }
        }
        withExtendedLifetime((saved, gradients)) {}
        if status == SWND_OK {
            // Where the caller's language swallowed an error, say.
            guard let missing = found.firstIndex(of: untouched) else { return arrays }
            throw SwndError(.value, "\(name): backward put no gradient for input \(missing)")
        }
        let message = LastError.message
        throw SwndError(
            SwndError.Code(rawValue: Int32(bitPattern: status.rawValue)) ?? .value,
            message.isEmpty ? "\(name): backward failed with status \(status.rawValue)" : message)
    }

    /// A handle that holds no reference: for the time of a call.
    private func handle(_ array: NDArray) -> swnd_array {
        swnd_array(Unmanaged.passUnretained(array).toOpaque())
    }
}
