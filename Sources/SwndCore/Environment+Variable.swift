extension Environment {
    /// An environment variable: a row of the table.
    public struct Variable: Sendable {
        /// The values that a variable takes.
        public enum Kind: Sendable {
            /// A whole number within a range.
            case count(ClosedRange<Int>)
            /// A number of bytes, where K, M, G and T may follow (powers of 1024).
            case bytes
            /// One of some words.
            case choice([String])
            /// Any text.
            case text
        }

        /// The name, `SWND_...`.
        public let name: String
        /// What it does, in a sentence.
        public let meaning: String
        /// What happens when it is not set, in words.
        public let defaultMeaning: String
        /// The values that it takes.
        public let kind: Kind
    }
}

extension Environment.Variable {
    /// `SWND_NUM_THREADS`
    public static let threadCount = Self(
        name: "SWND_NUM_THREADS",
        meaning: "The number of threads that compute, the calling thread included.",
        defaultMeaning: "The physical cores that affinity and cgroup leave to the process.",
        kind: .count(1...1024))

    /// `SWND_MEMORY_LIMIT`
    public static let memoryLimit = Self(
        name: "SWND_MEMORY_LIMIT",
        meaning:
            "The most host memory that arrays may take; beyond it operators fail with an error.",
        defaultMeaning: "The memory of the machine, or of its control group.",
        kind: .bytes)

    /// `SWND_MEMORY_CACHE`
    public static let memoryCache = Self(
        name: "SWND_MEMORY_CACHE",
        meaning: "The most host memory that is kept for reuse when arrays are freed.",
        defaultMeaning: "An eighth of the machine's memory.",
        kind: .bytes)

    /// `SWND_ISA`
    public static let instructionSet = Self(
        name: "SWND_ISA",
        meaning: "The build of the library to load; read by the loaders (Python's, for one).",
        defaultMeaning: "The best one that the processor runs.",
        kind: .choice(["x86-64-v2", "x86-64-v3", "x86-64-v4", "generic"]))

    /// `SWND_OPENBLAS`
    public static let openBLASPath = Self(
        name: "SWND_OPENBLAS",
        meaning: "The path of the OpenBLAS library to open.",
        defaultMeaning: "libopenblas.so.0 on the system's library path.",
        kind: .text)

    /// `SWND_ENGINE`
    public static let engine = Self(
        name: "SWND_ENGINE",
        meaning:
            "Whether operators are executed later and together, or each inside its call (for debugging).",
        defaultMeaning: "async.",
        kind: .choice(["async", "sync"]))

    /// `SWND_FUSION`
    public static let fusion = Self(
        name: "SWND_FUSION",
        meaning: "With 0, every operator is a launch of its own; results are the same.",
        defaultMeaning: "1.",
        kind: .count(0...1))

    /// `SWND_IMMEDIATE`
    public static let immediate = Self(
        name: "SWND_IMMEDIATE",
        meaning:
            "The most elements of work that are computed inside the call when the inputs are there.",
        defaultMeaning: "8192.",
        kind: .count(0...(1 << 30)))

    /// `SWND_QUIET`
    public static let quiet = Self(
        name: "SWND_QUIET",
        meaning:
            "The microseconds without a new operator after which another thread begins to execute those that wait.",
        defaultMeaning: "80.",
        kind: .count(0...100_000_000))

    /// `SWND_DEBUG`
    public static let debug = Self(
        name: "SWND_DEBUG",
        meaning:
            "Written to stderr: 1, each window with its launches, and errors that were kept; 2, the programs as well; 3, also why operators did not share a launch.",
        defaultMeaning: "Nothing.",
        kind: .count(0...3))

    /// `SWND_WINDOW_NODES`
    public static let windowNodes = Self(
        name: "SWND_WINDOW_NODES",
        meaning: "The most operators that wait together before they are executed.",
        defaultMeaning: "256.",
        kind: .count(1...(1 << 20)))

    /// `SWND_WINDOW_BYTES`
    public static let windowBytes = Self(
        name: "SWND_WINDOW_BYTES",
        meaning: "The most bytes of results that wait together before they are computed.",
        defaultMeaning: "1G.",
        kind: .bytes)

    /// `SWND_OPENCL_DEVICE`
    public static let openCLDevice = Self(
        name: "SWND_OPENCL_DEVICE",
        meaning:
            "The devices that gpu(0), gpu(1) ... stand for: gpu, cpu (processors with an OpenCL driver), any (GPUs, or processors where there is none), none, or a part of a device's name.",
        defaultMeaning: "gpu.",
        kind: .text)

