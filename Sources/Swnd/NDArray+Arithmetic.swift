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
    /// The sum, element by element.
    public static func + (a: NDArray, b: NDArray) throws(SwndError) -> NDArray { try Op.add(a, b) }
    /// The sum, element by element.
    public static func + (a: NDArray, b: Double) throws(SwndError) -> NDArray { try Op.add(a, b) }
    /// The sum, element by element.
    public static func + (a: Double, b: NDArray) throws(SwndError) -> NDArray { try Op.add(a, b) }

    /// The difference, element by element.
    public static func - (a: NDArray, b: NDArray) throws(SwndError) -> NDArray {
        try Op.subtract(a, b)
    }
    /// The difference, element by element.
    public static func - (a: NDArray, b: Double) throws(SwndError) -> NDArray {
        try Op.subtract(a, b)
    }
    /// The difference, element by element.
    public static func - (a: Double, b: NDArray) throws(SwndError) -> NDArray {
        try Op.subtract(a, b)
    }

    /// The product, element by element.
    public static func * (a: NDArray, b: NDArray) throws(SwndError) -> NDArray {
        try Op.multiply(a, b)
    }
    /// The product, element by element.
    public static func * (a: NDArray, b: Double) throws(SwndError) -> NDArray {
        try Op.multiply(a, b)
    }
    /// The product, element by element.
    public static func * (a: Double, b: NDArray) throws(SwndError) -> NDArray {
        try Op.multiply(a, b)
    }

    /// The quotient, element by element.
    public static func / (a: NDArray, b: NDArray) throws(SwndError) -> NDArray {
        try Op.divide(a, b)
    }
    /// The quotient, element by element.
    public static func / (a: NDArray, b: Double) throws(SwndError) -> NDArray {
        try Op.divide(a, b)
    }
    /// The quotient, element by element.
    public static func / (a: Double, b: NDArray) throws(SwndError) -> NDArray {
        try Op.divide(a, b)
    }

    /// The remainder, with the sign of the divisor, element by element.
    public static func % (a: NDArray, b: NDArray) throws(SwndError) -> NDArray {
        try Op.modulo(a, b)
    }
    /// The remainder, with the sign of the divisor, element by element.
    public static func % (a: NDArray, b: Double) throws(SwndError) -> NDArray {
        try Op.modulo(a, b)
    }

    /// The negative, element by element.
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

// The larger or the smaller of two, element by element. A NaN on either side is the result.
extension NDArray {
    /// The larger of this array's and another's elements, with broadcasting.
    public func maximum(_ other: NDArray) throws(SwndError) -> NDArray {
        try Op.maximum(self, other)
    }

    /// The larger of this array's elements and a number.
    public func maximum(_ bound: Double) throws(SwndError) -> NDArray {
        try Op.maximum(self, bound)
    }

    /// The smaller of this array's and another's elements, with broadcasting.
    public func minimum(_ other: NDArray) throws(SwndError) -> NDArray {
        try Op.minimum(self, other)
    }

    /// The smaller of this array's elements and a number.
    public func minimum(_ bound: Double) throws(SwndError) -> NDArray {
        try Op.minimum(self, bound)
    }
}

// In place: the sum is written to the array on the left, whose shape and dtype stay.
extension NDArray {
    /// Adds in place; shape and dtype stay.
    public static func += (a: NDArray, b: NDArray) throws(SwndError) { try a.assign(try a + b) }
    /// Adds in place; shape and dtype stay.
    public static func += (a: NDArray, b: Double) throws(SwndError) { try a.assign(try a + b) }
    /// Subtracts in place; shape and dtype stay.
    public static func -= (a: NDArray, b: NDArray) throws(SwndError) { try a.assign(try a - b) }
    /// Subtracts in place; shape and dtype stay.
    public static func -= (a: NDArray, b: Double) throws(SwndError) { try a.assign(try a - b) }
    /// Multiplies in place; shape and dtype stay.
    public static func *= (a: NDArray, b: NDArray) throws(SwndError) { try a.assign(try a * b) }
    /// Multiplies in place; shape and dtype stay.
    public static func *= (a: NDArray, b: Double) throws(SwndError) { try a.assign(try a * b) }
    /// Divides in place; shape and dtype stay.
    public static func /= (a: NDArray, b: NDArray) throws(SwndError) { try a.assign(try a / b) }
    /// Divides in place; shape and dtype stay.
    public static func /= (a: NDArray, b: Double) throws(SwndError) { try a.assign(try a / b) }
}

// Comparisons give 1 where they hold and 0 elsewhere, in the dtype of the operands.
extension NDArray {
    /// Where both are equal, element by element.
    public static func .== (a: NDArray, b: NDArray) throws(SwndError) -> NDArray {
        try Op.equal(a, b)
    }
    /// Where both are equal, element by element.
    public static func .== (a: NDArray, b: Double) throws(SwndError) -> NDArray {
        try Op.equal(a, b)
    }
    /// Where they differ, element by element.
    public static func .!= (a: NDArray, b: NDArray) throws(SwndError) -> NDArray {
        try Op.notEqual(a, b)
    }
    /// Where they differ, element by element.
    public static func .!= (a: NDArray, b: Double) throws(SwndError) -> NDArray {
        try Op.notEqual(a, b)
    }
    /// Where the first is smaller, element by element.
    public static func .< (a: NDArray, b: NDArray) throws(SwndError) -> NDArray {
        try Op.lesser(a, b)
    }
    /// Where the first is smaller, element by element.
    public static func .< (a: NDArray, b: Double) throws(SwndError) -> NDArray {
        try Op.lesser(a, b)
    }
    /// Where the first is smaller or equal, element by element.
    public static func .<= (a: NDArray, b: NDArray) throws(SwndError) -> NDArray {
        try Op.lesserEqual(a, b)
    }
    /// Where the first is smaller or equal, element by element.
    public static func .<= (a: NDArray, b: Double) throws(SwndError) -> NDArray {
        try Op.lesserEqual(a, b)
    }
    /// Where the first is larger, element by element.
    public static func .> (a: NDArray, b: NDArray) throws(SwndError) -> NDArray {
        try Op.greater(a, b)
    }
    /// Where the first is larger, element by element.
    public static func .> (a: NDArray, b: Double) throws(SwndError) -> NDArray {
        try Op.greater(a, b)
    }
    /// Where the first is larger or equal, element by element.
    public static func .>= (a: NDArray, b: NDArray) throws(SwndError) -> NDArray {
        try Op.greaterEqual(a, b)
    }
    /// Where the first is larger or equal, element by element.
    public static func .>= (a: NDArray, b: Double) throws(SwndError) -> NDArray {
        try Op.greaterEqual(a, b)
    }
}
