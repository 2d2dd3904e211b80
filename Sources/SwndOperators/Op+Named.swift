import SwndCore
import SwndGraph

extension Op {
    /// The operator of this declared name.
    ///
    /// Generated code asks for each of its operators once. Should a name be gone, because the code was not generated anew,
    /// calls of that operator fail; nothing else does.
    public static func named(_ name: String) -> Operator {
        byName[name]
            ?? Operator(
                name, doc: .init("Nothing: this operator is not there any more."),
                body: .composition { call throws(SwndError) in
                    throw call.error(
                        .internalFault, "there is no such operator; run `make generate`")
                }, gradient: .zero)
    }

    private static let byName = Dictionary(all.map { ($0.name, $0) }) { first, _ in first }
}
