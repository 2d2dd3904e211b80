import Glibc
import SwndNumerics
import Testing

@Suite struct DualTests {
    @Test(arguments: RealFunction.allCases)
    func slopes(_ function: RealFunction) {
        for x in function == .acosh ? [1.1, 2, 5] : [0.1, 0.3, 0.55, 0.9] {
            let y = function.apply(Dual.variable(x))
            let h = 1e-6
            let difference = (function.apply(x + h) - function.apply(x - h)) / (2 * h)
            #expect(y.value == function.apply(x))
            #expect(Swift.abs(y.derivative - difference) < 1e-7 * max(1, Swift.abs(difference)))
        }
    }

    @Test func arithmetic() {
        let a = Dual.variable(3)
        let b = Dual(2)
        #expect((a * a + b).derivative == 6)
        #expect(Dual.divide(b, a).derivative == -2.0 / 9)
        #expect(Dual.power(a, b).derivative == 6)
        #expect(Swift.abs(Dual.power(b, a).derivative - 8 * Glibc.log(2)) < 1e-14)
        #expect(Dual.modulo(a, b).derivative == 1)
        #expect(Dual.modulo(Dual(7), a).derivative == -2)
        #expect(Dual.fma(a, a, a).derivative == 7)
        #expect(Dual.select(a < b, a, b).derivative == 0)
    }

    @Test func conventions() {
        let zero = Dual.variable(0)
        #expect(Dual.maximum(zero, Dual(0)).derivative == 1)
        #expect(Dual.maximum(Dual(0), zero).derivative == 0)
        #expect(Dual.minimum(zero, Dual(0)).derivative == 1)
        #expect(Dual.abs(zero).derivative == 0)
        #expect(Dual.floor(Dual.variable(1.5)).derivative == 0)
        #expect(Dual.sign(Dual.variable(1.5)).derivative == 0)
        // A constant stays one, even where the slope is infinite.
        #expect(Dual.sqrt(Dual(0)).derivative == 0)
        #expect(Dual.power(zero, Dual(0)).derivative == 0)
    }
}
