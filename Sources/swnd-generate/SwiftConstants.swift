/// `Sources/Swnd/Generated/Operators.swift`: each operator under a name, looked up once.
enum SwiftConstants {
    static var product: Product {
        var lines =
            SwiftText.head("The operators, by their names in Swift.", imports: ["SwndOperators"])
            + [
                "/// The operators that the entry points call, all made together.",
                "package struct Operators: Sendable {",
                "    /// The only one.", "    package static let made = Operators()", "",
            ]
        for declaration in Declaration.all.sorted(by: { $0.names.swift < $1.names.swift }) {
            let name = SwiftText.identifier(declaration.names.swift)
            lines.append("    package let \(name) = Op.named(\"\(declaration.op.name)\")")
        }
        return Product("Sources/Swnd/Generated/Operators.swift", lines + ["}"])
    }
}
