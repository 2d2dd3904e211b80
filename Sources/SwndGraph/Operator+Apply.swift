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
            guard inputs.count > 0 else { throw call.error(.value, "an input is missing") }
            result = inputs[0].value.aliased(try rule(call))
        case .kernel(let rule):
            if let direct = try applyDirect(call) { return record(call, direct) }
            let kernel = try rule(call)
            guard let executor = Runtime.executor else {
                throw call.error(.internalFault, "the engine was not started")
            }
            result = try executor.submit(
                Node(
                    name, kernel.work, inputs: inputs.few(\.value), shape: kernel.shape,
                    dtype: kernel.dtype,
                    context: kernel.context
                        ?? (inputs.count > 0 ? inputs[0].context : call.context("ctx"))))
            result.isTruth = givesTruth(call, kernel.work)
        }
        return record(call, result)
    }

    /// Whether the result of a call consists of truth values.
    private func givesTruth(_ call: borrowing Call, _ work: Work) -> Bool {
        switch truth {
        case .always: return true
        case .ofTruths: return call.inputs.allSatisfy(\.value.isTruth)
        case .never:
            guard let moved = work.movedInputs, call.inputs.first?.value.isTruth == true else {
                return false
            }
            return call.inputs.prefix(moved).allSatisfy(\.value.isTruth)
        }
    }

    private func record(_ call: borrowing Call, _ result: Value) -> Tensor {
        guard let recorder = Self.recorder(for: call) else { return Tensor(result) }
        return recorder.record(copy call, result: result)
    }

    /// What writes a call down: nothing where nobody could go back through it.
    private static func recorder(for call: borrowing Call) -> (any Recorder)? {
        guard ThreadModes.isRecording else { return nil }
        var position = 0
        while position < call.inputs.count {
            if call.inputs[position].isDifferentiable { return Runtime.recorder }
            position &+= 1
        }
        return nil
    }

    /// Results of a call that were computed elsewhere, written down as its results.
    public static func recorded(_ call: Call, _ results: [Value]) -> [Tensor] {
        guard let recorder = recorder(for: call) else { return results.map { Tensor($0) } }
        guard results.count != 1 else { return [recorder.record(call, result: results[0])] }
        return recorder.record(call, results: results)
    }

    /// A composition records itself where it has a gradient of its own; else what it is composed of does.
    private func applyComposition(
        _ compose: (borrowing Call) throws(SwndError) -> [Tensor], _ call: borrowing Call
    ) throws(SwndError) -> [Tensor] {
        do throws(SwndError) {
            guard ThreadModes.isRecording else { return try compose(call) }
            if case .composed = gradient { return try compose(call) }
            ThreadModes.isRecording = false
            defer { ThreadModes.isRecording = true }
            let results = try compose(call)
            ThreadModes.isRecording = true
            return Self.recorded(copy call, results.map(\.value))
        } catch {
            throw error.renamed(to: name)
        }
    }

    /// As many inputs as are declared, on devices that work together.
    private func checkInputs(_ given: Few<Tensor>) throws(SwndError) {
        guard given.count >= requiredInputs, isVariadic || given.count <= inputs.count else {
            let most = isVariadic || requiredInputs == inputs.count ? "" : " to \(inputs.count)"
            throw SwndError(
                .value,
                "\(name): \(isVariadic ? "at least " : "")\(requiredInputs)\(most) arrays are"
                    + " needed, not \(given.count)")
        }
        var position = 1
        while position < given.count {
            let (first, other) = (given[0].context, given[position].context)
            // Processor contexts differ by name only; work between them is allowed.
            guard first == other || (first.isHost && other.isHost) else {
                throw SwndError(
                    .context, "\(name): arrays on different devices: \(first) and \(other)")
            }
            position &+= 1
        }
    }
}

