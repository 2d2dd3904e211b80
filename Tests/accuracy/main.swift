import Glibc
import Swnd
import SwndCore
import SwndOperators

// The largest error of every operator of one array over all 2^32 float32 inputs, as a table; fails where one is beyond the
// budget that its declaration says.
// usage: Accuracy [--seconds N] [OPERATOR...]
//
// An operator has 150 seconds of processors' time, after which the part of all inputs that was tried is told. Only remainders,
// whose truth takes Glibc up to half a microsecond, need more; --seconds gives it.

/// Prints a line at once, also into a pipe.
func say(_ line: String) {
    print(line)
    fflush(nil)
}

func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(width - text.count, 0))
}

/// Two digits after the point, rounded up.
func rounded(_ number: Double) -> String {
    guard number.isFinite else { return "\(number)" }
    let hundredths = Int((number * 100 - 1e-4).rounded(.up))
    return "\(hundredths / 100)." + (hundredths % 100 < 10 ? "0" : "") + "\(hundredths % 100)"
}

var limit = 150.0
var names: [String] = []
var arguments = CommandLine.arguments.dropFirst()
while let argument = arguments.popFirst() {
    if argument == "--seconds" {
        guard let number = arguments.popFirst().flatMap({ Double($0) }), number > 0 else {
            print("usage: Accuracy [--seconds N] [OPERATOR...]")
            exit(2)
        }
        limit = number
    } else {
        names.append(argument)
    }
}

// Each thread computes what it compares.
let threadCount = Process.threadCount
Process.threadCount = 1
var failures: [String] = []
let start = now()
say("| operator | ulps | budget | inputs | seconds | worst |\n|---|---|---|---|---|---|")
for op in Op.all where names.isEmpty || names.contains(op.name) {
    guard let sweep = try Sweep(op) else { continue }
    let begin = now()
    let (worst, part) = try await sweep.worst(threadCount: threadCount, seconds: limit)
    // The nearest number is all that can be asked for; the oracle is in double precision.
    let budget = max(op.test.ulps, 0.5)
    let isWithin = worst.ulps <= budget + 1e-6
    if !isWithin { failures.append(op.name) }
    say(
        "| " + padded("`\(op.name)`", 24) + " | \(rounded(worst.ulps)) | \(rounded(budget)) | "
            + (part == 1 ? "all" : "\(Int(part * 100))%") + " | \(rounded(now() - begin)) | "
            + "\(worst.input) gave \(worst.result), not \(worst.truth) |"
            + (isWithin ? "" : " BEYOND ITS BUDGET"))
}
say(
    "\(Int(now() - start)) seconds of processors in all; beyond their budget: \(failures.count) \(failures)"
)
exit(failures.isEmpty ? 0 : 1)
