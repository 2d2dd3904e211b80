/// A length in parts of about the same size, whose borders are multiples of a grain.
struct Cut: Equatable {
    let length: Int
    let count: Int
    private let grain: Int
    private let units: Int

    /// Cuts into `count` parts, or fewer where a part would be smaller than the grain.
    init(_ length: Int, into count: Int, grain: Int) {
        self.length = length
        self.count = max(1, min(count, length / grain))
        self.grain = grain
        units = (length + grain - 1) / grain
    }

    /// Cuts into parts of at most `size`, which is a multiple of the grain.
    init(_ length: Int, atMost size: Int, grain: Int) {
        self.init(length, into: (length + size - 1) / size, grain: grain)
    }

    /// The length of the smallest part, or less.
    var smallest: Int { count == 1 ? length : units / count * grain }

    /// A part, without the bounds being checked.
    subscript(index: Int) -> Range<Int> {
        start(index)..<(index + 1 == count ? length : start(index + 1))
    }

    private func start(_ index: Int) -> Int { index * units / count * grain }
}
