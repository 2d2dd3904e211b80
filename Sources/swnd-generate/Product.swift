/// A file that is made from the declarations.
struct Product {
    /// Where it goes, from the root of the repository.
    let path: String
    let text: String

    init(_ path: String, _ lines: [String]) {
        self.path = path
        text = lines.joined(separator: "\n") + "\n"
    }

    /// The folders that hold nothing but products: files that are left over there are stale.
    static let folders = [
        "Sources/Swnd/Generated", "Sources/SwndC/Generated", PythonFunctions.package,
    ]

    /// All products.
    static var all: [Product] {
        [CHeader.product] + CEntryPoints.products + SwiftFunctions.products
            + [SwiftConstants.product] + PythonFunctions.products + PythonStubs.functions
            + [PythonMethods.product, PythonStubs.methods] + PythonSpaces.products
            + [Manual.product]
    }
}
