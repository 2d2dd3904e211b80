import COpenCL
import SwndCore

/// What a device says about itself.
struct DeviceFacts: Sendable {
    var name = ""
    var platform = ""
    var driverVersion = ""
    var version = ""
    /// Whether it is a processor, whose work items are turns of loops.
    var isProcessor = false
    /// Whether kernels are those for processors: without local memory, a long loop for each work item.
    var usesLoops: Bool {
        switch Environment.openCLKernels {
        case "cpu": true
        case "gpu": false
        default: isProcessor
        }
    }
    var hasDouble = false
    var dividesExactly = false
    var computeUnits = 1
    var largestWorkGroup = 1
    var localMemory = 0
    var globalMemory = 0
    var largestAllocation = 0
    var parameterBytes = 1024

    /// What programs are built with: correct rounding where the device has it, and nothing that trades it for speed.
    var buildOptions: String {
        // Warnings would go to somebody's terminal.
        "-cl-std=CL1.2 -w" + (dividesExactly ? " -cl-fp32-correctly-rounded-divide-sqrt" : "")
    }

    /// Nothing where the device does not answer, or cannot compute as swnd does.
    init?(_ library: OpenCLLibrary, _ id: cl_device_id, platform: cl_platform_id) {
        let query = DeviceQuery(library: library, id: id)
        guard query.number(CL_DEVICE_AVAILABLE, cl_bool.self) != 0,
            query.number(CL_DEVICE_COMPILER_AVAILABLE, cl_bool.self) != 0,
            query.number(CL_DEVICE_ENDIAN_LITTLE, cl_bool.self) != 0
        else { return nil }
        name = query.text(CL_DEVICE_NAME)
        driverVersion = query.text(CL_DRIVER_VERSION)
        version = query.text(CL_DEVICE_VERSION)
        self.platform = query.text(platform: platform, CL_PLATFORM_NAME)
        let type = query.number(CL_DEVICE_TYPE, cl_device_type.self)
        isProcessor = type & cl_device_type(COPENCL_DEVICE_TYPE_CPU) != 0
        hasDouble =
            query.number(CL_DEVICE_DOUBLE_FP_CONFIG, cl_device_fp_config.self) != 0
        let single = query.number(CL_DEVICE_SINGLE_FP_CONFIG, cl_device_fp_config.self)
        dividesExactly =
            single & cl_device_fp_config(COPENCL_FP_CORRECTLY_ROUNDED_DIVIDE_SQRT) != 0
        computeUnits = Int(query.number(CL_DEVICE_MAX_COMPUTE_UNITS, cl_uint.self))
        largestWorkGroup = Int(query.number(CL_DEVICE_MAX_WORK_GROUP_SIZE, Int.self))
        localMemory = Int(clamping: query.number(CL_DEVICE_LOCAL_MEM_SIZE, cl_ulong.self))
        globalMemory = Int(clamping: query.number(CL_DEVICE_GLOBAL_MEM_SIZE, cl_ulong.self))
        largestAllocation = Int(clamping: query.number(CL_DEVICE_MAX_MEM_ALLOC_SIZE, cl_ulong.self))
        parameterBytes = Int(query.number(CL_DEVICE_MAX_PARAMETER_SIZE, Int.self))
    }
}

/// Asks a device.
private struct DeviceQuery {
    let library: OpenCLLibrary
    let id: cl_device_id

    func number<Number: FixedWidthInteger>(_ what: Int32, _: Number.Type) -> Number {
        var value: Number = 0
        let code = library.getDeviceInfo(
            id, cl_device_info(what), MemoryLayout<Number>.size, &value, nil)
        return code == CL_SUCCESS ? value : 0
    }

    func text(_ what: Int32) -> String {
        Self.text { size, room, needed in
            library.getDeviceInfo(id, cl_device_info(what), size, room, needed)
        }
    }

    func text(platform: cl_platform_id, _ what: Int32) -> String {
        Self.text { size, room, needed in
            library.getPlatformInfo(platform, cl_platform_info(what), size, room, needed)
        }
    }

    private static func text(
        _ ask: (Int, UnsafeMutableRawPointer?, UnsafeMutablePointer<Int>?) -> cl_int
    ) -> String {
        var size = 0
        guard ask(0, nil, &size) == CL_SUCCESS, size > 0 else { return "" }
        var bytes = [UInt8](repeating: 0, count: size)
        let code = bytes.withUnsafeMutableBytes { ask(size, $0.baseAddress, nil) }
        guard code == CL_SUCCESS else { return "" }
        return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
}
