import SwndCore
import SwndGraph

extension Op {
    public static let arange: Operator = Operator(
        "arange",
        doc: .init(
            "Numbers from `start` on, `step` apart, before `stop`; each `repeat` times.",
            "With one number, that is `stop` and the start is 0. Computed in float64 before they are stored.",
            example: ("nd.arange(1, 7, 2)", "[1. 3. 5.]")),
        inputs: [],
        parameters: [
            Parameter("start", .real, "The first number, or the end when it is the only one."),
            Parameter("stop", .real, default: Attribute.none, "The end, not included."),
            Parameter("step", .real, default: 1.0, "From one number to the next; not 0."),
            Parameter("repeat", .int, default: 1, "How often each number stands; at least 1."),
            .context, .outputDType,
        ],
        body: .composition { call throws(SwndError) in
            var (start, stop) = (call.real("start") ?? 0, call.real("stop"))
            if stop == nil { (start, stop) = (0, start) }
            let (step, times) = (call.real("step") ?? 1, call.int("repeat") ?? 1)
            guard step != 0, step.isFinite, start.isFinite, let stop, stop.isFinite else {
                throw call.error(
                    .value,
                    "from \(start) to \(stop ?? 0) by \(step): numbers must be finite, step not 0")
            }
            guard times >= 1 else { throw call.error(.value, "repeat is \(times); 1 is the least") }
            let steps = ((stop - start) / step).rounded(.up)
            guard steps * Double(times) < 0x1p58 else {
                throw call.error(.value, "from \(start) to \(stop) by \(step) are too many numbers")
            }
            let count = steps > 0 ? Int(steps) : 0
            let numbers = try sequence.applyOne(
                [], [.int(count), .real(start), .real(step), call["ctx"], call["dtype"]])
            return [times == 1 ? numbers : try `repeat`(numbers, with: ["repeats": .int(times)])]
        }, gradient: .zero,
        test: TestDomain(cases: [
            .init([], ["start": 5.0]),
            .init([], ["start": 1.0, "stop": 2.0, "step": 0.25, "repeat": 2]),
        ]))
}
