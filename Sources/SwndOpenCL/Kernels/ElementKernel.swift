import SwndCore
import SwndGraph
import SwndNumerics

/// A kernel with one work item for each element of something, whose text is written for a few arrays of any layout and dtype.
struct ElementKernel {
    /// An array that the kernel reads or writes.
    struct Array {
        let name: String
        let dtype: DType
        let access: Access
        let memory: UnsafeRawPointer
        let isWritten: Bool
    }

    /// What tells kernels apart: what they are for, and the kinds of their arrays.
    struct Key: Hashable {
        let purpose: String
        let kinds: [Int]
    }

    private(set) var arrays: [Array] = []
    private(set) var sizes: [(name: String, value: Int)] = []
    private(set) var numbers: [(declaration: String, argument: Arguments.Argument)] = []
    /// The farthest place that is reached beyond what arrays and sizes say.
    private var reach = 0
    /// Local memory and kernel attributes, if groups of work items share something.
    var groupSize: Int?

    /// The number of work items.
    let count: Int

    init(count: Int) { self.count = count }

    mutating func read(_ name: String, _ value: Value, as layout: Layout? = nil) {
        arrays.append(
            Array(
                name: name, dtype: value.dtype, access: Access(layout ?? value.layout),
                memory: UnsafeRawPointer(value.storage.bytes), isWritten: false))
    }

    mutating func write(_ name: String, _ value: Value, as layout: Layout? = nil) {
        arrays.append(
            Array(
                name: name, dtype: value.dtype, access: Access(layout ?? value.layout),
                memory: UnsafeRawPointer(value.storage.bytes), isWritten: true))
    }

    /// Memory of consecutive elements that is no value.
    mutating func scratch(_ name: String, _ dtype: DType, _ memory: UnsafeMutableRawPointer) {
        let layout = Layout(contiguous: .one)
        arrays.append(
            Array(
                name: name, dtype: dtype, access: Access(layout),
                memory: UnsafeRawPointer(memory), isWritten: true))
    }

    /// A number that the text sets where it meets an index that is an error.
    mutating func flag(_ memory: DevicePart?) {
        if let memory { scratch("failed", .int32, memory.memory) }
    }

    /// The statement that sets it; nothing where there is none.
    var failing: String { arrays.contains { $0.name == "failed" } ? "failed[0] = 1; " : "" }

    /// A number that the text knows by name.
    mutating func size(_ name: String, _ value: Int) { sizes.append((name, value)) }

    /// A number of a compute type, or an unsigned one of 64 bits, that the text knows by name.
    mutating func number(_ name: String, _ value: Scalar, _ type: ComputeType) {
        let argument: Arguments.Argument =
            switch type {
            case .float32: .float(Float(value.real))
            case .float64: .double(value.real)
            case .int32: .int(value.integer(as: Int32.self))
            case .int64: .long(value.integer(as: Int64.self))
            }
        numbers.append(("const \(type.name) \(name)", argument))
    }

    mutating func number(_ name: String, _ value: UInt64) {
        numbers.append(("const ulong \(name)", .ulong(value)))
    }

    /// Says that the text adds to places of arrays, and how far it comes.
    mutating func reach(_ place: Int) { reach = Swift.max(reach, place) }

    var isLarge: Bool {
        Counting.isLarge(count) || Counting.isLarge(reach)
            || sizes.contains { Counting.isLarge($0.value) }
            || arrays.contains { Counting.isLarge($0.access.reach.upperBound) }
    }

    func key(_ purpose: String) -> Key {
        Key(
            purpose: purpose,
            kinds: [isLarge ? 1 : 0, groupSize ?? 0]
                + arrays.map { Int($0.dtype.rawValue) << 8 | $0.access.kind })
    }

    /// Whether double precision occurs beside arrays of it.
    var usesDouble = false
    /// Functions that the text calls.
    var functions = ""

    /// The text of the kernel: of a work item's element `i`, or of all where groups share something.
    func text(_ body: String) -> String {
        let isLarge = isLarge
        let head =
            groupSize == nil ? "const index_t i = get_global_id(0);\nif (i >= count) return;\n" : ""
        var parameters = ["const index_t count"]
        parameters += sizes.map { "const index_t \($0.name)" }
        parameters += numbers.map(\.declaration)
        for array in arrays {
            let type = (array.isWritten ? "" : "const ") + array.dtype.memoryType
            parameters.append("__global \(type) *\(array.name)")
            parameters += array.access.parameters(array.name, isLarge: isLarge)
        }
        let attribute = groupSize.map {
            "__attribute__((reqd_work_group_size(\($0), 1, 1)))\n"
        }
        let usesDouble = usesDouble || arrays.contains { $0.dtype == .float64 }
        return Conversions.prelude(usesDouble: usesDouble)
            + "typedef \(isLarge ? "long" : "int") index_t;\n" + functions + (attribute ?? "")
            + "__kernel void run(\n    " + parameters.joined(separator: ",\n    ") + ") {\n" + head
            + body + "\n}\n"
    }

