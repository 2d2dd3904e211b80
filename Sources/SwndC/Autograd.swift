import CSwnd
import Swnd
import SwndCore

@implementation @_cdecl("swnd_autograd_set_recording")
public func swnd_autograd_set_recording(
    _ previous: UnsafeMutablePointer<Bool>!, _ recording: Bool
) -> swnd_status {
    previous?.pointee = autograd.isRecording
    autograd.isRecording = recording
    return SWND_OK
}

@implementation @_cdecl("swnd_autograd_set_training")
public func swnd_autograd_set_training(
    _ previous: UnsafeMutablePointer<Bool>!, _ training: Bool
) -> swnd_status {
    previous?.pointee = autograd.isTraining
    autograd.isTraining = training
    return SWND_OK
}

@implementation @_cdecl("swnd_autograd_exchange")
public func swnd_autograd_exchange(_ modes: Int32) -> Int32 {
    let recording = Int32(SWND_MODE_RECORDING.rawValue)
    let training = Int32(SWND_MODE_TRAINING.rawValue)
    let before =
        (autograd.isRecording ? recording : 0) | (autograd.isTraining ? training : 0)
    if modes & Int32(SWND_MODE_KEEP_RECORDING.rawValue) == 0 {
        autograd.isRecording = modes & recording != 0
    }
    if modes & Int32(SWND_MODE_KEEP_TRAINING.rawValue) == 0 {
        autograd.isTraining = modes & training != 0
    }
    return before
}

@implementation @_cdecl("swnd_autograd_is_recording")
public func swnd_autograd_is_recording() -> Bool { autograd.isRecording }

@implementation @_cdecl("swnd_autograd_is_training")
public func swnd_autograd_is_training() -> Bool { autograd.isTraining }

@implementation @_cdecl("swnd_array_attach_grad")
public func swnd_array_attach_grad(
    _ handle: swnd_array!, _ request: swnd_grad_request
) -> swnd_status {
    guarded { () throws(SwndError) in
        try array(handle, "attach_grad", "array")
            .attachGrad(try gradientRequest(request, "attach_grad"))
    }
}

@implementation @_cdecl("swnd_array_grad")
public func swnd_array_grad(
    _ out: UnsafeMutablePointer<swnd_array?>!, _ handle: swnd_array!
) -> swnd_status {
    guarded { () throws(SwndError) in
        let out = try result(out, "grad")
        out.pointee = try array(handle, "grad", "array").grad.map(retained)
    }
}

@implementation @_cdecl("swnd_autograd_mark_variables")
public func swnd_autograd_mark_variables(
    _ variables: UnsafePointer<swnd_array?>!, _ gradients: UnsafePointer<swnd_array?>!,
    _ requests: UnsafePointer<swnd_grad_request>!, _ count: Int
) -> swnd_status {
    guarded { () throws(SwndError) in
        let variables = try arrays(variables, count, "mark_variables", "variable")
        let gradients = try arrays(gradients, count, "mark_variables", "gradient")
        var wishes: [GradientRequest] = [.write]
        if let requests {
            wishes = []
            for position in 0..<count {
                wishes.append(try gradientRequest(requests[position], "mark_variables"))
            }
        }
        try autograd.mark(variables, with: gradients, wishes)
    }
}

private func gradientRequest(
    _ given: swnd_grad_request, _ name: String
) throws(SwndError) -> GradientRequest {
    let code = Int32(bitPattern: given.rawValue)
    guard let request = GradientRequest(rawValue: code) else {
        throw SwndError(.value, "\(name): request \(code) is not 0, 1 or 2")
    }
    return request
}

@implementation @_cdecl("swnd_autograd_backward")
public func swnd_autograd_backward(
    _ heads: UnsafePointer<swnd_array?>!, _ gradients: UnsafePointer<swnd_array?>!, _ count: Int,
    _ retainGraph: Bool, _ trainMode: Bool
) -> swnd_status {
    guarded { () throws(SwndError) in
        try autograd.backward(
            try arrays(heads, count, "backward", "head"),
            try headGradients(gradients, count, "backward"),
            retainGraph: retainGraph, trainMode: trainMode)
    }
}

@implementation @_cdecl("swnd_autograd_grad")
public func swnd_autograd_grad(
    _ out: UnsafeMutablePointer<swnd_array?>!, _ variables: UnsafePointer<swnd_array?>!,
    _ count: Int, _ heads: UnsafePointer<swnd_array?>!, _ gradients: UnsafePointer<swnd_array?>!,
    _ headCount: Int, _ retainGraph: Bool, _ createGraph: Bool, _ trainMode: Bool
) -> swnd_status {
    guarded { () throws(SwndError) in
        let out = try results(out, count, "grad")
        let variables = try arrays(variables, count, "grad", "variable")
        let found = try autograd.grad(
            of: try arrays(heads, headCount, "grad", "head"), with: variables,
            weighted: try headGradients(gradients, headCount, "grad"),
            retainGraph: retainGraph, createGraph: createGraph, trainMode: trainMode)
        for position in 0..<count { out[position] = retained(found[position]) }
    }
}

/// The head gradients behind a pointer that may be NULL, as each of its entries may.
private func headGradients(
    _ handles: UnsafePointer<swnd_array?>?, _ count: Int, _ name: String
) throws(SwndError) -> [NDArray?] {
    guard let handles else { return [] }
    var found: [NDArray?] = []
    found.reserveCapacity(count)
    for position in 0..<count {
        let handle = handles[position]
        found.append(
            try handle.map { handle throws(SwndError) in
                try array(handle, name, "head gradient \(position)")
            })
    }
    return found
}
