import Glibc

/// The environment variables that swnd reads: the one table, and a typed reader for each.
///
/// A variable is read once: when it is first asked for, or by ``readAll()``. A value that makes no sense is ignored in
/// favour of the default; nothing is printed, ``problems()`` tells (of which Python warns).
public enum Environment {
    /// The number of threads that compute, or `nil` to count the cores that this process may use.
    public static let threadCount: Int? = number(.threadCount)

    /// The bytes that ``MemoryPool`` may hold, in use and cached, or `nil` for the machine's memory.
    public static let memoryLimit: Int? = number(.memoryLimit)

    /// The bytes that ``MemoryPool`` may keep for reuse, or `nil` for an eighth of the machine's
    /// memory.
    public static let memoryCache: Int? = number(.memoryCache)

    /// The build of the library to load. The loaders read it before the library exists, so swnd
    /// itself only lists it.
    public static let instructionSet: String? = text(.instructionSet)

    /// The OpenBLAS library to open, or `nil` to search for it.
    public static let openBLASPath: String? = text(.openBLASPath)

    /// The OpenCL loader to open, or `nil` to search for it.
    public static let openCLPath: String? = text(.openCLPath)

    /// Which OpenCL devices are `gpu(0)`, `gpu(1)` ..., or `nil` for GPUs only.
    public static let openCLDevice: String? = text(.openCLDevice)

    /// The folder of compiled programs, `"off"` for none, or `nil` for the user's cache folder.
    public static let openCLCache: String? = text(.openCLCache)

    /// The most bytes of device memory, or `nil` for what the device has.
    public static let openCLMemory: Int? = number(.openCLMemory)

    /// `"gpu"` or `"cpu"`, or `nil` for the kind of kernels that fits the device.
    public static let openCLKernels: String? = text(.openCLKernels)

    /// 1 where work without a kernel for a device is an error.
    public static let openCLStrict: Int? = number(.openCLStrict)

    /// `"async"` or `"sync"`, or `nil` for the asynchronous engine.
    public static let engine: String? = text(.engine)

    /// 0 where every operator is a launch of its own.
    public static let fusion: Int? = number(.fusion)

    /// The most elements of work that are computed inside the call.
    public static let immediate: Int? = number(.immediate)

    /// Microseconds without a new operator after which a helper begins.
    public static let quiet: Int? = number(.quiet)

    /// How much is told on stderr, from 0 to 3.
    public static let debug: Int? = number(.debug)

    /// The most operators that wait together.
    public static let windowNodes: Int? = number(.windowNodes)

    /// The most bytes of results that wait together.
    public static let windowBytes: Int? = number(.windowBytes)

    /// `"philox"` or `"mxnet"`, or `nil` for swnd's own random streams.
    public static let random: String? = text(.random)

    /// Reads all variables now: later, another thread might set one meanwhile.
    public static func readAll() {
        _ = (threadCount, memoryLimit, memoryCache, instructionSet, openBLASPath)
        _ = (openCLPath, openCLDevice, openCLCache, openCLMemory, openCLKernels, openCLStrict)
        _ = (engine, fusion, immediate, quiet, debug, windowNodes, windowBytes, random)
        _ = (Variable.all, Variable.instructionSet, Variable.engine, Variable.random)
        _ = Variable.openCLKernels
    }

    /// What is wrong with the values that are set now: a sentence for each variable that is
    /// ignored.
    public static func problems() -> [String] {
        Variable.all.compactMap { variable in
            guard let text = value(of: variable.name) else { return nil }
            return variable.problem(with: text)
        }
    }

    private static func number(_ variable: Variable) -> Int? {
        guard let text = value(of: variable.name), case .success(let number) = variable.parse(text)
        else { return nil }
        return number
    }

    private static func text(_ variable: Variable) -> String? {
        guard let text = value(of: variable.name), variable.problem(with: text) == nil
        else { return nil }
        return text
    }

    private static func value(of name: String) -> String? {
        guard let text = getenv(name), text.pointee != 0 else { return nil }
        return String(cString: text)
    }
}
