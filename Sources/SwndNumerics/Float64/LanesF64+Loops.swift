extension LanesF64 {
    @inlinable @inline(__always)
    public static func turn(_ number: Int) -> Int { number }

    @inlinable @inline(__always)
    public static func number(of turn: Int) -> LanesF64 { constant(Double(turn)) }

    @inlinable @inline(__always)
    public static func repeating(
        _ start: LoopNumbers<LanesF64>, while isOpen: Mask, turns: Range<Int>,
        _ body: (_ turn: Int, _ now: LoopNumbers<LanesF64>, _ isOpen: Mask)
            -> (next: LoopNumbers<LanesF64>, isOpen: Mask)
    ) -> LoopNumbers<LanesF64> {
        var (numbers, isOpen) = (start, isOpen)
        var turn = turns.lowerBound
        while isOpen.any, turn < turns.upperBound {
            (numbers, isOpen) = body(turn, numbers, isOpen)
            turn &+= 1
        }
        return numbers
    }
}
