import SwndCore
import SwndEngine
import SwndGraph
import SwndNumerics

// Random numbers: the words of Philox 4x32-10 that the host takes for an element, and the same formulas.

extension OpenCLBackend {
    /// Draws numbers.
    func runRandom(
        _ kernel: RandomKernel, _ stream: RandomStream, _ constants: [Scalar], _ launch: Launch
    ) throws(SwndError) {
        let output = launch.output
        guard let text = kernel.text else { return try runOnHost(launch) }
        let draw = DrawText(text, output.dtype.computeType)
        var own = ElementKernel(count: draw.workItems(output.shape.count))
        own.size("total", output.shape.count)
        // Places are found before they are compared with the total.
        own.reach(output.shape.count &+ RandomKernel.granularity)
        own.number("key", stream.key)
        own.number("draw", stream.draw)
        for (number, scalar) in constants.enumerated() where launch.inputs.isEmpty {
            own.number("c\(number)", scalar, draw.parameterType)
        }
        if !launch.inputs.isEmpty {
            guard case .integer(let repeats)? = constants.last else {
                return try runOnHost(launch)
            }
            own.size("repeats", Swift.max(1, Int(repeats)))
            if case .integer(let length)? = constants.first { own.size("length", Int(length)) }
            for (number, input) in launch.inputs.enumerated() { own.read("given\(number)", input) }
        }
        own.write("result", output)
        own.usesDouble = draw.type == .float64
        own.functions = DrawText.philox
        let purpose = "random \(kernel.name) \(text.source) \(output.dtype) \(launch.inputs.count)"
        guard device.facts.hasDouble || !own.usesDouble else { return try runOnHost(launch) }
        let isRun = try run(own, purpose, name: launch.name) {
            draw.body(own, output.dtype, arrays: launch.inputs.count)
        }
        if !isRun { try runOnHost(launch) }
    }

    /// Whether devices have a text for a kernel.
    static func isWritten(_ kernel: RandomKernel) -> Bool {
        guard let text = kernel.text else { return false }
        if text.source == .search { return true }
        let type = DrawText(text, .float32).parameterType
        let words = (0..<4).map { Expression(named: "w\($0)", type) }
        let numbers = text.read(.float32, .float32, words) { number, element in
            Expression(named: "p\(number)_\(element)", type)
        }
        return numbers?.allSatisfy { isWritten($0) } ?? false
    }
}

/// The text of a draw: each work item has a block of the generator, or two of them, and what is made of it.
private struct DrawText {
    let text: RandomText
    /// The compute type of uniform numbers.
    let type: ComputeType
    /// The type that numbers are made in.
    let numberType: ComputeType

    init(_ text: RandomText, _ type: ComputeType) {
        self.text = text
        switch text.source {
        case .units, .openUnits: (self.type, numberType) = (type, type)
        case .half, .block: (self.type, numberType) = (type, .int64)
        case .search, .sequence: (self.type, numberType) = (.float64, type)
        }
    }

    /// The type of the parameters of distributions.
    var parameterType: ComputeType { text.source == .sequence ? .float64 : numberType }

    private var isOfUnits: Bool {
        switch text.source {
        case .units, .openUnits, .search: true
        case .half, .block, .sequence: false
        }
    }

    /// The numbers that a work item makes.
    private var each: Int {
        switch text.source {
        case .units, .openUnits, .search: 4
        case .half: 2
        case .block, .sequence: 1
        }
    }

    /// Work items for so many numbers.
    func workItems(_ total: Int) -> Int {
        let whole = isOfUnits ? RandomKernel.granularity : each
        return (total / whole &+ (total % whole > 0 ? 1 : 0)) &* (whole / each)
    }

    /// The statements; nothing where the formula has no text.
    func body(_ kernel: ElementKernel, _ dtype: DType, arrays: Int) -> String? {
        var lines = (0..<each).map { "const index_t e\($0) = \(place($0));" }
        var words: [Expression] = []
        lines += writeWords(&words)
        if text.source == .search {
            for (number, unit) in words.enumerated() {
                lines += search(kernel, number, unit)
            }
            return lines.joined(separator: "\n")
        }
        for number in 0..<each where arrays > 0 {
            // What stands beyond the last element is computed and thrown away.
            lines.append("const index_t d\(number) = min(e\(number), total - 1) / repeats;")
            for array in 0..<arrays {
                lines.append(
                    kernel.load("p\(array)_\(number)", "given\(array)", "d\(number)", as: type))
            }
        }
        func parameter(_ number: Int, _ element: Int) -> Expression {
            Expression(
                named: number < arrays ? "p\(number)_\(element)" : "c\(number)", parameterType)
        }
        var numbers: [Expression] = []
        if isOfUnits {
            numbers = text.read(type, dtype, words, parameter) ?? []
        } else {
            let size = words.count / each
            for element in 0..<each {
                let own = Array(words[element * size..<(element + 1) * size])
                guard let one = text.read(.int64, dtype, own, parameter) else { return nil }
                numbers += one
            }
        }
        guard numbers.count == each else { return nil }
        var writer = ExpressionWriter(prefix: "t", indentation: "")
        let names = numbers.map { writer.write($0) }
        if writer.isIncomplete || (writer.usesDouble && type != .float64) { return nil }
        lines += writer.lines
        for (number, name) in names.enumerated() {
            lines.append("if (e\(number) < total) {")
            lines.append(kernel.store(name, numberType, "result", "e\(number)"))
            lines.append("}")
        }
        return lines.joined(separator: "\n")
    }

