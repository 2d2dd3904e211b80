// Softmax regression on handwritten digits. README.md says how to build and run it.
//
// Standard input is a table: a digit a line, 64 grey values from 0 to 16, then the digit. A fifth
// of the digits is held out.
import Glibc
import Swnd

let epochs = 30
let required: Float = 0.93

func stop(_ reason: String) -> Never {
    print(reason)
    exit(EXIT_FAILURE)
}

/// The table, in an order that is mixed the same way every time.
func readRows() -> [Row] {
    var rows: [Row] = []
    while let line = readLine() {
        guard let row = Row(line) else { stop("line \(rows.count + 1) is not 65 numbers") }
        rows.append(row)
    }
    guard rows.count >= 5 else { stop("standard input has too few digits") }
    var generator = SplitMix64(state: 1)
    return rows.shuffled(using: &generator)
}

func run() throws -> Float {
    let rows = readRows()
    let heldOut = try Digits(rows.prefix(rows.count / 5))
    let training = try Digits(rows.dropFirst(rows.count / 5))
    let model = try SoftmaxRegression()
    for epoch in 1...epochs {
        print("epoch \(epoch): loss", try model.train(training, batch: 32, rate: 0.3))
    }
    let accuracy = try model.accuracy(heldOut)
    let percent = (accuracy * 1000).rounded() / 10
    print("\(percent) % of \(heldOut.count) held-out digits are read right")
    return accuracy
}

do {
    if try run() < required { exit(EXIT_FAILURE) }
} catch {
    stop("\(error)")
}