/// The frequent kinds of call, which need no lists when the direct way is open.
extension Operator {
    /// Applies an operator of one array that has no parameters.
    public func applyOne(_ x: Tensor) throws(SwndError) -> Tensor {
        guard let result = try applyDirect(x.value) else { return try applyOne(Few(x), []) }
        guard ThreadModes.isRecording, x.isDifferentiable, let recorder = Runtime.recorder else {
            return Tensor(result)
        }
        return recorder.record(Call(self, inputs: Few(x), attributes: []), result: result)
    }

    /// Applies an operator of two arrays that has no parameters.
    public func applyOne(_ a: Tensor, _ b: Tensor) throws(SwndError) -> Tensor {
        guard let result = try applyDirect(a.value, b.value) else {
            return try applyOne(Few(a, b), [])
        }
        guard ThreadModes.isRecording, a.isDifferentiable || b.isDifferentiable,
            let recorder = Runtime.recorder
        else { return Tensor(result) }
        return recorder.record(Call(self, inputs: Few(a, b), attributes: []), result: result)
    }

    /// Applies an operator of an array and a number.
    public func applyOne(_ x: Tensor, scalar: Double) throws(SwndError) -> Tensor {
        guard let result = try applyDirect(x.value, scalar: scalar) else {
            return try applyOne(Few(x), [.real(scalar)])
        }
        guard ThreadModes.isRecording, x.isDifferentiable, let recorder = Runtime.recorder else {
            return Tensor(result)
        }
        return recorder.record(
            Call(self, inputs: Few(x), attributes: [.real(scalar)]), result: result)
    }

    /// Applies an operator whose result is known to be another layout over its input's storage.
    ///
    /// - Parameter attributes: asked for where the call is recorded.
    public func applyView(
        _ x: Tensor, _ layout: Layout, _ attributes: @autoclosure () -> [Attribute] = []
    ) -> Tensor {
        let result = x.value.aliased(layout)
        guard ThreadModes.isRecording, x.isDifferentiable, let recorder = Runtime.recorder else {
            return Tensor(result)
        }
        return recorder.record(
            Call(self, inputs: Few(x), attributes: attributes()), result: result)
    }
}

/// The vocabulary of rules and compositions: parameters by name, defaults for the others.
extension Operator {
    public func callAsFunction(_ x: Tensor) throws(SwndError) -> Tensor {
        names.isEmpty ? try applyOne(x) : try applyOne(Few(x), try attributes())
    }

    public func callAsFunction(_ a: Tensor, _ b: Tensor) throws(SwndError) -> Tensor {
        names.isEmpty ? try applyOne(a, b) : try applyOne(Few(a, b), try attributes())
    }

    public func callAsFunction(
        _ x: Tensor, with given: KeyValuePairs<String, Attribute>
    ) throws(SwndError) -> Tensor {
        try applyOne(Few(x), try attributes(given))
    }

    public func callAsFunction(
        _ inputs: Tensor..., with given: KeyValuePairs<String, Attribute> = [:]
    ) throws(SwndError) -> Tensor {
        try applyOne(Few(inputs), try attributes(given))
    }

    /// Attributes in declared order from some given by name.
    public func attributes(_ given: KeyValuePairs<String, Attribute> = [:]) throws(SwndError)
        -> [Attribute]
    {
        if given.isEmpty, !hasRequired { return fallbacks }
        var values = fallbacks
        // Names are mostly given in declared order: each search begins where the one before ended.
        var next = 0
        for (name, value) in given {
            guard let position = self.position(of: name, from: next) else {
                throw SwndError(.value, "\(self.name): unknown parameter '\(name)'")
            }
            values[position] = value
            next = position + 1
        }
        if hasRequired { try checkRequired(given) }
        return values
    }

    private func position(of name: String, from start: Int) -> Int? {
        let count = names.count
        for step in 0..<count {
            let position = start + step < count ? start + step : start + step - count
            if names[position] == name { return position }
        }
        return nil
    }

    private func checkRequired(_ given: KeyValuePairs<String, Attribute>) throws(SwndError) {
        for position in names.indices where parameters[position].fallback == nil {
            guard given.contains(where: { $0.key == names[position] }) else {
                throw SwndError(.value, "\(name): parameter '\(names[position])' is missing")
            }
        }
    }
}
