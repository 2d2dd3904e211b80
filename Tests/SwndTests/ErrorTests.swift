import Swnd
import SwndCore
import Testing

/// Errors come from the call itself: a code to branch on, and a text that starts with the operator's name.
@Suite struct ErrorTests {
    @Test func shapesAreShown() throws {
        let x = try counting(2, 3)
        expectError(.value, "broadcast_sub: ", "(2, 3)", "(2,)") { try x - counting(2) }
        expectError(.value, "elemwise_add: ", "(2, 3)", "(3,)") {
            try elemwiseAdd(x, counting(3))
        }
        expectError(.value, "dot: ", "(2, 3)") { try dot(x, x) }
        expectError(.value, "batch_dot: ", "(2, 3)") { try batchDot(x, x) }
        expectError(.value, "concat: ", "(2, 3)", "(3, 3)") { try concat([x, counting(3, 3)]) }
        expectError(.value, "stack: ", "(2, 3)", "(3,)") { try stack([x, counting(3)]) }
        expectError(.value, "reshape: ", "(2, 3)") { try reshape(x, shape: [4]) }
        expectError(.value, "broadcast_to: ", "(2, 3)", "(4, 3)") {
            try broadcastTo(x, shape: [4, 3])
        }
        expectError(.value, "squeeze: ", "(2, 3)") { try squeeze(x, axis: [0]) }
        expectError(.value, "split: ", "(2, 3)") { try split(x, numOutputs: 2) }
        expectError(.value, "where: ", "(2, 3)", "(3,)") { try `where`(x, x, counting(3)) }
        expectError(.value, "transpose: ", "axes") { try transpose(x, axes: [0, 0]) }
        expectError(.value, "pick: ", "(2, 3)", "(5,)") { try pick(x, counting(5)) }
    }

    @Test func errorsPrintAsTheirTexts() throws {
        let error = SwndError(.value, "dot: something")
        #expect("\(error)" == "dot: something")
    }

    @Test func axesAndIndicesAreChecked() throws {
        let x = try counting(2, 3)
        expectError(.index, "sum: ", "2", "(2, 3)") { try sum(x, axis: [2]) }
        expectError(.index, "argmax: ", "-3", "(2, 3)") { try argmax(x, axis: -3) }
        expectError(.index, "softmax: ", "5", "(2, 3)") { try softmax(x, axis: 5) }
        expectError(.index, "expand_dims: ", "4", "(2, 3)") { try expandDims(x, axis: 4) }
        expectError(.index, "concat: ", "2", "(2, 3)") { try concat([x, x], dim: 2) }
        expectError(.index, "take: ", "7", "length 2") {
            try take(x, NDArray([7]), mode: .raise)
        }
        #expect(throws: SwndError.self) { try sum(x, axis: [0, 0]) }
        #expect(throws: SwndError.self) { try sum(x, axis: [Int.min]) }
    }

    @Test func dtypesAreShown() throws {
        let x = try counting(2, 3), whole = try counting(2, 3, dtype: .int32)
        expectError(.type, "broadcast_mul: ", "float32", "int32") { try x * whole }
        expectError(.type, "dot: ", "float32", "int32") { try dot(x, whole) }
        expectError(.type, "concat: ", "float32", "int32") { try concat([x, whole]) }
        expectError(.type, "random_normal: ", "int32") { try randomNormal(dtype: .int32) }
    }

    @Test func sizesAreChecked() {
        expectError(.value, "zeros: ", "(2, -1)") { try zeros([2, -1]) }
        expectError(.value, "ones: ") { try ones([Int.max, Int.max]) }
        expectError(.value, "full: ", "9 axes") {
            try full(Array(repeating: 1, count: 9), val: 0)
        }
        expectError(.value, "eye: ", "-1") { try eye(-1) }
        expectError(.value, "linspace: ", "-1") { try linspace(0, stop: 1, num: -1) }
        expectError(.value, "arange: ") { try arange(0, stop: 1, step: 0) }
        expectError(.value, "arange: ") { try arange(1e300) }
        expectError(.value, "random_normal: ", "-1") { try randomNormal(scale: -1) }
        expectError(.memory, "zeros: ") { try zeros([1 << 50]) }
        expectError(.value, "concat: ") { try concat([]) }
        expectError(.value, "stack: ") { try stack([]) }
    }

    @Test func devicesAreChecked() throws {
        expectError(.context, "zeros: ", "gpu(0)") { try zeros([1], ctx: .gpu()) }
        expectError(.context, "", "gpu(3)") { try counting(2).on(.gpu(3)) }
    }

    /// What an operator is composed of does not show.
    @Test func compositionsSpeakInTheirOwnName() throws {
        let x = try counting(2, 3)
        expectError(.index, "log_softmax: ", "(2, 3)") { try logSoftmax(x, axis: 2) }
        expectError(.index, "norm: ", "(2, 3)") { try norm(x, axis: [2]) }
        expectError(.index, "mean: ", "(2, 3)") { try mean(x, axis: [2]) }
    }

    @Test func errorsAreValues() throws {
        let first = #expect(throws: SwndError.self) { try zeros([-1]) }
        let second = #expect(throws: SwndError.self) { try zeros([-1]) }
        #expect(first == second)
        #expect(first?.code == .value)
    }
}
