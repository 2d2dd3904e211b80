import SwndCore
import SwndGraph
import SwndNumerics

extension Op {
    public static let sampleMultinomial = Operator(
        "sample_multinomial",
        doc: .init(
            "Outcomes drawn with the probabilities of each row.",
            "`data` has the probabilities along its last axis; they are divided by their sum. The result has the shape of `data` without"
                + " that axis, followed by `shape`; that of one row and no shape is (1,). Of a row with a negative weight, one that is not"
                + " finite, or no positive one, all outcomes are -1 (255 in uint8, NaN in floating-point dtypes). A dtype that does not"
                + " hold all outcomes exactly is an error. With `get_prob`, the second result is the logarithm of the outcomes'"
                + " probabilities as `data` has them, in its dtype, and its gradient goes back to `data`. The sums of a row's"
                + " probabilities, in double precision, are searched for a uniform number of Philox 4x32-10: the same numbers for a"
                + " seed whatever the number of threads and the instruction set."),
        inputs: [.init("data", "Probabilities, row by row.")],
        parameters: [
            Parameter("shape", .ints, default: [], "What is drawn from each row."),
            Parameter("get_prob", .bool, default: false, "Whether to give log-probabilities too."),
            Parameter("dtype", .dtype, default: .dtype(.int32), "The dtype of outcomes."),
        ], outputs: .flag("get_prob"),
        body: .composition { call throws(SwndError) in
            let data = call.inputs[0]
            try call.requireFloating()
            var axes = data.shape.axes
            let count = axes.removeLast()
            guard count > 0 else {
                throw call.error(.value, "data \(data.shape) has rows without outcomes")
            }
            guard call.dtype("dtype") != .bool else {
                throw call.error(.type, "dtype is bool, which holds no outcomes")
            }
            _ = try call.indexDType(below: count)
            axes += call.ints("shape") ?? []
            let shape = try call.shape(
                from: axes.isEmpty ? [1] : axes, name: "shape of the result")
            let outcomes = try drawnOutcomes.applyOne(
                Few(try runningWeights(data)),
                [.ints(shape.axes), call["dtype"]])
            guard call.bool("get_prob") else { return [outcomes] }
            return [outcomes, try log(chosen(data, outcomes))]
        }, gradient: .composed,
        test: TestDomain(
            [0.1...1],
            cases: [.init([[3, 4]], ["shape": [5]]), .init([[3, 4]], ["get_prob": true])],
            random: true))

    /// The sums of each row's weights up to each one, in double precision; NaN from a negative one on.
    private static func runningWeights(_ data: Tensor) throws(SwndError) -> Tensor {
        let weights = try converted(data, to: .float64)
        let undefined = try number(.nan, like: weights)
        let isWeight = try greaterEqual.arrayScalar.applyOne(weights, scalar: 0)
        return try cumsum(choose(isWeight, weights, undefined), with: ["axis": -1])
    }

    /// The probabilities of outcomes.
    private static func chosen(_ data: Tensor, _ outcomes: Tensor) throws(SwndError) -> Tensor {
        let count = data.shape[data.shape.rank - 1]
        let rows = data.shape.count / count
        guard rows > 0, outcomes.shape.count > 0 else {
            return try converted(zerosLike(outcomes), to: data.dtype)
        }
        let places = try converted(
            reshape(outcomes, with: ["shape": .ints([rows, -1])]), to: .int64)
        let starts = try spread(
            integers(rows, by: count, on: data.context), along: 0, rank: 2)
        let flat = try take(reshape(data, with: ["shape": [-1]]), added(places, starts))
        return try reshaped(flat, to: outcomes.shape)
    }

