import Glibc
import SwndCore
import SwndEngine
import SwndGraph

// What has no kernel on the device: inputs are copied to the host, computed there, and the result is copied back. It is told
// once for each operator.

extension OpenCLBackend {
    /// Has the host do the work of a launch.
    ///
    /// - Parameter isTold: whether that is worth saying.
    func runOnHost(_ launch: Launch, isTold: Bool = true) throws(SwndError) {
        if isTold { try tell(launch.name) }
        var inputs: [Value] = []
        for input in launch.inputs { inputs.append(try copied(input)) }
        let output = launch.output
        // Updated where it is: the result lies where the first input does.
        let isInPlace = launch.isInPlace && !inputs.isEmpty
        let storage =
            isInPlace
            ? inputs[0].storage : try Storage(byteCount: output.storage.byteCount)
        let result = Value(
            layout: output.layout, dtype: output.dtype, context: .cpu(), storage: storage)
        try host.run(
            Launch(
                launch.name, launch.work, inputs: Few(inputs), output: result,
                isInPlace: isInPlace))
        try host.wait()
        try write(
            storage.bytes, to: UnsafeRawPointer(output.storage.bytes),
            byteCount: storage.byteCount)
    }

    /// Has the host run a program.
    func runOnHost(_ launch: ProgramLaunch, _ name: String) throws(SwndError) {
        try tell(name)
        let program = launch.program
        var own = ProgramLaunch(program)
        // Kept until the program has ended.
        var copies: [UnsafeRawPointer: Storage] = [:]
        for memory in launch.inputs {
            let copy: Storage
            if let known = copies[memory] {
                copy = known
            } else {
                let size = DeviceBlock.of(memory).byteCount
                copy = try Storage(byteCount: size)
                try read(memory, from: 0, into: copy.bytes, byteCount: size)
                copies[memory] = copy
            }
            own.inputs.append(UnsafeRawPointer(copy.bytes))
        }
        var results: [(Storage, UnsafeMutableRawPointer, Int)] = []
        func result(
            _ memory: UnsafeMutableRawPointer, _ byteCount: Int
        ) throws(SwndError) -> UnsafeMutableRawPointer {
            let storage = try Storage(byteCount: byteCount)
            results.append((storage, memory, byteCount))
            return storage.bytes
        }
        for (output, memory) in zip(program.outputs, launch.outputs) {
            let count =
                program.steps[output.register].isPerRow ? program.rowCount : program.count
            own.outputs.append(try result(memory, count &* output.dtype.byteCount))
            own.isInPlace.append(false)
        }
        for (reduction, memory) in zip(program.reductions, launch.reductions) {
            own.reductions.append(
                try result(memory, program.resultCount &* reduction.dtype.byteCount))
        }
        try host.run(own)
        try host.wait()
        for (storage, memory, byteCount) in results {
            try write(storage.bytes, to: UnsafeRawPointer(memory), byteCount: byteCount)
        }
        withExtendedLifetime(copies) {}
    }

    /// A value of the device in the host's memory, under the same layout.
    private func copied(_ value: Value) throws(SwndError) -> Value {
        if value.context.isHost { return value }
        let storage = try Storage(byteCount: value.storage.byteCount)
        try read(
            UnsafeRawPointer(value.storage.bytes), from: 0, into: storage.bytes,
            byteCount: storage.byteCount)
        return Value(
            layout: value.layout, dtype: value.dtype, context: .cpu(), storage: storage)
    }

    /// Says that the host computes something, or refuses to.
    private func tell(_ name: String) throws(SwndError) {
        if Environment.openCLStrict == 1 {
            throw SwndError(
                .unsupported,
                "\(name): has no kernel for \(device.name), and SWND_OPENCL_STRICT is set")
        }
        guard fallen.insert(name).inserted else { return }
        var text =
            "swnd: \(name) has no kernel for \(device.name): it is computed on the cpu"
            + " (SWND_OPENCL_STRICT=1 makes this an error)\n"
        text.withUTF8 { bytes in _ = Glibc.write(2, bytes.baseAddress, bytes.count) }
    }
}

extension Program {
    /// The elements of a result that is combined at the end.
    var resultCount: Int {
        if case .columns(_, let columns) = space { rowCount &* columns } else { rowCount }
    }
}
