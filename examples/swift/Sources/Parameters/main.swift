// Shows what is in a file of parameters, such as MXNet's nd.save and Module.save_checkpoint write.
// usage: Parameters [FILE]     Without FILE it saves a few arrays first, and shows those.
import Glibc
import Swnd

let given = CommandLine.arguments.dropFirst().first
let path = given ?? "/tmp/swnd-example-\(getpid()).params"

if given == nil {
    try save(
        [
            "arg:weight": try randomNormal(scale: 0.1, shape: [3, 4]),
            "arg:bias": try zeros([3]),
        ], to: path)
}

let loaded = try load(path)
for warning in loaded.warnings { print("warning:", warning) }
for (position, array) in loaded.arrays.enumerated() {
    guard let array else { continue }
    let size = try norm(try cast(array, dtype: .float64)).scalar(as: Double.self)
    print(loaded.names?[position] ?? "", array.dtype, array.shape, "norm", size)
}
if given == nil { unlink(path) }
