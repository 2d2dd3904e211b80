extension TextF64 {
    public static func turn(_ number: Int) -> Expression {
        Expression(named: "\(number)", .int32)
    }

    public static func number(of turn: Expression) -> TextF64 {
        TextF64(Expression(.float64, "(double)$0", of: [turn]))
    }

    public static func repeating(
        _ start: LoopNumbers<TextF64>, while isOpen: TextMask, turns: Range<Int>,
        _ body: (_ turn: Expression, _ now: LoopNumbers<TextF64>, _ isOpen: TextMask)
            -> (next: LoopNumbers<TextF64>, isOpen: TextMask)
    ) -> LoopNumbers<TextF64> {
        func variable() -> TextF64 { TextF64(Expression(.number(.float64), .variable, "")) }
        let now = LoopNumbers(variable(), variable(), variable())
        let open = Expression(.truth, .variable, "")
        let turn = Expression(.number(.int32), .variable, "")
        let made = body(turn, now, TextMask(open))
        let parts = [\LoopNumbers<TextF64>.result, \.first, \.second]
        let loop = ExpressionLoop(
            parts.map { part in
                .init(
                    own: now[keyPath: part].expression, start: start[keyPath: part].expression,
                    next: made.next[keyPath: part].expression)
            },
            isOpen: .init(
                own: open, start: isOpen.expression, next: made.isOpen.expression),
            turn: turn, turns)
        let whole = Expression(.number(.float64), .loop(loop), "")
        func part(_ number: Int) -> TextF64 {
            TextF64(Expression(.number(.float64), .part(number), "", [whole]))
        }
        return LoopNumbers(part(0), part(1), part(2))
    }
}
