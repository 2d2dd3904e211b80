import SwndCore

extension Operator {
    /// Applies the operator: checks, computes, records.
    ///
    /// - Parameter attributes: in the order of the declared parameters, defaults filled in.
    public func apply(_ inputs: Few<Tensor>, _ attributes: [Attribute] = []) throws(SwndError)
        -> [Tensor]
    {
        if case .composition(let compose) = body {
            try checkInputs(inputs)
            return try applyComposition(compose, Call(self, inputs: inputs, attributes: attributes))
        }
        return [try applyOne(inputs, attributes)]
    }

    /// The same for an operator with one result.
    public func applyOne(_ inputs: Few<Tensor>, _ attributes: [Attribute] = []) throws(SwndError)
        -> Tensor
    {
        try checkInputs(inputs)
        let call = Call(self, inputs: inputs, attributes: attributes)
        let result: Value
        switch body {
        case .composition(let compose):
            guard let first = try applyComposition(compose, call).first else {
                throw call.error(.internalFault, "no result")
            }
            return first
        case .view(let rule):
            guard let source = inputs.first else { throw call.error(.value, "an input is missing") }
            result = source.value.aliased(try rule(call))
        case .kernel(let rule):
            let kernel = try rule(call)
            guard let executor = Runtime.executor else {
                throw call.error(.internalFault, "the engine was not started")
            }
            result = try executor.submit(
                Node(
                    name, kernel.work, inputs: inputs.few(\.value), shape: kernel.shape,
                    dtype: kernel.dtype, context: inputs.first?.context ?? call.context("ctx")))
        }
        return record(call, result)
    }

    private func record(_ call: Call, _ result: Value) -> Tensor {
        guard let recorder = Runtime.recorder, recorder.isRecording else { return Tensor(result) }
        guard call.inputs.contains(where: { $0.origin != nil }) else { return Tensor(result) }
        return recorder.record(call, result: result)
    }

    /// A composition records itself where it has a gradient of its own; else what it is composed of does.
    private func applyComposition(
        _ compose: (borrowing Call) throws(SwndError) -> [Tensor], _ call: Call
    ) throws(SwndError) -> [Tensor] {
        do throws(SwndError) {
            guard let recorder = Runtime.recorder, recorder.isRecording else {
                return try compose(call)
            }
            if case .composed = gradient { return try compose(call) }
            let results = try recorder.withoutRecording { () throws(SwndError) in
                try compose(call)
            }
            guard let result = results.first, results.count == 1 else { return results }
            return [record(call, result.value)]
        } catch {
            throw error.renamed(to: name)
        }
    }

    /// As many inputs as are declared, on devices that work together.
    private func checkInputs(_ given: Few<Tensor>) throws(SwndError) {
        let isVariadic = inputs.last?.isVariadic ?? false
        guard isVariadic ? given.count >= inputs.count : given.count == inputs.count else {
            throw SwndError(
                .value,
                "\(name): \(isVariadic ? "at least " : "")\(inputs.count) arrays are needed, not"
                    + " \(given.count)")
        }
        guard let first = given.first?.context else { return }
        for input in given where input.context != first {
            // Processor contexts differ by name only; work between them is allowed.
            if input.context.isHost && first.isHost { continue }
            throw SwndError(
                .context, "\(name): arrays on different devices: \(first) and \(input.context)")
        }
    }

    /// Applies the operator with parameters by name, defaults for the others: the vocabulary of rules and compositions.
    public func callAsFunction(
        _ inputs: Tensor..., with given: KeyValuePairs<String, Attribute> = [:]
    ) throws(SwndError) -> Tensor {
        try applyOne(Few(inputs), try attributes(given))
    }

    /// Attributes in declared order from some given by name.
    public func attributes(_ given: KeyValuePairs<String, Attribute>) throws(SwndError)
        -> [Attribute]
    {
        for (name, _) in given where !parameters.contains(where: { $0.name == name }) {
            throw SwndError(.value, "\(self.name): unknown parameter '\(name)'")
        }
        var values: [Attribute] = []
        values.reserveCapacity(parameters.count)
        for parameter in parameters {
            if let (_, value) = given.first(where: { $0.key == parameter.name }) {
                values.append(value)
            } else if let fallback = parameter.fallback {
                values.append(fallback)
            } else {
                throw SwndError(.value, "\(name): parameter '\(parameter.name)' is missing")
            }
        }
        return values
    }
}
