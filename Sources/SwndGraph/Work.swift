import SwndCore
import SwndNumerics

/// What a back end is asked to compute: one case per kernel form.
///
/// The set is closed. An operator does not bring a case of its own; it says which of these it is, with which bodies.
public enum Work: Sendable {
    /// Element by element, over the broadcast shape of the inputs.
    case pointwise(PointwiseProgram, constants: [Scalar])
    /// Elements of the input combined along axes.
    case reduction(ReductionKernel, axes: AxisSet)
    /// The index of the best element along an axis, stored as the output's dtype.
    case indexReduction(IndexReductionKernel, axis: Int)
    /// Matrix products over the last two axes, for each index of the axes before them.
    case product(transposeLeft: Bool, transposeRight: Bool)
    /// The inputs copied side by side into parts of the output.
    case assemble(Assembly)
    /// Whole slices of the first input along `axis`, chosen by the second.
    case gather(axis: Int, bounds: IndexBounds)
    /// One element along `axis` for each index of the second input.
    case pick(axis: Int, bounds: IndexBounds)
    /// Slices of the first input added up along `axis` at the places that the second names; the inverse of gather.
    case scatterAdd(axis: Int, bounds: IndexBounds)
    /// Elements of the first input put at the indices of the second along `axis`, and the one element of the third everywhere else;
    /// the inverse of pick. The first input has one element for each index, or one for all.
    case scatter(axis: Int, bounds: IndexBounds)
    /// Boxes of the first input at the points that the others name, one input for each axis that they lie on.
    case gatherPoints(Points)
    /// The first input with boxes of the second put at the points that the others name; of those at one point the last stays.
    case putPoints(Points)
    /// Boxes of the first input added up at the points that the others name; the inverse of gatherPoints.
    case addPoints(Points)
    /// The elements of each row along the last axis in order, or the first few of them.
    case order(Ordering)
    /// Elements of each row along the last axis, at the places that the second input names for this row.
    case takeInRows
    /// The inverse: elements of the first input put where the second names, in rows of zeros. Places of a row differ.
    case putInRows
    /// Elements combined with all that come before them along an axis, or after them.
    case scan(ScanKernel, axis: Int, isReversed: Bool)
    /// A function of the matrices over the last two axes, for each index of the axes before them.
    case matrices(MatrixFunction)
    /// The input in the memory of another device.
    case transfer
    /// Random numbers of a counter-based stream.
    case random(RandomKernel, stream: RandomStream, constants: [Scalar])
}

extension Work {
    /// Whether the result is the first input with other elements in places, so that it may be made where that lies.
    public var updatesFirstInput: Bool {
        switch self {
        case .assemble(let assembly): assembly.background == .firstInput
        case .putPoints: true
        default: false
        }
    }

    /// Throws where something that the work needs, such as a library, is missing.
    public func check() throws(SwndError) {
        if case .matrices(let function) = self { try function.check() }
    }

    /// Whether what is wrong with elements is an error of the result at once, as it is when the work waits: when something is computed
    /// must not decide where such an error is raised.
    public var keepsFaults: Bool {
        if case .matrices = self { true } else { false }
    }

    /// Whether elements of inputs may be wrong, which shows when it is computed.
    public var checksElements: Bool {
        switch self {
        case .matrices: true
        case .gather(_, let bounds), .pick(_, let bounds), .scatterAdd(_, let bounds),
            .scatter(_, let bounds):
            bounds.mayFail
        case .gatherPoints(let points), .putPoints(let points), .addPoints(let points):
            points.bounds.mayFail
        default: false
        }
    }

    /// Whether the result consists of elements of the first `count` inputs, and zeros perhaps; nothing where it does not.
    var movedInputs: Int? {
        switch self {
        case .assemble: .max
        case .putPoints: 2
        case .gather, .pick, .takeInRows, .gatherPoints, .transfer: 1
        default: nil
        }
    }
}

/// What happens to an index outside of an axis.
public enum IndexBounds: Sendable, Equatable {
    /// It becomes the nearest index.
    case clip
    /// It is taken modulo the length.
    case wrap
    /// It is an error.
    case raise
    /// Negative ones count from the end, as in Python; what is outside then is an error.
    case fromEnd
    /// It names no place: nothing is written for it.
    case skip

    /// Whether an index can be an error.
    public var mayFail: Bool { self == .raise || self == .fromEnd }
}

/// A number that an operator was given beside its arrays.
public enum Scalar: Sendable, Equatable {
    case real(Double)
    case integer(Int64)

    public var real: Double {
        switch self {
        case .real(let value): value
        case .integer(let value): Double(value)
        }
    }

    /// As an integer of a type: truncated; the least one for NaN and for what lies outside, as casts of arrays have it.
    public func integer<T: FixedWidthInteger>(as type: T.Type) -> T {
        switch self {
        case .integer(let value): return T(truncatingIfNeeded: value)
        case .real(let value): return T(exactly: value.rounded(.towardZero)) ?? .min
        }
    }
}

extension Scalar {
    /// The same number as an element of a dtype has it, as far as computing in a wider type would tell them apart.
    public func rounded(to dtype: DType) -> Scalar {
        switch dtype {
        case .float16: .real(real.roundedToHalf)
        case .bool: .integer(real != 0 ? 1 : 0)
        default: self
        }
    }
}

extension Double {
    /// The nearest half-precision number.
    fileprivate var roundedToHalf: Double {
        guard isFinite, self != 0 else { return self }
        // Eleven significant bits; fewer below the smallest normal number, 2 to the power of -14.
        let quantum = Swift.max(exponent, -14) - 10
        let scaled = scalbn(self, -Int(quantum))
        let rounded = scalbn(scaled.rounded(.toNearestOrEven), Int(quantum))
        return rounded.magnitude < 65520 ? rounded : (rounded < 0 ? -.infinity : .infinity)
    }

    private func scalbn(_ value: Double, _ power: Int) -> Double {
        value * Double(sign: .plus, exponent: power, significand: 1)
    }
}

/// How the output of an assembly is made of its inputs.
public struct Assembly: Sendable {
    /// What lies where no part does.
    public enum Background: Sendable, Equatable {
        /// The parts cover everything.
        case none
        case zeros
        /// The first input, which has the output's shape.
        case firstInput
    }

    public let background: Background

    /// For each input (without the background's): where in the output it goes, in elements of a contiguous output.
    public let places: [Layout]

    public init(background: Background, places: [Layout]) {
        self.background = background
        self.places = places
    }
}
