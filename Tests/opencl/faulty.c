/*
 * An OpenCL loader that makes things go wrong: what is not defined here is the real loader's, which this library is linked to.
 * FAULT says what: `single` (devices have no double precision), `memory=N` (at most N bytes of buffers), `lost=N` (the device is
 * lost after N kernels), `build` (no program compiles), `none` (there is no platform), `group=N` (work groups have at most N
 * work items), `pinned` (there is no pinned memory).
 */
#define CL_TARGET_OPENCL_VERSION 120
#define CL_USE_DEPRECATED_OPENCL_1_2_APIS
#include <CL/cl.h>
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#define REAL(name) ((__typeof__(name) *)dlsym(RTLD_NEXT, #name))

/* Whether FAULT is of a kind; the number after it goes to `number`. */
static int fault(const char *kind, size_t *number) {
    const char *given = getenv("FAULT");
    const size_t length = strlen(kind);
    if (!given || strncmp(given, kind, length) != 0) return 0;
    if (number) *number = given[length] == '=' ? strtoul(given + length + 1, NULL, 10) : 0;
    return 1;
}

static int kernels;

static int is_lost(void) {
    size_t most;
    return fault("lost", &most) && __atomic_load_n(&kernels, __ATOMIC_RELAXED) > (int)most;
}

cl_int clGetPlatformIDs(cl_uint room, cl_platform_id *platforms, cl_uint *count) {
    if (fault("none", NULL)) return -1001;
    return REAL(clGetPlatformIDs)(room, platforms, count);
}

cl_int clGetDeviceInfo(cl_device_id device, cl_device_info what, size_t size, void *value,
                       size_t *needed) {
    const cl_int code = REAL(clGetDeviceInfo)(device, what, size, value, needed);
    size_t most;
    if (what == CL_DEVICE_DOUBLE_FP_CONFIG && value && fault("single", NULL)) memset(value, 0, size);
    if (what == CL_DEVICE_MAX_WORK_GROUP_SIZE && value && fault("group", &most))
        memcpy(value, &most, size);
    return code;
}

/* Buffers that there are, with their sizes. */
static struct {
    cl_mem buffer;
    size_t size;
} buffers[4096];
static size_t total;

cl_mem clCreateBuffer(cl_context context, cl_mem_flags flags, size_t size, void *bytes,
                      cl_int *code) {
    size_t most;
    if ((flags & CL_MEM_ALLOC_HOST_PTR) && fault("pinned", NULL)) {
        *code = CL_MEM_OBJECT_ALLOCATION_FAILURE;
        return NULL;
    }
    /* Those of the host's memory are what transfers go through. */
    if (!fault("memory", &most) || (flags & CL_MEM_ALLOC_HOST_PTR))
        return REAL(clCreateBuffer)(context, flags, size, bytes, code);
    if (total + size > most) {
        *code = CL_MEM_OBJECT_ALLOCATION_FAILURE;
        return NULL;
    }
    cl_mem buffer = REAL(clCreateBuffer)(context, flags, size, bytes, code);
    for (size_t i = 0; buffer && i < 4096; i++)
        if (!buffers[i].buffer) {
            buffers[i].buffer = buffer;
            buffers[i].size = size;
            total += size;
            break;
        }
    return buffer;
}

cl_int clReleaseMemObject(cl_mem buffer) {
    for (size_t i = 0; i < 4096; i++)
        if (buffers[i].buffer == buffer) {
            buffers[i].buffer = NULL;
            total -= buffers[i].size;
        }
    return REAL(clReleaseMemObject)(buffer);
}

cl_int clBuildProgram(cl_program program, cl_uint count, const cl_device_id *devices,
                      const char *options, void(CL_CALLBACK *done)(cl_program, void *),
                      void *data) {
    if (fault("build", NULL)) return CL_BUILD_PROGRAM_FAILURE;
    return REAL(clBuildProgram)(program, count, devices, options, done, data);
}

cl_int clGetProgramBuildInfo(cl_program program, cl_device_id device, cl_program_build_info what,
                             size_t size, void *value, size_t *needed) {
    static const char log[] = "line 1: this compiler is out of order";
    if (!fault("build", NULL) || what != CL_PROGRAM_BUILD_LOG)
        return REAL(clGetProgramBuildInfo)(program, device, what, size, value, needed);
    if (needed) *needed = sizeof log;
    if (value) memcpy(value, log, size < sizeof log ? size : sizeof log);
    return CL_SUCCESS;
}

cl_int clEnqueueNDRangeKernel(cl_command_queue queue, cl_kernel kernel, cl_uint rank,
                              const size_t *offset, const size_t *global, const size_t *local,
                              cl_uint count, const cl_event *events, cl_event *event) {
    size_t items = 1, most;
    for (cl_uint axis = 0; local && axis < rank; axis++) items *= local[axis];
    if (fault("group", &most) && items > most) return CL_INVALID_WORK_GROUP_SIZE;
    __atomic_add_fetch(&kernels, 1, __ATOMIC_RELAXED);
    if (is_lost()) return CL_OUT_OF_RESOURCES;
    return REAL(clEnqueueNDRangeKernel)(queue, kernel, rank, offset, global, local, count, events,
                                        event);
}

cl_int clEnqueueReadBuffer(cl_command_queue queue, cl_mem buffer, cl_bool waits, size_t offset,
                           size_t size, void *bytes, cl_uint count, const cl_event *events,
                           cl_event *event) {
    if (is_lost()) return CL_INVALID_COMMAND_QUEUE;
    return REAL(clEnqueueReadBuffer)(queue, buffer, waits, offset, size, bytes, count, events,
                                     event);
}

cl_int clEnqueueWriteBuffer(cl_command_queue queue, cl_mem buffer, cl_bool waits, size_t offset,
                            size_t size, const void *bytes, cl_uint count, const cl_event *events,
                            cl_event *event) {
    if (is_lost()) return CL_INVALID_COMMAND_QUEUE;
    return REAL(clEnqueueWriteBuffer)(queue, buffer, waits, offset, size, bytes, count, events,
                                      event);
}

cl_int clFinish(cl_command_queue queue) {
    if (is_lost()) return CL_INVALID_COMMAND_QUEUE;
    return REAL(clFinish)(queue);
}
