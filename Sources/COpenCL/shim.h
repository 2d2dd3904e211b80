/// The types of OpenCL, from its own header. swnd opens the loader at first use (`OpenCLLibrary.swift`), so nothing here may be
/// called directly: only the function types are used, and the linker sees no symbol.

#ifndef COPENCL_SHIM_H
#define COPENCL_SHIM_H

#define CL_TARGET_OPENCL_VERSION 120
#include <CL/cl.h>

typedef __typeof__(clGetPlatformIDs) *copencl_get_platform_ids;
typedef __typeof__(clGetPlatformInfo) *copencl_get_platform_info;
typedef __typeof__(clGetDeviceIDs) *copencl_get_device_ids;
typedef __typeof__(clGetDeviceInfo) *copencl_get_device_info;
typedef __typeof__(clCreateContext) *copencl_create_context;
typedef __typeof__(clCreateCommandQueue) *copencl_create_command_queue;
typedef __typeof__(clCreateBuffer) *copencl_create_buffer;
typedef __typeof__(clReleaseMemObject) *copencl_release_mem_object;
typedef __typeof__(clCreateProgramWithSource) *copencl_create_program_with_source;
typedef __typeof__(clCreateProgramWithBinary) *copencl_create_program_with_binary;
typedef __typeof__(clBuildProgram) *copencl_build_program;
typedef __typeof__(clGetProgramInfo) *copencl_get_program_info;
typedef __typeof__(clGetProgramBuildInfo) *copencl_get_program_build_info;
typedef __typeof__(clReleaseProgram) *copencl_release_program;
typedef __typeof__(clCreateKernel) *copencl_create_kernel;
typedef __typeof__(clReleaseKernel) *copencl_release_kernel;
typedef __typeof__(clSetKernelArg) *copencl_set_kernel_arg;
typedef __typeof__(clGetKernelWorkGroupInfo) *copencl_get_kernel_work_group_info;
typedef __typeof__(clEnqueueNDRangeKernel) *copencl_enqueue_nd_range_kernel;
typedef __typeof__(clEnqueueReadBuffer) *copencl_enqueue_read_buffer;
typedef __typeof__(clEnqueueWriteBuffer) *copencl_enqueue_write_buffer;
typedef __typeof__(clEnqueueCopyBuffer) *copencl_enqueue_copy_buffer;
typedef __typeof__(clEnqueueFillBuffer) *copencl_enqueue_fill_buffer;
typedef __typeof__(clEnqueueMapBuffer) *copencl_enqueue_map_buffer;
typedef __typeof__(clEnqueueUnmapMemObject) *copencl_enqueue_unmap_mem_object;
typedef __typeof__(clWaitForEvents) *copencl_wait_for_events;
typedef __typeof__(clGetEventInfo) *copencl_get_event_info;
typedef __typeof__(clGetEventProfilingInfo) *copencl_get_event_profiling_info;
typedef __typeof__(clRetainEvent) *copencl_retain_event;
typedef __typeof__(clReleaseEvent) *copencl_release_event;
typedef __typeof__(clFlush) *copencl_flush;
typedef __typeof__(clFinish) *copencl_finish;

/* What Swift does not import of the header: casts. */
enum {
    COPENCL_DEVICE_TYPE_CPU = 1 << 1,
    COPENCL_DEVICE_TYPE_GPU = 1 << 2,
    COPENCL_DEVICE_TYPE_ACCELERATOR = 1 << 3,
    COPENCL_FP_DENORM = 1 << 0,
    COPENCL_FP_FMA = 1 << 5,
    COPENCL_FP_CORRECTLY_ROUNDED_DIVIDE_SQRT = 1 << 7,
    COPENCL_MEM_READ_WRITE = 1 << 0,
    COPENCL_MEM_ALLOC_HOST_PTR = 1 << 4,
    COPENCL_QUEUE_PROFILING_ENABLE = 1 << 1,
    COPENCL_MAP_READ = 1 << 0,
    COPENCL_MAP_WRITE = 1 << 1
};

#endif
