import Swnd

/// Handwritten digits.
struct Digits {
    static let pixels = 64
    static let classes = 10

    /// A row for each digit, grey values from 0 to 1.
    let images: NDArray

    /// Which digit each row shows.
    let labels: NDArray

    let count: Int

    private init(images: NDArray, labels: NDArray, count: Int) {
        self.images = images
        self.labels = labels
        self.count = count
    }

    init(_ rows: ArraySlice<Row>) throws {
        images = try NDArray(rows.flatMap(\.pixels), shape: [rows.count, Self.pixels])
        labels = try NDArray(rows.map(\.label))
        count = rows.count
    }

    /// Some of the digits, without copying them.
    subscript(range: Range<Int>) -> Digits {
        get throws {
            let rows = Index.slice(from: range.lowerBound, to: range.upperBound)
            return Digits(images: try images[rows], labels: try labels[rows], count: range.count)
        }
    }
}

/// A line of the table: 64 grey values from 0 to 16, then the digit.
struct Row {
    let pixels: [Float]
    let label: Float

    init?(_ line: String) {
        let numbers = line.split(separator: ",").compactMap { Float($0) }
        guard numbers.count == Digits.pixels + 1 else { return nil }
        pixels = numbers.dropLast().map { $0 / 16 }
        label = numbers[Digits.pixels]
    }
}

/// The same random numbers every time: SplitMix64 by G. L. Steele, D. Lea and C. H. Flood (2014).
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}
