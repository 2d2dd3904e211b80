import SwndNumerics
import Testing

/// Bodies read as text.
@Suite struct TextTests {
    private func written(_ result: (TextF32, TextF32) -> TextF32) -> (lines: [String], name: String)
    {
        var writer = ExpressionWriter(indentation: "")
        let name = writer.write(
            result(
                TextF32(Expression(named: "x", .float32)),
                TextF32(Expression(named: "y", .float32))
            ).expression)
        return (writer.lines, name)
    }

    @Test func whatIsTheSameIsWrittenOnce() {
        let text = written { x, y in (x * y + .constant(1)) * (x * y) }
        #expect(
            text.lines == [
                "const float t0 = x * y;", "const float t1 = t0 + 1.0f;",
                "const float t2 = t1 * t0;",
            ])
        #expect(text.name == "t2")
    }

    @Test func whatIsRareIsABlockOfItsOwn() {
        let text = written { x, y in
            let sum = TextF32.replacing(x, where: y < x) { x * y } + x * y
            return sum
        }
        // What the block computes is not known after it.
        #expect(
            text.lines == [
                "const int t0 = y < x;", "float t1 = x;", "if (t0) {",
                "    const float t2 = x * y;", "    t1 = t2;", "}", "const float t3 = x * y;",
                "const float t4 = t1 + t3;",
            ])
    }

    @Test func numbersAreThoseOfC() {
        #expect(ExpressionText.literal(Float(-0.0)) == "(-0.0f)")
        #expect(ExpressionText.literal(Float(0x1.8p23)) == "12582912.0f")
        #expect(ExpressionText.literal(-Float.infinity) == "(-INFINITY)")
        #expect(ExpressionText.literal(Double.nan) == "((double)NAN)")
        #expect(ExpressionText.literal(Int32.min) == "(-2147483647 - 1)")
        #expect(ExpressionText.literal(Int64(-7)) == "(-7L)")
    }

    @Test func whatHasNoTextIsToldApart() {
        var writer = ExpressionWriter()
        let x = TextF64(Expression(named: "x", .float64))
        _ = writer.write(TextF64.perLane(x) { $0 }.expression)
        #expect(writer.isIncomplete && writer.usesDouble)
    }

    @Test func everyFunctionHasAText() {
        let functions: [(TextF32) -> TextF32] = [
            TextF32.exp, TextF32.expm1, TextF32.log, TextF32.log1p, TextF32.log2, TextF32.log10,
            TextF32.sin, TextF32.cos, TextF32.tan, TextF32.asin, TextF32.acos, TextF32.atan,
            TextF32.sinh, TextF32.cosh, TextF32.tanh, TextF32.sigmoid, TextF32.erf, TextF32.sqrt,
        ]
        for function in functions {
            var writer = ExpressionWriter()
            _ = writer.write(function(TextF32(Expression(named: "x", .float32))).expression)
            #expect(!writer.isIncomplete && !writer.lines.isEmpty)
        }
    }
}
