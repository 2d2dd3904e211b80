// Least squares by a Cholesky factor: fits a polynomial to noisy points, and finds out by the gradient through the solution how much its
// coefficients should be held back.
//
// The coefficients w of the fit minimise |X w - y|^2 + penalty |w|^2, so (X'X + penalty I) w = X'y. With L L' = X'X + penalty I that is
// two equations with a triangle each. How good w is, other points tell; the penalty follows the gradient of the error there.
import Glibc
import Swnd

let (pointCount, coefficientCount) = (16, 10)

/// Powers of points between -1 and 1, and a curve with noise there.
struct Points {
    let powers: NDArray
    let values: NDArray

    init(shift: Double) throws {
        let places = (0..<pointCount).map { 2 * (Double($0) + shift) / Double(pointCount) - 1 }
        let rows = places.flatMap { x in (0..<coefficientCount).map { pow(x, Double($0)) } }
        // Noise that is the same every time.
        let curve = places.enumerated().map { number, x in
            sin(3 * x) + 0.3 * sin(1000 * (Double(number) + shift) * Double(number + 1))
        }
        powers = try NDArray(rows, shape: [pointCount, coefficientCount])
        values = try NDArray(curve, shape: [pointCount, 1])
    }

    /// The coefficients for a penalty.
    func fit(_ penalty: NDArray) throws -> NDArray {
        let identity = try eye(coefficientCount, dtype: .float64)
        let factor = try linalgPotrf(linalgSyrk(powers, transpose: true) + identity * penalty)
        let half = try linalgTrsm(factor, linalgGemm2(powers, values, transposeA: true))
        return try linalgTrsm(factor, half, transpose: true)
    }

    /// The mean square of what coefficients are off by.
    func error(_ weights: NDArray) throws -> NDArray {
        try mean(square(linalgGemm2(powers, weights) - values))
    }
}

let (seen, unseen) = (try Points(shift: 0.25), try Points(shift: 0.75))

/// The error at the unseen points for the logarithm of a penalty, and its derivative.
func error(_ logarithm: Double) throws -> (value: Double, slope: Double) {
    let number = try NDArray([logarithm])
    try number.attachGrad()
    let error = try autograd.record { try unseen.error(seen.fit(exp(number))) }
    try error.backward()
    let slope = try number.grad?.scalar(as: Double.self) ?? .nan
    return (try error.scalar(as: Double.self), slope)
}

var logarithm = log(1e-4)
let (before, slope) = try error(logarithm)
let step = 1e-4
let difference =
    (try error(logarithm + step).value - error(logarithm - step).value) / (2 * step)
print("d error / d log penalty = \(slope), by differences \(difference)")
guard abs(slope - difference) <= 1e-6 * abs(difference) + 1e-9 else { exit(EXIT_FAILURE) }

var after = before
for _ in 0..<60 {
    let (value, slope) = try error(logarithm)
    after = value
    logarithm -= 20 * slope
}
print("penalty \(1e-4) to \(exp(logarithm)): error at other points \(before) to \(after)")
exit(after < before ? EXIT_SUCCESS : EXIT_FAILURE)