    /// `SWND_OPENCL_STRICT`
    public static let openCLStrict = Self(
        name: "SWND_OPENCL_STRICT",
        meaning:
            "With 1, an operator without a kernel for the device is an error; else the processor computes it.",
        defaultMeaning: "0.",
        kind: .count(0...1))

    /// `SWND_OPENCL_KERNELS`
    public static let openCLKernels = Self(
        name: "SWND_OPENCL_KERNELS",
        meaning:
            "The kind of kernels: for GPUs (gpu), with tiles in local memory, or for processors (cpu); for tests.",
        defaultMeaning: "What fits the device.",
        kind: .choice(["gpu", "cpu"]))

    /// `SWND_OPENCL_MEMORY`
    public static let openCLMemory = Self(
        name: "SWND_OPENCL_MEMORY",
        meaning: "The most memory of each device that arrays may take, in use and kept.",
        defaultMeaning: "The memory of the device.",
        kind: .bytes)

    /// `SWND_OPENCL_CACHE`
    public static let openCLCache = Self(
        name: "SWND_OPENCL_CACHE",
        meaning: "The folder where compiled programs are kept; off for none.",
        defaultMeaning: "swnd/opencl in the user's cache folder.",
        kind: .text)

    /// `SWND_OPENCL`
    public static let openCLPath = Self(
        name: "SWND_OPENCL",
        meaning: "The path of the OpenCL loader to open.",
        defaultMeaning: "libOpenCL.so.1 on the system's library path.",
        kind: .text)

    /// `SWND_RANDOM`
    public static let random = Self(
        name: "SWND_RANDOM",
        meaning:
            "Where random numbers come from: swnd's own streams, or those of MXNet 1.9.1 on the processor, number by number.",
        defaultMeaning: "philox.",
        kind: .choice(["philox", "mxnet"]))

    /// Every variable, in the order of the documentation.
    public static let all: [Self] = [
        .threadCount, .engine, .fusion, .immediate, .quiet, .debug, .windowNodes, .windowBytes,
        .memoryLimit, .memoryCache, .instructionSet, .openBLASPath, .openCLDevice, .openCLStrict,
        .openCLKernels, .openCLMemory, .openCLCache, .openCLPath, .random,
    ]

    /// Why a value of a variable is ignored.
    public struct Problem: Error {
        /// A sentence with the variable's name and its value.
        public let message: String
    }

    /// The number that a text says, for a variable of kind `count` or `bytes`.
    public func parse(_ text: String) -> Result<Int, Problem> {
        switch kind {
        case .count(let range):
            guard let number = Int(text), range.contains(number) else {
                return .failure(
                    problem(text, "a number from \(range.lowerBound) to \(range.upperBound)"))
            }
            return .success(number)
        case .bytes:
            guard let number = Self.bytes(text) else {
                return .failure(problem(text, "a number of bytes such as 4G"))
            }
            return .success(number)
        case .choice, .text:
            return .failure(problem(text, "not a number"))
        }
    }

    /// What is wrong with a text as the value of this variable, or `nil`.
    public func problem(with text: String) -> String? {
        switch kind {
        case .count, .bytes:
            if case .failure(let problem) = parse(text) { return problem.message }
            return nil
        case .choice(let words):
            if words.contains(text) { return nil }
            return problem(text, "one of " + words.joined(separator: ", ")).message
        case .text:
            return nil
        }
    }

    private func problem(_ text: String, _ expected: String) -> Problem {
        Problem(message: "\(name)=\(text) is ignored: expected \(expected).")
    }

    /// The value of `"4096"`, `"512M"`, `"2GiB"`; `nil` when it is something else or too large.
    static func bytes(_ text: String) -> Int? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        var suffix = text.dropFirst(digits.count).lowercased()
        if suffix.hasSuffix("ib") {
            suffix.removeLast(2)
        } else if suffix.hasSuffix("b") {
            suffix.removeLast()
        }
        let shifts = ["": 0, "k": 10, "m": 20, "g": 30, "t": 40]
        guard let number = Int(digits), let shift = shifts[suffix] else { return nil }
        let (bytes, overflow) = number.multipliedReportingOverflow(by: 1 << shift)
        return overflow ? nil : bytes
    }
}
