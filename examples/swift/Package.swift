// swift-tools-version: 6.2
import PackageDescription

let swnd = Target.Dependency.product(name: "Swnd", package: "swnd")

let package = Package(
    name: "swnd-examples",
    // The name is given because the folder of a clone may have any.
    dependencies: [.package(name: "swnd", path: "../..")],
    targets: [
        .executableTarget(name: "Digits", dependencies: [swnd]),
        .executableTarget(name: "Newton", dependencies: [swnd]),
        .executableTarget(name: "Parameters", dependencies: [swnd]),
        .executableTarget(name: "Profile", dependencies: [swnd]),
        .executableTarget(name: "Record", dependencies: [swnd]),
        .executableTarget(name: "Ridge", dependencies: [swnd]),
    ]
)
