import SwndCore
import SwndGraph
import SwndNumerics

/// A distribution whose numbers are made of uniform ones by one formula, in the precision of the result.
protocol UnitBody: SendableMetatype {
    /// Whether a uniform number must not be zero.
    static var isOpen: Bool { get }

    /// Four numbers, a quarter of a group apart, from the four uniform ones in their places.
    ///
    /// - Parameter parameter: the `number`-th parameter of the `element`-th of the four.
    static func four<V: RealLanes>(
        _ units: [V], _ dtype: DType, _ parameter: (_ number: Int, _ element: Int) -> V
    ) -> [V]
}

extension RandomText {
    /// The formula of a body.
    static func units(_ body: any UnitBody.Type) -> RandomText {
        RandomText(body.isOpen ? .openUnits : .units) { type, dtype, units, parameter in
            switch type {
            case .float32: four(body, TextF32.self, dtype, units, parameter)
            case .float64: four(body, TextF64.self, dtype, units, parameter)
            case .int32, .int64: nil
            }
        }
    }
}

private func four<V: TextReal>(
    _ body: any UnitBody.Type, _: V.Type, _ dtype: DType, _ units: [Expression],
    _ parameter: RandomText.Parameter
) -> [Expression]? {
    guard units.count == 4 else { return nil }
    return body.four(units.map { V($0) }, dtype) { V(parameter($0, $1)) }.map(\.expression)
}
