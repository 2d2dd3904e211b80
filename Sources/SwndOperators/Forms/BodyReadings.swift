import SwndGraph
import SwndNumerics

// The bodies read as text. They come as existential types on purpose: so they are not compiled a second time for each type of
// number, but called as the generic functions that they are.

/// The readings of a body for all compute types: those over the real numbers know two of them.
private func reading(
    _ single: @escaping @Sendable ([TextF32]) -> TextF32?,
    _ double: @escaping @Sendable ([TextF64]) -> TextF64?,
    _ int: @escaping @Sendable ([TextI32]) -> TextI32? = { _ in nil },
    _ long: @escaping @Sendable ([TextI64]) -> TextI64? = { _ in nil }
) -> BodyText {
    BodyText { type, operands in
        switch type {
        case .float32: single(operands.map(TextF32.init))?.expression
        case .float64: double(operands.map(TextF64.init))?.expression
        case .int32: int(operands.map(TextI32.init))?.expression
        case .int64: long(operands.map(TextI64.init))?.expression
        }
    }
}

private func apply<V: ArithmeticValue>(_ body: any UnaryBody.Type, _ x: [V]) -> V? {
    x.count == 1 ? body.apply(x[0]) : nil
}

private func apply<V: RealValue>(_ body: any RealBody.Type, _ x: [V]) -> V? {
    x.count == 1 ? body.apply(x[0]) : nil
}

private func apply<V: ArithmeticValue>(_ body: any BinaryBody.Type, _ x: [V]) -> V? {
    x.count == 2 ? body.apply(x[0], x[1]) : nil
}

private func apply<V: RealValue>(_ body: any RealBinaryBody.Type, _ x: [V]) -> V? {
    x.count == 2 ? body.apply(x[0], x[1]) : nil
}

private func apply<V: ArithmeticValue>(_ body: any TernaryBody.Type, _ x: [V]) -> V? {
    x.count == 3 ? body.apply(x[0], x[1], x[2]) : nil
}

private func apply<V: ArithmeticValue>(_ body: any QuaternaryBody.Type, _ x: [V]) -> V? {
    x.count == 4 ? body.apply(x[0], x[1], x[2], x[3]) : nil
}

private func combine<V: ArithmeticValue>(_ body: any ReductionBody.Type, _ x: [V]) -> V? {
    x.count == 2 ? body.combine(x[0], x[1]) : nil
}

private func combine<V: ArithmeticValue>(_ body: any ScanBody.Type, _ x: [V]) -> V? {
    x.count == 2 ? body.combine(x[0], x[1]) : nil
}

extension BodyText {
    static func unary(_ body: any UnaryBody.Type) -> BodyText {
        reading(
            { apply(body, $0) }, { apply(body, $0) }, { apply(body, $0) }, { apply(body, $0) })
    }

    static func real(_ body: any RealBody.Type) -> BodyText {
        reading({ apply(body, $0) }, { apply(body, $0) })
    }

    static func binary(_ body: any BinaryBody.Type) -> BodyText {
        reading(
            { apply(body, $0) }, { apply(body, $0) }, { apply(body, $0) }, { apply(body, $0) })
    }

    static func realBinary(_ body: any RealBinaryBody.Type) -> BodyText {
        reading({ apply(body, $0) }, { apply(body, $0) })
    }

    static func ternary(_ body: any TernaryBody.Type) -> BodyText {
        reading(
            { apply(body, $0) }, { apply(body, $0) }, { apply(body, $0) }, { apply(body, $0) })
    }

    static func quaternary(_ body: any QuaternaryBody.Type) -> BodyText {
        reading(
            { apply(body, $0) }, { apply(body, $0) }, { apply(body, $0) }, { apply(body, $0) })
    }

    /// How two elements are combined.
    static func combining(_ body: any ReductionBody.Type) -> BodyText {
        reading(
            { combine(body, $0) }, { combine(body, $0) }, { combine(body, $0) },
            { combine(body, $0) })
    }

    /// How an element is combined with what came before it.
    static func combining(_ body: any ScanBody.Type) -> BodyText {
        reading(
            { combine(body, $0) }, { combine(body, $0) }, { combine(body, $0) },
            { combine(body, $0) })
    }

    /// What leaves every number as it is, as a text without operands.
    static func identity(of body: any ScanBody.Type) -> BodyText {
        reading(
            { _ in body.identity(as: TextF32.self) }, { _ in body.identity(as: TextF64.self) },
            { _ in body.identity(as: TextI32.self) }, { _ in body.identity(as: TextI64.self) })
    }
}
