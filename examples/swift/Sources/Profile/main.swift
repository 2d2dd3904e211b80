// Sees inside: runs some operators while the profiler writes down what is executed, prints the table of
// times, and writes the trace to the file that the argument names, for ui.perfetto.dev.
import Glibc
import Swnd

let x = try randomUniform(low: -1, high: 1, shape: [256, 256])
try x.attachGrad()

profiler.isRunning = true
for _ in 0..<10 {
    let y = try autograd.record { try mean(tanh(dot(x, x))) }
    try y.backward()
    _ = try y.scalar()
}
profiler.isRunning = false

print(profiler.summary)
let trace = profiler.trace
if CommandLine.arguments.count > 1 {
    let path = CommandLine.arguments[1]
    guard let file = fopen(path, "w"), fputs(trace, file) >= 0, fclose(file) == 0 else {
        print("the trace could not be written to \(path)")
        exit(EXIT_FAILURE)
    }
    print("the trace is in \(path)")
}
exit(trace.contains("tanh") ? EXIT_SUCCESS : EXIT_FAILURE)
