/// MT19937 of M. Matsumoto and T. Nishimura (1998): what C++ calls `std::mt19937`.
public struct MersenneTwister: Sendable {
    private var words: [UInt32]
    private var position: Int

    private static let count = 624
    private static let shift = 397

    public init(seed: UInt32) {
        words = [seed]
        words.reserveCapacity(Self.count)
        position = Self.count
        for index in 1..<Self.count {
            let last = words[index - 1]
            words.append(1_812_433_253 &* (last ^ (last >> 30)) &+ UInt32(index))
        }
    }

    /// The next 32 bits.
    public mutating func next() -> UInt32 {
        if position == Self.count { refill() }
        var word = words[position]
        position &+= 1
        word ^= word >> 11
        word ^= (word << 7) & 0x9D2C_5680
        word ^= (word << 15) & 0xEFC6_0000
        return word ^ (word >> 18)
    }

    private mutating func refill() {
        for index in 0..<Self.count {
            let following = words[(index + 1) % Self.count]
            let mixed = (words[index] & 0x8000_0000) | (following & 0x7FFF_FFFF)
            let twist: UInt32 = mixed & 1 == 0 ? 0 : 0x9908_B0DF
            words[index] = words[(index + Self.shift) % Self.count] ^ (mixed >> 1) ^ twist
        }
        position = 0
    }
}