    static let drawnOutcomes = Operator(
        "_drawn_outcomes", doc: .init("Outcomes drawn from rows of running sums of weights."),
        parameters: [.shape, .outputDType],
        body: .kernel { call throws(SwndError) in
            let sums = call.inputs[0]
            let shape = try call.shape("shape")
            let count = sums.shape[sums.shape.rank - 1]
            let rows = Swift.max(1, sums.shape.count / count)
            let constants: [Scalar] = [
                .integer(Int64(count)), .integer(Int64(shape.count / rows)),
            ]
            let dtype = call.dtype("dtype") ?? .int32
            if RandomStreams.isMXNet(on: sums.context) {
                let drawn = try DrawnNumbers("sample_multinomial", shape.count, as: .float64)
                drawn.fillWithUnits()
                let kernel = outcomeKernel { _, elements, units in
                    for (place, element) in elements.enumerated() {
                        units[place] = drawn.double(element)
                    }
                }
                let nothing = RandomStream(key: 0, draw: 0)
                return .init(
                    .random(kernel, stream: nothing, constants: constants), shape: shape,
                    dtype: dtype)
            }
            let stream = RandomStreams.draw(on: sums.context)
            return .init(
                .random(ownOutcomes, stream: stream, constants: constants), shape: shape,
                dtype: dtype)
        }, gradient: .zero)

    static let ownOutcomes = outcomeKernel(text: RandomText(.search)) {
        draw, elements, units in
        let group = elements.lowerBound / RandomKernel.granularity
        LanesF64.uniforms(draw.stream, group: group) { place, u in u.store(units + place) }
    }

    /// - Parameter fill: writes the uniform numbers of up to 64 elements.
    private static func outcomeKernel(
        text: RandomText? = nil,
        _ fill:
            @escaping @Sendable (
                _ draw: borrowing RandomDraw, _ elements: Range<Int>,
                _ units: UnsafeMutablePointer<Double>
            ) -> Void
    ) -> RandomKernel {
        RandomKernel("sample_multinomial", text: text) { draw, first, count, result in
            guard case .integer(let length) = draw.constants[0], let sums = draw.arrays.first
            else { return }
            let rows = Outcomes(sums: sums, count: Int(length), repeats: draw.repeats)
            let type = draw.dtype.computeType
            withUnsafeTemporaryAllocation(of: Double.self, capacity: RandomKernel.granularity) {
                guard let units = $0.baseAddress else { return }
                for begin in stride(from: 0, to: count, by: RandomKernel.granularity) {
                    let end = Swift.min(begin &+ RandomKernel.granularity, count)
                    fill(draw, first &+ begin..<first &+ end, units)
                    let part = result + begin &* type.byteSize
                    for place in 0..<(end &- begin) {
                        let element = first &+ begin &+ place
                        let outcome = rows.outcome(of: element, at: units[place])
                        Outcomes.store(outcome, part, place, type)
                    }
                }
            }
        }
    }
}

/// Rows of running sums, and how many outcomes are drawn from each.
private struct Outcomes {
    let sums: UnsafeBufferPointer<Double>
    let count: Int
    let repeats: Int

    /// The first outcome whose running sum is above a part of the whole; nothing where there is no whole.
    @inline(__always)
    func outcome(of element: Int, at part: Double) -> Int? {
        let start = element / repeats &* count
        let whole = sums[start &+ count &- 1]
        guard whole > 0, whole < .infinity else { return nil }
        // Below the whole however it is rounded, since the part is at most 1 - 2^-53.
        let wanted = part * whole
        var (low, high) = (0, count &- 1)
        while low < high {
            let middle = (low &+ high) / 2
            if sums[start &+ middle] > wanted { high = middle } else { low = middle &+ 1 }
        }
        return low
    }

    /// Writes an outcome, or what stands for none.
    @inline(__always)
    static func store(
        _ outcome: Int?, _ result: UnsafeMutableRawPointer, _ place: Int, _ type: ComputeType
    ) {
        let target = result + place &* type.byteSize
        switch type {
        case .float32: target.storeBytes(of: outcome.map { Float($0) } ?? .nan, as: Float.self)
        case .float64: target.storeBytes(of: outcome.map { Double($0) } ?? .nan, as: Double.self)
        case .int32:
            target.storeBytes(of: Int32(truncatingIfNeeded: outcome ?? -1), as: Int32.self)
        case .int64: target.storeBytes(of: Int64(outcome ?? -1), as: Int64.self)
        }
    }
}
