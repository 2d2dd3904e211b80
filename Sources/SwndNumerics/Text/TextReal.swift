/// Floating-point numbers as text. The algorithms are those of the vectors; what is written here is what vectors have
/// instructions for.
public protocol TextReal: TextValue, RealLanes where Bits: TextInteger {}

extension TextReal {
    public static func + (a: Self, b: Self) -> Self { function("$0 + $1", a, b) }
    public static func - (a: Self, b: Self) -> Self { function("$0 - $1", a, b) }
    public static func * (a: Self, b: Self) -> Self { function("$0 * $1", a, b) }
    public static prefix func - (a: Self) -> Self { function("-$0", a) }
    public static func divide(_ a: Self, _ b: Self) -> Self { function("$0 / $1", a, b) }
    public static func fma(_ a: Self, _ b: Self, _ c: Self) -> Self {
        function("fma($0, $1, $2)", a, b, c)
    }
    public static func sqrt(_ a: Self) -> Self { function("sqrt($0)", a) }

    public static func greater(_ a: Self, _ b: Self) -> Self {
        function("$0 > $1 ? $0 : $1", a, b)
    }
    public static func lesser(_ a: Self, _ b: Self) -> Self {
        function("$0 < $1 ? $0 : $1", a, b)
    }
    public static func maximum(_ a: Self, _ b: Self) -> Self { select(a != a, a, greater(a, b)) }
    public static func minimum(_ a: Self, _ b: Self) -> Self { select(a != a, a, lesser(a, b)) }
    public static func abs(_ a: Self) -> Self { function("fabs($0)", a) }
    public static func copySign(_ a: Self, from s: Self) -> Self {
        function("copysign($0, $1)", a, s)
    }

    public static func floor(_ a: Self) -> Self { function("floor($0)", a) }
    public static func ceil(_ a: Self) -> Self { function("ceil($0)", a) }
    public static func round(_ a: Self) -> Self { function("rint($0)", a) }
    public static func roundAway(_ a: Self) -> Self { function("round($0)", a) }
    public static func trunc(_ a: Self) -> Self { function("trunc($0)", a) }

    public static func scale(_ a: Self, by n: Self, _ first: Self, _ second: Self) -> Self {
        a * first * second
    }

    public static func replacing(_ usual: Self, where mask: TextMask, _ rare: () -> Self) -> Self {
        Self(
            Expression(
                .number(computeType), .replacing, "",
                [usual.expression, mask.expression, rare().expression]))
    }

    // A function of Swift has no text.
    public static func perLane(_ a: Self, _ body: (Double) -> Double) -> Self { missing }
    public static func perLane(
        _ a: Self, _ b: Self, _ body: (Double, Double) -> Double
    ) -> Self { missing }

    /// The device's remainder is exact; what is left is the sign.
    public static func distantModulo(_ a: Self, _ b: Self) -> Self {
        let remainder = function("fmod($0, $1)", a, b)
        let isOpposite = TextMask.not(comparison("($0 < 0) == ($1 < 0)", remainder, b))
        let adjusted = select(isOpposite, remainder + b, remainder)
        return select(remainder == constant(0), copySign(remainder, from: b), adjusted)
    }
}

/// A single-precision number as text.
public struct TextF32: TextReal, SingleLanes {
    public typealias Mask = TextMask
    public typealias Bits = TextI32
    public typealias Wide = TextF64
    public static var computeType: ComputeType { .float32 }
    public static var fractionBits: Int { 23 }
    public static var exponentBits: Int { 8 }
    public static var smallestNormal: Double { 0x1p-126 }
    public let expression: Expression
    public init(_ expression: Expression) { self.expression = expression }
    public static func constant(_ value: Double) -> TextF32 {
        atom(ExpressionText.literal(Float(value)))
    }
    public var bits: TextI32 { .function("as_int($0)", self) }
    public init(bits: TextI32) { self = .function("as_float($0)", bits) }

