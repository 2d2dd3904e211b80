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

    @Test func loopsNameWhatChanges() {
        var writer = ExpressionWriter(indentation: "")
        let (x, y) = (
            TextF64(Expression(named: "x", .float64)), TextF64(Expression(named: "y", .float64))
        )
        // Two numbers that change places, and one that stays.
        let ended = TextF64.repeating(LoopNumbers(x, y, x * y), while: x < y, turns: 1..<9) {
            turn, now, isOpen in
            let next = LoopNumbers(now.first, now.result, now.second)
            return (next, .and(isOpen, TextF64.number(of: turn) < now.second))
        }
        let name = writer.write((ended.result + ended.first).expression)
        #expect(
            writer.lines == [
                "double t0 = x;", "double t1 = y;", "const double t2 = x * y;",
                "const int t3 = x < y;", "int t4 = t3;",
                "for (int t5 = 1; t4 && t5 < 9; t5++) {", "    const double t6 = t1;",
                "    const double t7 = t0;", "    const double t8 = (double)t5;",
                "    const int t9 = t8 < t2;", "    const int t10 = t4 & t9;", "    t0 = t6;",
                "    t1 = t7;", "    t4 = t10;", "}", "const double t11 = t0 + t1;",
            ])
        #expect(name == "t11" && !writer.isIncomplete)
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
