import Glibc

/// What `SWND_DEBUG` makes the engine tell on stderr.
enum DebugLog {
    /// A window that has been planned, its launches and, at higher levels, their programs and what was kept apart.
    static func tell(_ plan: Plan, _ nodeCount: Int, _ level: Int) {
        var lines = ["swnd: window of \(nodeCount), \(plan.steps.count) launches"]
        for (number, step) in plan.steps.enumerated() {
            lines.append("  launch \(number): \(step.names.joined(separator: ", "))")
            guard level >= 2, let program = step.content.program else { continue }
            for line in program.description.split(separator: "\n") { lines.append("    " + line) }
        }
        for remark in plan.remarks { lines.append("  apart: " + remark) }
        write(lines)
    }

    /// An error that was kept in results.
    static func tell(_ message: String) { write(["swnd: kept: \(message)"]) }

    /// In one piece, so that lines of different threads do not mix.
    private static func write(_ lines: [String]) {
        var text = lines.joined(separator: "\n") + "\n"
        text.withUTF8 { bytes in _ = Glibc.write(2, bytes.baseAddress, bytes.count) }
    }
}

extension Plan.Step.Content {
    /// The program in it, if there is one.
    fileprivate var program: Program? {
        switch self {
        case .program(let program): program
        case .work(_, _, _, let epilogue): epilogue
        }
    }
}