    var arguments: Arguments {
        let isLarge = isLarge
        var arguments = Arguments()
        arguments.add(count: count, isLarge: isLarge)
        for size in sizes { arguments.add(count: size.value, isLarge: isLarge) }
        for number in numbers { arguments.add(number.argument) }
        for array in arrays {
            arguments.add(.memory(array.memory))
            array.access.add(to: &arguments, isLarge: isLarge)
        }
        return arguments
    }

    /// The statements that find the place of an element of an array, and the place.
    private func place(
        _ name: String, _ index: String, _ prefix: String, _ distance: String?
    ) -> (code: String, place: String) {
        guard let array = arrays.first(where: { $0.name == name }) else { return ("", "0") }
        var number = 0
        let found = array.access.place(name, index, isLarge: isLarge) {
            number += 1
            return "\(prefix)\(number)"
        }
        let place = found.place + (distance.map { " + \($0)" } ?? "")
        return (found.statements.joined(separator: "\n"), "(\(place))")
    }

    private func dtype(_ name: String) -> DType {
        arrays.first { $0.name == name }?.dtype ?? .float32
    }

    /// Statements that declare `variable` as an element of an array, in a compute type.
    ///
    /// - Parameter distance: what is added to the place of the element.
    func load(
        _ variable: String, _ name: String, _ index: String, as type: ComputeType? = nil,
        from distance: String? = nil
    ) -> String {
        let dtype = dtype(name)
        let found = place(name, index, "\(variable)_", distance)
        let own = dtype.computeType
        let element = Conversions.converted(
            "(\(Conversions.load(name, found.place, dtype)))", own, type ?? own)
        return "\(found.code)\nconst \((type ?? own).name) \(variable) = \(element);"
    }

    /// Statements that store a number of a type as an element of an array.
    func store(
        _ number: String, _ type: ComputeType, _ name: String, _ index: String,
        from distance: String? = nil
    ) -> String {
        let found = place(name, index, "\(name)_q", distance)
        return "\(found.code)\n"
            + Conversions.store(number, type, in: name, found.place, as: dtype(name))
    }
}

extension OpenCLBackend {
    /// Runs a kernel over its elements.
    ///
    /// - Parameters:
    ///   - purpose: what the kernel is for, and all that its body depends on beside the kinds of the arrays.
    ///   - body: what is done for element `i`, or by a work group; asked for once only for each purpose and kinds.
    ///   - groups: the number of work groups, where they share something.
    func run(
        _ kernel: ElementKernel, _ purpose: String, _ body: @autoclosure () -> String,
        groups: Int? = nil, name: String
    ) throws(SwndError) {
        _ = try run(kernel, purpose, groups: groups, name: name) { body() }
    }

    /// The same with a body that there may be none of: then nothing is run, and the result is false.
    func run(
        _ kernel: ElementKernel, _ purpose: String, groups: Int? = nil, name: String,
        _ body: () -> String?
    ) throws(SwndError) -> Bool {
        guard kernel.count > 0 else { return true }
        let key = kernel.key(purpose)
        let compiled: Kernel
        if let known = elementKernels[key] {
            compiled = known
        } else {
            guard let body = body() else { return false }
            compiled = try programs.kernel(kernel.text(body), name: name)
            elementKernels[key] = compiled
        }
        if let size = kernel.groupSize, let groups {
            try launch(
                compiled, kernel.arguments, global: WorkSize(groups &* size),
                local: WorkSize(size), name: name)
            return true
        }
        let group = Swift.min(device.facts.largestWorkGroup, 256)
        try launch(
            compiled, kernel.arguments,
            global: WorkSize((kernel.count &+ group &- 1) / group &* group),
            local: WorkSize(group), name: name)
        return true
    }

    /// Fills memory with zeros.
    func clear(_ value: Value) throws(SwndError) {
        try fill(value, with: .integer(0), name: "zeros")
    }

    /// Fills memory with a number.
    func fill(_ value: Value, with number: Scalar, name: String) throws(SwndError) {
        let type = value.dtype.computeType
        var kernel = ElementKernel(count: value.shape.count)
        kernel.number("number", number, type)
        kernel.write("result", value)
        try run(
            kernel, "number",
            """
            \(kernel.store("number", type, "result", "i"))
            """, name: name)
    }
}