    /// The statements that find an outcome.
    private func search(_ kernel: ElementKernel, _ number: Int, _ unit: Expression) -> [String] {
        var writer = ExpressionWriter(prefix: "u\(number)_", indentation: "")
        let part = writer.write(unit)
        let isReal = numberType == .float32 || numberType == .float64
        return [
            "if (e\(number) < total) {",
            "const index_t start = e\(number) / repeats * length, last = start + length - 1;",
            kernel.load("whole", "given0", "last", as: .float64),
        ] + writer.lines + [
            "index_t low = -1;", "if (whole > 0 && whole < INFINITY) {",
            "const double wanted = \(part) * whole;", "index_t high = length - 1;", "low = 0;",
            "while (low < high) {", "const index_t middle = (low + high) / 2;",
            "const index_t at = start + middle;",
            kernel.load("sum", "given0", "at", as: .float64),
            "if (sum > wanted) high = middle; else low = middle + 1;", "}", "}",
            "const \(numberType.name) outcome = "
                + (isReal ? "low < 0 ? NAN : low;" : "low;"),
            kernel.store("outcome", numberType, "result", "e\(number)"), "}",
        ]
    }

    /// Which element of the draw a work item makes.
    private func place(_ number: Int) -> String {
        switch text.source {
        case .units, .openUnits, .search: "i / 16 * 64 + i % 16 + \(16 * number)"
        case .half: "2 * i + \(number)"
        case .block, .sequence: "i"
        }
    }

    /// The statements that draw, and what they draw.
    private func writeWords(_ words: inout [Expression]) -> [String] {
        if text.source == .sequence {
            // The formula asks for words by itself.
            words = [Expression(named: "e0", .int64)]
            return []
        }
        guard isOfUnits, type == .float64 else {
            words =
                isOfUnits
                ? ["x", "y", "z", "w"].map { single("w.\($0)") }
                : [half("w.x", "w.y"), half("w.z", "w.w")]
            return ["const uint4 w = philox(key, draw, (ulong)i);"]
        }
        words = ["v", "w"].flatMap { name in
            [double("\(name).x", "\(name).z"), double("\(name).y", "\(name).w")]
        }
        return [
            "const ulong first = (ulong)(i / 16) * 32 + i % 16;",
            "const uint4 v = philox(key, draw, first), w = philox(key, draw, first + 16);",
        ]
    }

    private func half(_ upper: String, _ lower: String) -> Expression {
        Expression(.int64, "(long)((ulong)\(upper) << 32 | \(lower))", of: [])
    }

    /// A uniform number of single precision.
    private func single(_ word: String) -> Expression {
        text.source == .units
            ? Expression(type, "(float)(\(word) >> 8) * 0x1p-24f", of: [])
            : Expression(
                type, "fmin((float)\(word) * 0x1p-32f + 0x1p-33f, 0x1.fffffep-1f)", of: [])
    }

    /// A uniform number of double precision.
    private func double(_ upper: String, _ lower: String) -> Expression {
        let unit = "(double)(((ulong)\(upper) << 32 | \(lower)) >> 11) * 0x1p-53"
        return Expression(
            type,
            text.source != .openUnits ? unit : "fmin(\(unit) + 0x1p-54, 0x1.fffffffffffffp-1)",
            of: [])
    }

    /// The function that gives the four words of a block of the generator.
    ///
    /// J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
    static let philox = """
        static uint4 philox(ulong key, ulong draw, ulong block) {
            uint4 w = (uint4)((uint)block, (uint)(block >> 32), (uint)draw, (uint)(draw >> 32));
            uint k0 = (uint)key, k1 = (uint)(key >> 32);
        #pragma unroll
            for (int round = 0; round < 10; round++) {
                const uint h0 = mul_hi(0xD2511F53u, w.x), l0 = 0xD2511F53u * w.x;
                const uint h1 = mul_hi(0xCD9E8D57u, w.z), l1 = 0xCD9E8D57u * w.z;
                w = (uint4)(h1 ^ w.y ^ k0, l1, h0 ^ w.w ^ k1, l0);
                k0 += 0x9E3779B9u;
                k1 += 0xBB67AE85u;
            }
            return w;
        }

        """
}
