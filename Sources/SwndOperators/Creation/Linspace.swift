import SwndCore
import SwndGraph

extension Op {
    public static let linspace: Operator = Operator(
        "linspace",
        doc: .init(
            "`num` evenly spaced numbers from `start` to `stop`.",
            "Computed in float64 before they are stored.",
            example: ("nd.linspace(0, 1, 5)", "[0.   0.25 0.5  0.75 1.  ]")),
        inputs: [],
        parameters: [
            Parameter("start", .real, "The first number."),
            Parameter("stop", .real, "The last number, or the end when it is not included."),
            Parameter("num", .int, "How many; not negative."),
            Parameter("endpoint", .bool, default: true, "Whether `stop` is the last number."),
            .context, .outputDType,
        ],
        body: .composition { call throws(SwndError) in
            let (start, stop) = (call.real("start") ?? 0, call.real("stop") ?? 0)
            let count = call.int("num") ?? 0
            guard count >= 0 else { throw call.error(.value, "num is \(count); 0 is the least") }
            let gaps = call.bool("endpoint") ? count - 1 : count
            let step = gaps > 0 ? (stop - start) / Double(gaps) : 0
            return [
                try sequence.applyOne(
                    [], [.int(count), .real(start), .real(step), call["ctx"], call["dtype"]])
            ]
        }, gradient: .zero,
        test: TestDomain(cases: [
            .init([], ["start": 0.0, "stop": 1.0, "num": 7]),
            .init([], ["start": 2.0, "stop": -1.0, "num": 4, "endpoint": false]),
        ]))
}
