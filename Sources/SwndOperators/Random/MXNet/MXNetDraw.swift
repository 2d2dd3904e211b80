import Glibc
import SwndCore
import SwndGraph

/// A distribution as MXNet 1.9.1 draws it from its own stream.
///
/// The twisters go on from call to call, so numbers are drawn at the call, in the order of calls, whether they are ever read or not; a
/// kernel hands them over when it is time to compute. Parameters in arrays are waited for.
enum MXNetDraw: Sendable {
    case uniform
    case normal
    case exponential
    case gamma
    case poisson
    case negativeBinomial
    case generalizedNegativeBinomial

    /// The parameters of one number, and the precision that they came in.
    struct Parameters {
        var first: Double
        var second: Double
        /// Whether they are float64 arrays; numbers are of single precision whatever the dtype of the result.
        var isDouble: Bool
    }

    /// One number for a result of a dtype.
    func number(_ twister: inout MersenneTwister, _ given: Parameters, _ dtype: DType) -> Double {
        let (a, b) = (given.first, given.second)
        switch self {
        case .uniform:
            let width = given.isDouble ? b - a : Double(Float(b) - Float(a))
            return place(unit(&twister, dtype), width, a, given, dtype)
        case .normal:
            // float16 is computed in double precision, as float64 is.
            let z =
                dtype == .float32
                ? Double(twister.normal(Float.self)) : twister.normal(Double.self)
            return place(z, b, a, given, dtype)
        case .exponential: return -log(1 - unit(&twister, dtype)) / a
        case .gamma:
            guard dtype == .float64 else {
                return Double(twister.gamma(shape: Float(a), scale: Float(b)))
            }
            return twister.gamma(shape: a, scale: b)
        case .poisson: return Double(twister.poisson(mean: Float(a)))
        case .negativeBinomial:
            let scale = Float((1 - b) / b)
            return Double(twister.poisson(mean: twister.gamma(shape: Float(a), scale: scale)))
        case .generalizedNegativeBinomial:
            guard b != 0 else { return Double(twister.poisson(mean: Float(a))) }
            let mean = twister.gamma(shape: Float(1 / b), scale: Float(b) * Float(a))
            return Double(twister.poisson(mean: mean))
        }
    }

    private func unit(_ twister: inout MersenneTwister, _ dtype: DType) -> Double {
        dtype == .float32
            ? Double(twister.uniform(Float.self)) : twister.uniform(Double.self)
    }

    /// x * width + start, where all is of single precision in it.
    private func place(
        _ x: Double, _ width: Double, _ start: Double, _ given: Parameters, _ dtype: DType
    ) -> Double {
        guard dtype == .float32, !given.isDouble else { return x * width + start }
        let product = Float(x) * Float(width)
        return Double(product + Float(start))
    }

    /// A kernel for numbers that are drawn now.
    ///
    /// - Parameters:
    ///   - arrays: the parameters, where they are arrays.
    ///   - constants: the parameters, where they are numbers.
    func kernel(
        _ name: String, _ count: Int, _ dtype: DType, arrays: Few<Tensor>, constants: [Scalar]
    ) throws(SwndError) -> RandomKernel {
        let drawn = try DrawnNumbers(name, count, as: dtype.computeType)
        guard arrays.count > 0 else {
            let values = constants.map { Double(Float($0.real)) }
            let given = Parameters(
                first: values.first ?? 0, second: values.dropFirst().first ?? 0, isDouble: false)
            drawn.fill { _, twister in number(&twister, given, dtype) }
            return drawn.kernel
        }
        let first = try Numbers(of: arrays[0])
        let second = try Numbers(of: arrays[arrays.count - 1])
        let repeats = Swift.max(1, count / Swift.max(1, arrays[0].shape.count))
        let isDouble = arrays[0].dtype == .float64
        drawn.fill { element, twister in
            let place = element / repeats
            let given = Parameters(
                first: first[place], second: second[place], isDouble: isDouble)
            return number(&twister, given, dtype)
        }
        return drawn.kernel
    }
}

/// The elements of an array that has been waited for, in double precision and C order.
private struct Numbers {
    private let value: Value

    init(of array: Tensor) throws(SwndError) {
        value = try Op.copy(Op.converted(array.detached, to: .float64)).value
        try Runtime.executor?.waitPatiently(for: value)
    }

    subscript(position: Int) -> Double {
        let start = value.storage.bytes.assumingMemoryBound(to: Double.self)
        return start[value.layout.offset &+ position]
    }
}
