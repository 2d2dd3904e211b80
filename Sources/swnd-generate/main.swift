import Glibc

// Writes the files that are made from the operator declarations.
// usage: swnd-generate [--root DIR] [--check]     --check: write nothing, name stale files, fail if there are any

func fail(_ lines: [String], status: Int32) -> Never {
    let text = lines.map { "swnd-generate: \($0)\n" }.joined()
    _ = write(STDERR_FILENO, text, text.utf8.count)
    exit(status)
}

var root = "."
var isCheck = false
var arguments = CommandLine.arguments.dropFirst()
while let argument = arguments.popFirst() {
    switch argument {
    case "--check": isCheck = true
    case "--root":
        guard let folder = arguments.popFirst() else { fail(["--root needs a folder"], status: 2) }
        root = folder
    default: fail(["usage: swnd-generate [--root DIR] [--check]"], status: 2)
    }
}

let mistakes = Validation.mistakes
guard mistakes.isEmpty else { fail(mistakes, status: 2) }

do {
    let products = Product.all
    var stale: [String] = []
    for product in products {
        let path = "\(root)/\(product.path)"
        guard try Files.read(path) != Array(product.text.utf8) else { continue }
        stale.append(product.path)
        if !isCheck { try Files.write(Array(product.text.utf8), to: path) }
    }
    let paths = Set(products.map(\.path))
    for folder in Product.folders {
        for name in Files.sources(in: "\(root)/\(folder)")
        where !paths.contains("\(folder)/\(name)") {
            stale.append("\(folder)/\(name) (to be removed)")
            if !isCheck { try Files.remove("\(root)/\(folder)/\(name)") }
        }
    }
    guard isCheck else {
        for path in stale { print("wrote \(path)") }
        exit(0)
    }
    if !stale.isEmpty { fail(stale.map { "stale: \($0)" } + ["run `make generate`"], status: 1) }
} catch {
    fail(["\(error)"], status: 2)
}
