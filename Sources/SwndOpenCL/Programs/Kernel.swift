import COpenCL
import SwndCore

/// A compiled kernel, called `run` in its program.
final class Kernel {
    private let kernel: cl_kernel
    private let device: OpenCLDevice

    init(_ kernel: cl_kernel, _ device: OpenCLDevice) {
        self.kernel = kernel
        self.device = device
    }

    /// Puts a launch into the queue. Where the device has no memory left for it, what is kept for reuse is given back first.
    func launch(
        _ arguments: Arguments, global: WorkSize, local: WorkSize, name: String, _ pool: DevicePool
    ) throws(SwndError) {
        try set(arguments, name)
        do throws(SwndError) {
            try device.launch(kernel, global: global, local: local, name)
        } catch {
            guard error.code == .memory else { throw error }
            try? device.finish()
            pool.emptyCache()
            try device.launch(kernel, global: global, local: local, name)
        }
    }

    private func set(_ arguments: Arguments, _ name: String) throws(SwndError) {
        let set = device.library.setKernelArg
        for (position, argument) in arguments.list.enumerated() {
            let index = cl_uint(position)
            let code: cl_int =
                switch argument {
                case .memory(let handle):
                    Self.give(DeviceBlock.of(handle).buffer, kernel, index, set)
                case .local(let size): set(kernel, index, size, nil)
                case .int(let number): Self.give(number, kernel, index, set)
                case .uint(let number): Self.give(number, kernel, index, set)
                case .long(let number): Self.give(number, kernel, index, set)
                case .ulong(let number): Self.give(number, kernel, index, set)
                case .float(let number): Self.give(number, kernel, index, set)
                case .double(let number): Self.give(number, kernel, index, set)
                }
            try OpenCLStatus.check(code, "\(name): argument \(position)")
        }
    }

    private static func give<T>(
        _ value: T, _ kernel: cl_kernel, _ index: cl_uint, _ set: copencl_set_kernel_arg
    ) -> cl_int {
        withUnsafePointer(to: value) { set(kernel, index, MemoryLayout<T>.size, $0) }
    }
}

/// What a kernel is given, in the order of its parameters.
struct Arguments {
    enum Argument {
        case memory(UnsafeRawPointer)
        /// Local memory of so many bytes.
        case local(Int)
        case int(Int32)
        case uint(UInt32)
        case long(Int64)
        case ulong(UInt64)
        case float(Float)
        case double(Double)
    }

    private(set) var list: [Argument] = []

    mutating func add(_ argument: Argument) { list.append(argument) }

    /// An integer as the kernel counts: 32 bits where that is enough.
    mutating func add(count: Int, isLarge: Bool) {
        list.append(
            isLarge ? .long(Int64(count)) : .int(Int32(truncatingIfNeeded: count)))
    }
}
