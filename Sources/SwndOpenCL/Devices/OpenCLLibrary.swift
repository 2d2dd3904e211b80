import COpenCL
import Glibc
import SwndCore

/// OpenCL's functions, found in the loader that was opened at run time.
///
/// Nothing links to OpenCL: a process that never asks for a GPU neither reads the loader nor the drivers behind it.
struct OpenCLLibrary: @unchecked Sendable {
    let getPlatformIDs: copencl_get_platform_ids
    let getPlatformInfo: copencl_get_platform_info
    let getDeviceIDs: copencl_get_device_ids
    let getDeviceInfo: copencl_get_device_info
    let createContext: copencl_create_context
    let createCommandQueue: copencl_create_command_queue
    let createBuffer: copencl_create_buffer
    let releaseMemObject: copencl_release_mem_object
    let createProgramWithSource: copencl_create_program_with_source
    let createProgramWithBinary: copencl_create_program_with_binary
    let buildProgram: copencl_build_program
    let getProgramInfo: copencl_get_program_info
    let getProgramBuildInfo: copencl_get_program_build_info
    let releaseProgram: copencl_release_program
    let createKernel: copencl_create_kernel
    let setKernelArg: copencl_set_kernel_arg
    let enqueueKernel: copencl_enqueue_nd_range_kernel
    let enqueueRead: copencl_enqueue_read_buffer
    let enqueueWrite: copencl_enqueue_write_buffer
    let enqueueCopy: copencl_enqueue_copy_buffer
    let enqueueFill: copencl_enqueue_fill_buffer
    let enqueueMap: copencl_enqueue_map_buffer
    let waitForEvents: copencl_wait_for_events
    let getEventInfo: copencl_get_event_info
    let getEventProfilingInfo: copencl_get_event_profiling_info
    let retainEvent: copencl_retain_event
    let releaseEvent: copencl_release_event
    let flush: copencl_flush
    let finish: copencl_finish

    private static let names = ["libOpenCL.so.1", "libOpenCL.so"]

    /// Opens the loader that `SWND_OPENCL` names, or the one on the system's library path.
    static func open() -> Result<OpenCLLibrary, SwndError> {
        let given = Environment.openCLPath
        let names = given.map { [$0] } ?? Self.names
        for name in names {
            guard let handle = dlopen(name, RTLD_NOW | RTLD_LOCAL) else { continue }
            if let library = OpenCLLibrary(handle) { return .success(library) }
        }
        let place =
            names.joined(separator: ", ") + (given == nil ? "" : ", which SWND_OPENCL names")
        return .failure(
            SwndError(
                .context,
                "the OpenCL loader (\(place)) was not found, or is none: install it"
                    + " (ocl-icd-libopencl1 on Debian) and a driver for your device (the vendor's,"
                    + " or pocl-opencl-icd to compute on the processor)"))
    }

    private init?(_ handle: UnsafeMutableRawPointer) {
        var isComplete = true
        func find<Function>(_ name: String, _: Function.Type) -> Function? {
            guard let symbol = dlsym(handle, name) else {
                isComplete = false
                return nil
            }
            return unsafeBitCast(symbol, to: Function.self)
        }
        guard
            let getPlatformIDs = find("clGetPlatformIDs", copencl_get_platform_ids.self),
            let getPlatformInfo = find("clGetPlatformInfo", copencl_get_platform_info.self),
            let getDeviceIDs = find("clGetDeviceIDs", copencl_get_device_ids.self),
            let getDeviceInfo = find("clGetDeviceInfo", copencl_get_device_info.self),
            let createContext = find("clCreateContext", copencl_create_context.self),
            let createCommandQueue = find(
                "clCreateCommandQueue", copencl_create_command_queue.self),
            let createBuffer = find("clCreateBuffer", copencl_create_buffer.self),
            let releaseMemObject = find("clReleaseMemObject", copencl_release_mem_object.self),
            let createProgramWithSource = find(
                "clCreateProgramWithSource", copencl_create_program_with_source.self),
            let createProgramWithBinary = find(
                "clCreateProgramWithBinary", copencl_create_program_with_binary.self),
            let buildProgram = find("clBuildProgram", copencl_build_program.self),
            let getProgramInfo = find("clGetProgramInfo", copencl_get_program_info.self),
            let getProgramBuildInfo = find(
                "clGetProgramBuildInfo", copencl_get_program_build_info.self),
            let releaseProgram = find("clReleaseProgram", copencl_release_program.self),
            let createKernel = find("clCreateKernel", copencl_create_kernel.self)
        else { return nil }
        guard
            let setKernelArg = find("clSetKernelArg", copencl_set_kernel_arg.self),
            let enqueueKernel = find(
                "clEnqueueNDRangeKernel", copencl_enqueue_nd_range_kernel.self),
            let enqueueRead = find("clEnqueueReadBuffer", copencl_enqueue_read_buffer.self),
            let enqueueWrite = find("clEnqueueWriteBuffer", copencl_enqueue_write_buffer.self),
            let enqueueCopy = find("clEnqueueCopyBuffer", copencl_enqueue_copy_buffer.self),
            let enqueueFill = find("clEnqueueFillBuffer", copencl_enqueue_fill_buffer.self),
            let enqueueMap = find("clEnqueueMapBuffer", copencl_enqueue_map_buffer.self),
            let waitForEvents = find("clWaitForEvents", copencl_wait_for_events.self),
            let getEventInfo = find("clGetEventInfo", copencl_get_event_info.self),
            let getEventProfilingInfo = find(
                "clGetEventProfilingInfo", copencl_get_event_profiling_info.self),
            let retainEvent = find("clRetainEvent", copencl_retain_event.self),
            let releaseEvent = find("clReleaseEvent", copencl_release_event.self),
            let flush = find("clFlush", copencl_flush.self),
            let finish = find("clFinish", copencl_finish.self), isComplete
        else { return nil }
        self.getPlatformIDs = getPlatformIDs
        self.getPlatformInfo = getPlatformInfo
        self.getDeviceIDs = getDeviceIDs
        self.getDeviceInfo = getDeviceInfo
        self.createContext = createContext
        self.createCommandQueue = createCommandQueue
        self.createBuffer = createBuffer
        self.releaseMemObject = releaseMemObject
        self.createProgramWithSource = createProgramWithSource
        self.createProgramWithBinary = createProgramWithBinary
        self.buildProgram = buildProgram
        self.getProgramInfo = getProgramInfo
        self.getProgramBuildInfo = getProgramBuildInfo
        self.releaseProgram = releaseProgram
        self.createKernel = createKernel
        self.setKernelArg = setKernelArg
        self.enqueueKernel = enqueueKernel
        self.enqueueRead = enqueueRead
        self.enqueueWrite = enqueueWrite
        self.enqueueCopy = enqueueCopy
        self.enqueueFill = enqueueFill
        self.enqueueMap = enqueueMap
        self.waitForEvents = waitForEvents
        self.getEventInfo = getEventInfo
        self.getEventProfilingInfo = getEventProfilingInfo
        self.retainEvent = retainEvent
        self.releaseEvent = releaseEvent
        self.flush = flush
        self.finish = finish
    }
}
