import COpenCL
import Glibc
import SwndCore

/// The programs of a device by their text: those of this process, and those that any process has built before.
///
/// Used by the thread that launches, and by no other.
final class ProgramCache {
    /// How programs were come by.
    struct Statistics {
        /// Compiled.
        var built = 0
        /// Read from disk.
        var loaded = 0
    }

    private let device: OpenCLDevice
    private let disk: DiskCache?
    private var kernels: [String: Kernel] = [:]
    private(set) var statistics = Statistics()

    init(_ device: OpenCLDevice) {
        self.device = device
        disk = DiskCache.standard
    }

    /// The kernel `run` of a program.
    ///
    /// - Parameter name: the operators in it, for the error where it does not compile.
    func kernel(_ text: String, name: String) throws(SwndError) -> Kernel {
        if let kernel = kernels[text] { return kernel }
        if Environment.debug ?? 0 >= 2 { tell(text, name) }
        let program: cl_program
        if let known = load(text) {
            program = known
        } else {
            program = try build(text, name)
        }
        var code = cl_int(CL_SUCCESS)
        let made = device.library.createKernel(program, "run", &code)
        try OpenCLStatus.check(code, "\(name): no kernel can be made for \(device.name)")
        guard let made else { throw SwndError(.internalFault, "\(name): there is no kernel") }
        let kernel = Kernel(made, device)
        kernels[text] = kernel
        return kernel
    }

    /// What `SWND_DEBUG` makes known.
    private func tell(_ text: String, _ name: String) {
        var message = "swnd: kernel of \(name) for \(device.name)\n\(text)swnd: end of kernel\n"
        message.withUTF8 { bytes in _ = Glibc.write(2, bytes.baseAddress, bytes.count) }
    }

    /// What binaries depend on beside the text.
    private func key(_ text: String) -> String {
        let facts = device.facts
        return [
            facts.platform, facts.name, facts.version, facts.driverVersion, facts.buildOptions,
            text,
        ].joined(separator: "\n")
    }

    private func load(_ text: String) -> cl_program? {
        guard let binary = disk?.read(key(text)) else { return nil }
        let library = device.library
        var (status, code) = (cl_int(CL_SUCCESS), cl_int(CL_SUCCESS))
        var id: cl_device_id? = device.id
        let program = binary.withUnsafeBufferPointer { bytes in
            var start = bytes.baseAddress
            var size = bytes.count
            return library.createProgramWithBinary(
                device.context, 1, &id, &size, &start, &status, &code)
        }
        guard code == CL_SUCCESS, status == CL_SUCCESS, let program else { return nil }
        guard
            library.buildProgram(program, 1, &id, device.facts.buildOptions, nil, nil)
                == CL_SUCCESS
        else {
            _ = library.releaseProgram(program)
            return nil
        }
        statistics.loaded += 1
        return program
    }

    private func build(_ text: String, _ name: String) throws(SwndError) -> cl_program {
        let library = device.library
        var code = cl_int(CL_SUCCESS)
        var id: cl_device_id? = device.id
        let program = text.withCString { source in
            var start: UnsafePointer<CChar>? = source
            return library.createProgramWithSource(device.context, 1, &start, nil, &code)
        }
        try OpenCLStatus.check(code, "\(name): no program can be made for \(device.name)")
        guard let program else { throw SwndError(.internalFault, "\(name): there is no program") }
        code = library.buildProgram(program, 1, &id, device.facts.buildOptions, nil, nil)
        OpenCLProcess.watchEnd(after: .building)
        statistics.built += 1
        guard code == CL_SUCCESS else {
            let log = buildLog(program)
            _ = library.releaseProgram(program)
            throw SwndError(
                .unsupported,
                "\(name): the program does not compile for \(device.name), \(device.facts.name):\n"
                    + "\(log)\n\(text)")
        }
        if let disk, let binary = binary(program) { disk.write(key(text), binary) }
        return program
    }

    private func buildLog(_ program: cl_program) -> String {
        var size = 0
        let what = cl_program_build_info(CL_PROGRAM_BUILD_LOG)
        let ask = device.library.getProgramBuildInfo
        guard ask(program, device.id, what, 0, nil, &size) == CL_SUCCESS, size > 0 else {
            return ""
        }
        var bytes = [UInt8](repeating: 0, count: size)
        _ = bytes.withUnsafeMutableBytes {
            ask(program, device.id, what, size, $0.baseAddress, nil)
        }
        return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }

    private func binary(_ program: cl_program) -> [UInt8]? {
        var size = 0
        let ask = device.library.getProgramInfo
        guard
            ask(
                program, cl_program_info(CL_PROGRAM_BINARY_SIZES), MemoryLayout<Int>.size, &size,
                nil) == CL_SUCCESS, size > 0
        else { return nil }
        var bytes = [UInt8](repeating: 0, count: size)
        let code = bytes.withUnsafeMutableBufferPointer { buffer in
            var start = buffer.baseAddress
            return ask(
                program, cl_program_info(CL_PROGRAM_BINARIES),
                MemoryLayout<UnsafeMutablePointer<UInt8>?>.size, &start, nil)
        }
        return code == CL_SUCCESS ? bytes : nil
    }
}
