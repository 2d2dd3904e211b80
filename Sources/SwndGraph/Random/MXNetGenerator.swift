/// The stream that MXNet 1.9.1 draws from on processors: 1,024 Mersenne twisters, seeded with 127 times the seed and their number.
///
/// All processor contexts share it. A draw of n numbers takes turns of equal length from the first n / 64 twisters, which go on where
/// they stopped. Found by comparing numbers; `Tests/oracle/answers/random_stream.json.gz` holds some.
public struct MXNetGenerator: Sendable {
    private let seed: UInt32
    /// Made when they are first needed.
    private var twisters: [MersenneTwister?]

    private static let most = 1024
    private static let least = 64

    public init(seed: Int64) {
        self.seed = UInt32(truncatingIfNeeded: seed) &* 127
        twisters = []
    }

    /// The generator that MXNet has beside these.
    static func twister(seed: Int64) -> MersenneTwister {
        MersenneTwister(seed: MXNetGenerator(seed: seed).seed)
    }

    /// The twisters that a draw takes part of its numbers from, one after the other, and which part.
    static func parts(of count: Int) -> [Range<Int>] {
        guard count > 0 else { return [] }
        let number = Swift.min((count - 1) / least + 1, most)
        let step = (count - 1) / number + 1
        return (0..<number).map { index in
            Swift.min(index * step, count)..<Swift.min((index + 1) * step, count)
        }
    }

    /// Calls `fill` with a twister.
    mutating func withTwister(_ index: Int, _ fill: (inout MersenneTwister) -> Void) {
        while twisters.count <= index { twisters.append(nil) }
        var twister =
            twisters[index] ?? MersenneTwister(seed: seed &+ UInt32(truncatingIfNeeded: index))
        // Taken out, so that it is changed where it lies and not copied.
        twisters[index] = nil
        fill(&twister)
        twisters[index] = twister
    }
}
