import CIntrinsics
import SwndCore
import SwndGraph
import SwndNumerics

/// A distribution that is known in MXNet's stream: what it makes of standard numbers.
///
/// The twisters go on from call to call, so numbers are taken at the call, in the order of calls, whether they are ever read or not.
/// A kernel then applies the parameters when it is time to compute.
enum MXNetDraw: Sendable {
    case uniform
    case normal
    case exponential

    /// A kernel for numbers that are drawn now.
    func kernel(
        _ name: String, _ count: Int, _ dtype: DType, on context: Context
    ) throws(SwndError) -> RandomKernel {
        // float32 in single precision; float64, and float16 too, in double.
        let isSingle = dtype == .float32
        let storage: Storage
        do {
            storage = try Storage(byteCount: count &* (isSingle ? 4 : 8))
        } catch {
            throw SwndError(error.code, "\(name): \(error.message)")
        }
        if isSingle {
            let numbers = storage.bytes.bindMemory(to: Float.self, capacity: count)
            RandomStreams.drawFromMXNet(count) { part, twister in
                for index in part { numbers[index] = single(&twister) }
            }
        } else {
            let numbers = storage.bytes.bindMemory(to: Double.self, capacity: count)
            RandomStreams.drawFromMXNet(count) { part, twister in
                for index in part { numbers[index] = double(&twister) }
            }
        }
        return RandomKernel(name) { [self] draw, first, count, result in
            if isSingle {
                finishSingle(draw, first, count, storage.bytes, result)
            } else {
                finishDouble(draw, first, count, storage.bytes, result)
            }
        }
    }

    private func single(_ twister: inout MersenneTwister) -> Float {
        self == .normal ? twister.normal(Float.self) : twister.uniform(Float.self)
    }

    private func double(_ twister: inout MersenneTwister) -> Double {
        self == .normal ? twister.normal(Double.self) : twister.uniform(Double.self)
    }

    private func finishSingle(
        _ draw: borrowing RandomDraw, _ first: Int, _ count: Int,
        _ numbers: UnsafeMutableRawPointer, _ result: UnsafeMutableRawPointer
    ) {
        let repeats = draw.repeats
        for place in stride(from: 0, to: count, by: LanesF32.laneCount) {
            let element = first &+ place
            let standard = LanesF32.load(numbers + element &* 4)
            let value: LanesF32
            switch self {
            case .uniform:
                let low = draw.parameter(0, at: element, repeats: repeats, LanesF32.self)
                value = standard * (draw.parameter(1, at: element, repeats: repeats) - low) + low
            case .normal:
                let loc = draw.parameter(0, at: element, repeats: repeats, LanesF32.self)
                value = standard * draw.parameter(1, at: element, repeats: repeats) + loc
            case .exponential:
                // In double precision here too.
                let low = Self.exponential(
                    LanesF64(ci_widen_low(standard.vector)), draw, element, repeats)
                let high = Self.exponential(
                    LanesF64(ci_widen_high(standard.vector)), draw, element &+ 8, repeats)
                value = LanesF32(ci_narrow(low.vector, high.vector))
            }
            value.store(result + place &* 4)
        }
    }

    private func finishDouble(
        _ draw: borrowing RandomDraw, _ first: Int, _ count: Int,
        _ numbers: UnsafeMutableRawPointer, _ result: UnsafeMutableRawPointer
    ) {
        let repeats = draw.repeats
        let isHalf = draw.dtype == .float16
        let draw = copy draw
        func eight(_ element: Int) -> LanesF64 {
            let standard = LanesF64.load(numbers + element &* 8)
            let first = draw.single(0, at: element, repeats: repeats)
            switch self {
            case .uniform:
                let width = draw.width(at: element, repeats: repeats)
                return standard * width + first
            case .normal:
                return standard * draw.single(1, at: element, repeats: repeats) + first
            case .exponential: return Self.exponential(standard, draw, element, repeats)
            }
        }
        for place in stride(from: 0, to: count, by: 16) {
            let low = eight(first &+ place)
            let isLast = count &- place <= 8
            let high = isLast ? low : eight(first &+ place &+ 8)
            if isHalf {
                LanesF32(ci_narrow(low.vector, high.vector)).store(result + place &* 4)
            } else {
                low.store(result + place &* 8)
                if !isLast { high.store(result + (place &+ 8) &* 8) }
            }
        }
    }

    private static func exponential(
        _ u: LanesF64, _ draw: borrowing RandomDraw, _ element: Int, _ repeats: Int
    ) -> LanesF64 {
        LanesF64.divide(
            -LanesF64.log(.constant(1) - u), draw.single(0, at: element, repeats: repeats))
    }
}

extension RandomDraw {
    /// A parameter as MXNet has it: numbers are of single precision whatever the dtype of the result.
    fileprivate func single(_ number: Int, at element: Int, repeats: Int) -> LanesF64 {
        guard distributions == nil else {
            return parameter(number, at: element, repeats: repeats)
        }
        return .constant(Double(Float(constants[number].real)))
    }

    /// The difference of the first two parameters.
    fileprivate func width(at element: Int, repeats: Int) -> LanesF64 {
        guard distributions == nil else {
            return parameter(1, at: element, repeats: repeats, LanesF64.self)
                - parameter(0, at: element, repeats: repeats)
        }
        return .constant(Double(Float(constants[1].real) - Float(constants[0].real)))
    }
}
