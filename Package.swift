// swift-tools-version: 6.2
import PackageDescription

// Floors: a target depends on targets below it only, and imports only what it depends on (the build checks it).
let package = Package(
    name: "swnd",
    products: [
        .library(name: "swnd", type: .dynamic, targets: ["SwndC"]),
        .library(name: "Swnd", targets: ["Swnd"]),
        .executable(name: "swnd-generate", targets: ["swnd-generate"]),
    ],
    targets: [
        // 0: C
        .systemLibrary(name: "CSwnd", path: "Include"),
        .systemLibrary(name: "COpenBLAS", providers: [.apt(["libopenblas-dev"])]),
        .systemLibrary(name: "COpenCL", providers: [.apt(["ocl-icd-opencl-dev"])]),
        .target(name: "CIntrinsics"),
        .target(name: "CProduct"),
        .target(name: "CSystem"),
        // 1: data
        .target(name: "SwndCore", dependencies: ["CSystem"]),
        .target(
            name: "SwndNumerics", dependencies: ["CIntrinsics"], exclude: ["README.md", "Fits"]),
        // 2: the language of operators, files, a library
        .target(name: "SwndFiles", dependencies: ["SwndCore"]),
        .target(name: "SwndGraph", dependencies: ["CSystem", "SwndCore", "SwndNumerics"]),
        .target(name: "SwndOpenBLAS", dependencies: ["COpenBLAS", "CSystem", "SwndCore"]),
        // 3: operators, engine
        .target(
            name: "SwndOperators",
            dependencies: [
                "CIntrinsics", "SwndCore", "SwndGraph", "SwndNumerics", "SwndOpenBLAS",
            ]),
        .target(
            name: "SwndEngine",
            dependencies: ["CSystem", "SwndCore", "SwndGraph", "SwndNumerics"]),
        // 4: back ends, tape
        .target(
            name: "SwndCPU",
            dependencies: [
                "CIntrinsics", "COpenBLAS", "CProduct", "CSystem", "SwndCore", "SwndEngine",
                "SwndGraph", "SwndNumerics", "SwndOpenBLAS",
            ]),
        .target(
            name: "SwndOpenCL",
            dependencies: [
                "COpenCL", "CSystem", "SwndCore", "SwndEngine", "SwndGraph", "SwndNumerics",
            ]),
        .target(
            name: "SwndAutograd",
            dependencies: ["CSystem", "SwndCore", "SwndGraph", "SwndOperators"]),
        // 5: arrays
        .target(
            name: "Swnd",
            dependencies: [
                "CSystem", "SwndAutograd", "SwndCore", "SwndCPU", "SwndEngine", "SwndFiles",
                "SwndGraph", "SwndOpenCL", "SwndOperators",
            ]),
        // 6: surfaces
        .target(
            name: "SwndC",
            dependencies: [
                "CIntrinsics", "CSwnd", "CSystem", "Swnd", "SwndCore", "SwndEngine", "SwndFiles",
                "SwndGraph", "SwndOpenCL", "SwndOperators",
            ],
            exclude: ["libswnd.map"]),
        .executableTarget(
            name: "swnd-generate",
            dependencies: ["SwndCore", "SwndGraph", "SwndNumerics", "SwndOpenCL", "SwndOperators"]),
        // Examples: a package of their own as well, but here they share the modules that are built
        .executableTarget(
            name: "Record", dependencies: ["Swnd"], path: "examples/swift/Sources/Record"),
        .executableTarget(
            name: "Ridge", dependencies: ["Swnd"], path: "examples/swift/Sources/Ridge"),
        .executableTarget(
            name: "Parameters", dependencies: ["Swnd"], path: "examples/swift/Sources/Parameters"),
        .executableTarget(
            name: "Digits", dependencies: ["Swnd"], path: "examples/swift/Sources/Digits"),
        .executableTarget(
            name: "Newton", dependencies: ["Swnd"], path: "examples/swift/Sources/Newton"),
        .executableTarget(
            name: "Profile", dependencies: ["Swnd"], path: "examples/swift/Sources/Profile"),
        // Tests
        .executableTarget(
            name: "Accuracy", dependencies: ["Swnd", "SwndCore", "SwndGraph", "SwndOperators"],
            path: "Tests/accuracy"),
        .testTarget(name: "SwndCoreTests", dependencies: ["CSystem", "SwndCore"]),
        .testTarget(
            name: "SwndCPUTests",
            dependencies: ["CIntrinsics", "CSystem", "SwndCPU", "SwndCore", "SwndOpenBLAS"]),
        .testTarget(name: "SwndFilesTests", dependencies: ["SwndCore", "SwndFiles"]),
        .testTarget(name: "SwndNumericsTests", dependencies: ["CIntrinsics", "SwndNumerics"]),
        .testTarget(name: "SwndOpenCLTests", dependencies: ["SwndOpenCL"]),
        .testTarget(name: "SwndTests", dependencies: ["Swnd", "SwndCore", "SwndGraph"]),
        .testTarget(
            name: "SwndOperatorTests",
            dependencies: ["Swnd", "SwndCore", "SwndGraph", "SwndOperators"]),
    ]
)
