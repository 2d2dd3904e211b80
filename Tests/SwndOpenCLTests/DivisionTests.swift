import SwndOpenCL
import Testing

/// Divisions by multiplication are exact for all numbers that kernels divide.
@Suite struct DivisionTests {
    @Test func quotientsAreExact() {
        var generator = SystemRandomNumberGenerator()
        var divisors = [2, 3, 5, 7, 10, 1000, 4096, 4097, 65535, 65536, 1 << 30, (1 << 31) - 1]
        for shift in 1..<31 { divisors += [1 << shift, (1 << shift) + 1, (1 << shift) - 1] }
        for _ in 0..<1000 { divisors.append(Int.random(in: 2..<1 << 31, using: &generator)) }
        for divisor in divisors where divisor > 1 {
            let division = Division(by: divisor)
            var numbers = [0, 1, divisor - 1, divisor, divisor + 1, (1 << 31) - 1]
            let last = ((1 << 31) - 1) / divisor * divisor
            numbers += [last, last - 1]
            for _ in 0..<100 { numbers.append(Int.random(in: 0..<1 << 31, using: &generator)) }
            for number in numbers where number >= 0 && number < 1 << 31 {
                #expect(
                    division.quotient(number) == number / divisor, "\(number) / \(divisor)")
            }
        }
    }
}
