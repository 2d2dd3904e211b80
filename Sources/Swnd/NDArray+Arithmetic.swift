import SwndCore
import SwndGraph
import SwndOperators

extension BinaryFamily {
    /// Arrays that broadcast.
    @inline(__always)
    fileprivate func callAsFunction(_ a: NDArray, _ b: NDArray) throws(SwndError) -> NDArray {
        try NDArray.applyOne(broadcast, a, b)
    }

    /// A number on the right.
    @inline(__always)
    fileprivate func callAsFunction(_ a: NDArray, _ b: Double) throws(SwndError) -> NDArray {
        try NDArray.applyOne(arrayScalar, a, scalar: b)
    }

    /// A number on the left.
    @inline(__always)
    fileprivate func callAsFunction(_ a: Double, _ b: NDArray) throws(SwndError) -> NDArray {
        try NDArray.applyOne(scalarArray ?? arrayScalar, b, scalar: a)
    }
}

// Arithmetic, element by element, with broadcasting. Shapes that do not broadcast and different dtypes are errors.
extension NDArray {
    public static func + (a: NDArray, b: NDArray) throws(SwndError) -> NDArray { try Op.add(a, b) }
    public static func + (a: NDArray, b: Double) throws(SwndError) -> NDArray { try Op.add(a, b) }
    public static func + (a: Double, b: NDArray) throws(SwndError) -> NDArray { try Op.add(a, b) }

    public static func - (a: NDArray, b: NDArray) throws(SwndError) -> NDArray {
        try Op.subtract(a, b)
    }
    public static func - (a: NDArray, b: Double) throws(SwndError) -> NDArray {
        try Op.subtract(a, b)
    }
    public static func - (a: Double, b: NDArray) throws(SwndError) -> NDArray {
        try Op.subtract(a, b)
    }

    public static func * (a: NDArray, b: NDArray) throws(SwndError) -> NDArray {
        try Op.multiply(a, b)
    }
    public static func * (a: NDArray, b: Double) throws(SwndError) -> NDArray {
        try Op.multiply(a, b)
    }
    public static func * (a: Double, b: NDArray) throws(SwndError) -> NDArray {
        try Op.multiply(a, b)
    }

    public static func / (a: NDArray, b: NDArray) throws(SwndError) -> NDArray {
        try Op.divide(a, b)
    }
    public static func / (a: NDArray, b: Double) throws(SwndError) -> NDArray {
        try Op.divide(a, b)
    }
    public static func / (a: Double, b: NDArray) throws(SwndError) -> NDArray {
        try Op.divide(a, b)
    }

    public static func % (a: NDArray, b: NDArray) throws(SwndError) -> NDArray {
        try Op.modulo(a, b)
    }
    public static func % (a: NDArray, b: Double) throws(SwndError) -> NDArray {
        try Op.modulo(a, b)
    }

    public static prefix func - (a: NDArray) throws(SwndError) -> NDArray {
        try applyOne(Op.negative, a)
    }

    /// This array to the power of another, element by element.
    public func power(_ exponent: NDArray) throws(SwndError) -> NDArray {
        try Op.power(self, exponent)
    }

    /// This array to the power of a number.
    public func power(_ exponent: Double) throws(SwndError) -> NDArray {
        try Op.power(self, exponent)
    }
}

// In place: the sum is written to the array on the left, whose shape and dtype stay.
extension NDArray {
    public static func += (a: NDArray, b: NDArray) throws(SwndError) { try a.assign(try a + b) }
    public static func += (a: NDArray, b: Double) throws(SwndError) { try a.assign(try a + b) }
    public static func -= (a: NDArray, b: NDArray) throws(SwndError) { try a.assign(try a - b) }
    public static func -= (a: NDArray, b: Double) throws(SwndError) { try a.assign(try a - b) }
    public static func *= (a: NDArray, b: NDArray) throws(SwndError) { try a.assign(try a * b) }
    public static func *= (a: NDArray, b: Double) throws(SwndError) { try a.assign(try a * b) }
    public static func /= (a: NDArray, b: NDArray) throws(SwndError) { try a.assign(try a / b) }
    public static func /= (a: NDArray, b: Double) throws(SwndError) { try a.assign(try a / b) }
}

// Comparisons give 1 where they hold and 0 elsewhere, in the dtype of the operands.
extension NDArray {
    public static func .== (a: NDArray, b: NDArray) throws(SwndError) -> NDArray {
        try Op.equal(a, b)
    }
    public static func .== (a: NDArray, b: Double) throws(SwndError) -> NDArray {
        try Op.equal(a, b)
    }
    public static func .!= (a: NDArray, b: NDArray) throws(SwndError) -> NDArray {
        try Op.notEqual(a, b)
    }
    public static func .!= (a: NDArray, b: Double) throws(SwndError) -> NDArray {
        try Op.notEqual(a, b)
    }
    public static func .< (a: NDArray, b: NDArray) throws(SwndError) -> NDArray {
        try Op.lesser(a, b)
    }
    public static func .< (a: NDArray, b: Double) throws(SwndError) -> NDArray {
        try Op.lesser(a, b)
    }
    public static func .<= (a: NDArray, b: NDArray) throws(SwndError) -> NDArray {
        try Op.lesserEqual(a, b)
    }
    public static func .<= (a: NDArray, b: Double) throws(SwndError) -> NDArray {
        try Op.lesserEqual(a, b)
    }
    public static func .> (a: NDArray, b: NDArray) throws(SwndError) -> NDArray {
        try Op.greater(a, b)
    }
    public static func .> (a: NDArray, b: Double) throws(SwndError) -> NDArray {
        try Op.greater(a, b)
    }
    public static func .>= (a: NDArray, b: NDArray) throws(SwndError) -> NDArray {
        try Op.greaterEqual(a, b)
    }
    public static func .>= (a: NDArray, b: Double) throws(SwndError) -> NDArray {
        try Op.greaterEqual(a, b)
    }
}
