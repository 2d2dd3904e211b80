import Swnd
import Testing

/// Loops of `contrib`, and looking inside with the profiler.
@Suite struct ControlFlowTests {
    @Test func foreachPassesStatesOn() throws {
        let x = try counting(3, 2)
        let (outputs, states) = try contrib.foreach(over: [x], from: [try zeros([2])]) {
            parts, states throws(SwndError) in
            let sum = try parts[0] + states[0]
            return ([sum, try sum * 2], [sum])
        }
        try expect(outputs[0], [0, 1, 2, 4, 6, 9], shape: [3, 2])
        try expect(outputs[1], [0, 2, 4, 8, 12, 18], shape: [3, 2])
        try expect(states[0], [6, 9])
    }

    @Test func foreachPassesGradients() throws {
        let x = try leaf([2, 3, 4])
        let y = try autograd.record {
            try contrib.foreach(over: [x], from: [try ones([1], dtype: .float64)]) {
                parts, states throws(SwndError) in
                let product = try parts[0] * states[0]
                return ([product], [product])
            }.states[0]
        }
        try expect(y, [24])
        try y.backward()
        try expect(x.grad, [12, 8, 6])
    }

    @Test func foreachNeedsEqualLengths() throws {
        let a = try ones([2]), b = try ones([3])
        expectError(.value, "foreach: ", "(2,), (3,)") {
            try contrib.foreach(over: [a, b], from: []) { parts, states in (parts, states) }
        }
        expectError(.value, "foreach: ") {
            try contrib.foreach(over: [], from: []) { parts, states in (parts, states) }
        }
        var count = 0
        expectError(.value, "foreach: ", "[1, 2]") {
            try contrib.foreach(over: [a], from: []) { parts, states in
                count += 1
                return (Array(repeating: parts[0], count: count), states)
            }
        }
    }

    @Test func whileLoopsArePadded() throws {
        let x = try leaf([1])
        let (outputs, variables) = try autograd.record {
            try contrib.whileLoop([x], maxIterations: 5) { variables throws(SwndError) in
                try variables[0].scalar(as: Double.self) < 5
            } _: { variables throws(SwndError) in
                ([variables[0]], [try variables[0] * 2])
            }
        }
        try expect(outputs[0], [1, 2, 4, 0, 0], shape: [5, 1])
        try expect(variables[0], [8])
        try autograd.backward(outputs + variables)
        try expect(x.grad, [1 + 2 + 4 + 8])
    }

    @Test func whileLoopsThatNeverRunGiveNothing() throws {
        let x = try ones([1])
        for most in [3, 0, -1] {
            let (outputs, variables) = try contrib.whileLoop([x], maxIterations: most) { _ in
                most <= 0
            } _: { variables in
                (variables, variables)
            }
            #expect(outputs.isEmpty && variables[0] === x)
        }
        expectError(.value, "while_loop: 2 variables") {
            try contrib.whileLoop([x], maxIterations: 1) { _ in
                true
            } _: { _ in
                ([], [x, x])
            }
        }
    }

    @Test func theProfilerWritesDown() throws {
        profiler.reset()
        profiler.isRunning = true
        defer {
            profiler.isRunning = false
            profiler.reset()
        }
        _ = try sum(tanh(try ones([1000]))).values()
        #expect(profiler.isRunning)
        #expect(profiler.trace.contains("tanh"))
        #expect(profiler.summary.hasPrefix("Name"))
    }
}
