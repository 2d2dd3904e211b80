import COpenCL
import SwndCore

/// What OpenCL says has gone wrong.
enum OpenCLStatus {
    /// The error of a call that did not succeed; nothing for one that did.
    static func error(_ code: cl_int, _ what: String) -> SwndError? {
        if code == CL_SUCCESS { return nil }
        return SwndError(kind(code), "\(what): \(name(code))")
    }

    static func check(_ code: cl_int, _ what: @autoclosure () -> String) throws(SwndError) {
        if code != CL_SUCCESS, let error = error(code, what()) { throw error }
    }

    /// Whether there was not enough memory on the device.
    static func isMemory(_ code: cl_int) -> Bool {
        code == CL_MEM_OBJECT_ALLOCATION_FAILURE || code == CL_OUT_OF_RESOURCES
    }

    private static func kind(_ code: cl_int) -> SwndError.Code {
        switch code {
        case CL_MEM_OBJECT_ALLOCATION_FAILURE, CL_OUT_OF_RESOURCES, CL_OUT_OF_HOST_MEMORY,
            CL_INVALID_BUFFER_SIZE:
            .memory
        case CL_DEVICE_NOT_FOUND, CL_DEVICE_NOT_AVAILABLE, CL_INVALID_DEVICE, CL_INVALID_CONTEXT,
            CL_INVALID_COMMAND_QUEUE:
            .context
        default: .unsupported
        }
    }

    private static func name(_ code: cl_int) -> String {
        let name: String? =
            switch code {
            case CL_DEVICE_NOT_FOUND: "there is no device"
            case CL_DEVICE_NOT_AVAILABLE: "the device is not available"
            case CL_COMPILER_NOT_AVAILABLE: "the driver has no compiler"
            case CL_MEM_OBJECT_ALLOCATION_FAILURE: "out of device memory"
            case CL_OUT_OF_RESOURCES: "out of device resources, or the device was lost"
            case CL_OUT_OF_HOST_MEMORY: "the driver is out of host memory"
            case CL_BUILD_PROGRAM_FAILURE: "the program does not compile"
            case CL_INVALID_VALUE: "invalid value"
            case CL_INVALID_DEVICE: "invalid device"
            case CL_INVALID_CONTEXT: "the device was lost"
            case CL_INVALID_COMMAND_QUEUE: "the queue was lost"
            case CL_INVALID_BINARY: "invalid binary"
            case CL_INVALID_KERNEL_ARGS: "invalid kernel arguments"
            case CL_INVALID_ARG_SIZE: "invalid size of an argument"
            case CL_INVALID_WORK_GROUP_SIZE: "invalid size of a work group"
            case CL_INVALID_GLOBAL_WORK_SIZE: "invalid number of work items"
            case CL_INVALID_BUFFER_SIZE: "larger than the device's largest allocation"
            default: nil
            }
        return name.map { "\($0) (OpenCL error \(code))" } ?? "OpenCL error \(code)"
    }
}
