enum Manual { static var product: Product { Product("docs/operators.md", []) } }
