// Newton's method with second derivatives: minimises Rosenbrock's function of five variables. The
// Hessian matrix is never made; conjugate gradients ask for its products with vectors, each of which is
// one more pass backward.
//
// J. Nocedal and S. J. Wright, "Numerical Optimization", Springer 2006, algorithm 7.1.
import Glibc
import Swnd

/// The sum over i of 100 (x[i+1] - x[i]^2)^2 + (1 - x[i])^2.
func rosenbrock(_ x: NDArray) throws -> NDArray {
    let head = try x[.slice(to: -1)]
    let tail = try x[.slice(from: 1)]
    return try sum(square(tail - square(head))) * 100 + sum(square(1 - head))
}

/// The function at a point, with its derivatives.
struct Place {
    private let x: NDArray
    /// The gradient, which can be differentiated again.
    private let gradient: NDArray
    let value: Double
    let slope: [Double]

    init(_ point: [Double]) throws {
        let x = try NDArray(point)
        try x.attachGrad()
        let (y, gradient) = try autograd.record {
            let y = try rosenbrock(x)
            return (y, try autograd.grad(of: [y], with: [x], createGraph: true)[0])
        }
        self.x = x
        self.gradient = gradient
        value = try y.scalar(as: Double.self)
        slope = try gradient.values(as: Double.self)
    }

    /// The Hessian matrix times a vector: the derivatives of the gradient, weighted with the vector.
    func hessian(times direction: [Double]) throws -> [Double] {
        try autograd.grad(
            of: [gradient], with: [x], weighted: [NDArray(direction)], retainGraph: true
        )[0].values(as: Double.self)
    }
}

func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }

/// y + factor x.
func sum(_ y: [Double], _ factor: Double, _ x: [Double]) -> [Double] {
    zip(y, x).map { $0 + factor * $1 }
}

/// Solves Hessian . step = -gradient by conjugate gradients; stops where the function bends down.
func step(from here: Place) throws -> [Double] {
    var step = here.slope.map { _ in 0.0 }
    var residual = here.slope.map { -$0 }
    var direction = residual
    var size = dot(residual, residual)
    let enough = size * min(0.25, size)
    for turn in 0..<2 * step.count where size > enough {
        let product = try here.hessian(times: direction)
        let bend = dot(direction, product)
        guard bend > 0 else { return turn == 0 ? direction : step }
        step = sum(step, size / bend, direction)
        residual = sum(residual, -size / bend, product)
        let next = dot(residual, residual)
        direction = sum(residual, next / size, direction)
        size = next
    }
    return step
}

/// As far along the step as the function goes down enough.
func walk(_ step: [Double], from point: [Double], _ here: Place) throws -> [Double] {
    let slope = dot(here.slope, step)
    var length = 1.0
    while length > 1e-12 {
        let next = sum(point, length, step)
        let value = try rosenbrock(NDArray(next)).scalar(as: Double.self)
        if value <= here.value + 1e-4 * length * slope { return next }
        length /= 2
    }
    return point
}

var point = (0..<5).map { $0.isMultiple(of: 2) ? -1.2 : 1 }
for turn in 0..<100 {
    let here = try Place(point)
    let slope = dot(here.slope, here.slope).squareRoot()
    print("step \(turn): value \(here.value), gradient \(slope)")
    if slope < 1e-9 { exit(abs(point[0] - 1) < 1e-8 ? EXIT_SUCCESS : EXIT_FAILURE) }
    point = try walk(try step(from: here), from: point, here)
}
print("no minimum was found")
exit(EXIT_FAILURE)
