import Glibc
import SwndNumerics
import Testing

/// Angles in whole turns, against C's functions of what is left of them after exact quarter turns.
struct TurnTests {
    @Test func sineAndCosineOfTurnsAreRight() {
        var worst = 0.0
        // All eighths and their neighbours, and numbers of all kinds of binary places.
        var turns = (0...8).flatMap { eighth -> [Float] in
            let turn = Float(eighth) / 8
            return [turn, turn.nextUp, max(turn.nextDown, 0)]
        }
        turns += (0..<200_000).map { Float(($0 &* 7_919) % (1 << 24)) * 0x1p-24 }
        for turn in turns where turn <= 1 {
            let (sine, cosine) = LanesF32.sineAndCosine(turns: LanesF32(repeating: turn))
            let quarters = (Double(turn) * 4).rounded(.toNearestOrEven)
            let rest = (Double(turn) * 4 - quarters) * Double.pi / 2
            let (s, c) = (sin(rest), cos(rest))
            let exact = [(s, c), (c, -s), (-s, -c), (-c, s)][Int(quarters) % 4]
            for (value, wanted) in [(sine[3], exact.0), (cosine[5], exact.1)] {
                let unit = Double(max(Float(abs(wanted)).ulp, Float.leastNormalMagnitude))
                worst = max(worst, abs(Double(value) - wanted) / unit)
            }
        }
        #expect(worst <= 2)
    }
}