    public static func inDouble(
        _ a: TextF32, _ b: TextF32, other: SingleFunction?, _ body: (TextF64, TextF64) -> TextF64
    ) -> TextF32 {
        let exact = TextF32.function(
            "(float)$0", body(.function("(double)$0", a), .function("(double)$0", b)))
        guard let other else { return exact }
        let rough = TextF32.function(other.text, a, b)
        return TextF32(
            Expression(.number(.float32), .choice, "", [exact.expression, rough.expression]))
    }
    public static func distantSin(_ a: TextF32) -> TextF32 {
        inDouble(a, a, other: .sin) { x, _ in .sin(x) }
    }
    public static func distantCos(_ a: TextF32) -> TextF32 {
        inDouble(a, a, other: .cos) { x, _ in .cos(x) }
    }
    public static func distantTan(_ a: TextF32) -> TextF32 {
        inDouble(a, a, other: .tan) { x, _ in .tan(x) }
    }
}

extension SingleFunction {
    /// The call in OpenCL C.
    fileprivate var text: String {
        switch self {
        case .sin: "sin($0)"
        case .cos: "cos($0)"
        case .tan: "tan($0)"
        case .power: "pow($0, $1)"
        case .hypot: "hypot($0, $1)"
        case .gamma: "tgamma($0)"
        case .logGamma: "lgamma($0)"
        }
    }
}

/// A double-precision number as text.
public struct TextF64: TextReal, DoubleLanes {
    public typealias Mask = TextMask
    public typealias Bits = TextI64
    public static var computeType: ComputeType { .float64 }
    public static var fractionBits: Int { 52 }
    public static var exponentBits: Int { 11 }
    public static var smallestNormal: Double { 0x1p-1022 }
    public let expression: Expression
    public init(_ expression: Expression) { self.expression = expression }
    public static func constant(_ value: Double) -> TextF64 {
        atom(ExpressionText.literal(value))
    }
    public var bits: TextI64 { .function("as_long($0)", self) }
    public init(bits: TextI64) { self = .function("as_double($0)", bits) }

    // The device's own, where the processor takes Glibc's.
    public static func power(_ a: TextF64, _ b: TextF64) -> TextF64 {
        function("pow($0, $1)", a, b)
    }
    public static func erf(_ a: TextF64) -> TextF64 { function("erf($0)", a) }
    /// OpenCL asks 4 ulp of `hypot`, and drivers take them. Here the root is corrected by the error that fused multiplications tell: C. F. Borges,
    /// "Algorithm 1014: An Improved Algorithm for hypot(x,y)", ACM TOMS 47 (2021). Scaled, so that no square leaves the range.
    public static func hypot(_ a: TextF64, _ b: TextF64) -> TextF64 {
        let large = maximum(abs(a), abs(b))
        let small = lesser(abs(a), abs(b))
        let isHuge = large > constant(0x1p510)
        let isTiny = large < constant(0x1p-450)
        func scale(_ huge: Double, _ tiny: Double) -> TextF64 {
            select(isHuge, constant(huge), select(isTiny, constant(tiny), constant(1)))
        }
        let down = scale(0x1p-600, 0x1p600)
        let (x, y) = (large * down, small * down)
        let (xx, root) = (x * x, sqrt(fma(x, x, y * y)))
        let square = root * root
        let error =
            fma(-y, y, square - xx) + (fma(root, root, -square) - fma(x, x, -xx))
        let exact = (root - divide(error, root + root)) * scale(0x1p600, 0x1p-600)
        // Zeros, infinities and what is no number.
        let isUsual = comparison("$0 > 0 && $1 < INFINITY", small, large)
        return replacing(exact, where: TextMask.not(isUsual)) { function("hypot($0, $1)", a, b) }
    }
    public static func gamma(_ a: TextF64) -> TextF64 { function("tgamma($0)", a) }
    public static func logGamma(_ a: TextF64) -> TextF64 { function("lgamma($0)", a) }
    public static func erfinv(_ a: TextF64) -> TextF64 {
        let x = abs(a)
        let y = inverseOfErf(x) { x, y in
            let far = (constant(1) - x) - function("erfc($0)", y)
            return select(x < constant(0.5), erf(y) - x, far)
        }
        let inside = select(
            x > constant(1e-8), copySign(y, from: a), a * constant(halfRootOfPi))
        return select(
            x < constant(1), inside,
            select(x == constant(1), copySign(infinity, from: a), constant(.nan)))
    }
    public static func distantSin(_ a: TextF64) -> TextF64 { function("sin($0)", a) }
    public static func distantCos(_ a: TextF64) -> TextF64 { function("cos($0)", a) }
    public static func distantTan(_ a: TextF64) -> TextF64 { function("tan($0)", a) }
}
