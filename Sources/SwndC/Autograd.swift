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
        let code = Int32(bitPattern: request.rawValue)
        guard let request = GradientRequest(rawValue: code) else {
            throw SwndError(.value, "attach_grad: request \(code) is not 0, 1 or 2")
        }
        try array(handle, "attach_grad", "array").attachGrad(request)
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

@implementation @_cdecl("swnd_autograd_backward")
public func swnd_autograd_backward(
    _ heads: UnsafePointer<swnd_array?>!, _ gradients: UnsafePointer<swnd_array?>!, _ count: Int,
    _ retainGraph: Bool, _ trainMode: Bool
) -> swnd_status {
    guarded { () throws(SwndError) in
        guard count >= 0, count < 1 << 24, count == 0 || heads != nil else {
            throw SwndError(.value, "backward: \(count) heads, or heads is NULL")
        }
        var arrays: [NDArray] = []
        var given: [NDArray?] = []
        arrays.reserveCapacity(count)
        for position in 0..<count {
            arrays.append(try array(heads[position], "backward", "head \(position)"))
            guard let gradients else { continue }
            guard let handle = gradients[position] else {
                given.append(nil)
                continue
            }
            given.append(try array(handle, "backward", "head gradient \(position)"))
        }
        try autograd.backward(arrays, given, retainGraph: retainGraph, trainMode: trainMode)
    }
}
