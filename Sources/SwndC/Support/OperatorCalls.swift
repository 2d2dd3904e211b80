import CSwnd
import Swnd
import SwndCore
import SwndGraph

// What the generated functions of the operators stand on. They come by number of inputs, with and without parameters, so that
// the frequent calls need no memory beside that of their result.

/// Where a result goes.
typealias ResultCell = UnsafeMutablePointer<swnd_array?>?

/// Where attributes come from: a closure over the C arguments, called when the inputs are known to be there.
typealias Attributes = (GivenParameters) throws(SwndError) -> [Attribute]

/// An operator, asked for when everything has been made: see ``Process/start()``.
@inline(__always)
private func started(_ op: @autoclosure () -> Operator) -> Operator {
    Process.start()
    return op()
}

/// An operator of one input without parameters.
func apply(_ op: @autoclosure () -> Operator, _ out: ResultCell, _ x: swnd_array?) -> swnd_status {
    let op = started(op())
    return guarded { () throws(SwndError) in
        let out = try result(out, op.name)
        out.pointee = retained(try NDArray.applyOne(op, try input(x, op, 0)))
    }
}

/// An operator of two inputs without parameters.
func apply(_ op: @autoclosure () -> Operator, _ out: ResultCell, _ x: swnd_array?, _ y: swnd_array?)
    -> swnd_status
{
    let op = started(op())
    return guarded { () throws(SwndError) in
        let out = try result(out, op.name)
        out.pointee = retained(try NDArray.applyOne(op, try input(x, op, 0), try input(y, op, 1)))
    }
}

/// An operator without inputs.
func apply(_ op: @autoclosure () -> Operator, _ out: ResultCell, _ attributes: Attributes)
    -> swnd_status
{
    let op = started(op())
    return guarded { () throws(SwndError) in
        let out = try result(out, op.name)
        out.pointee = retained(try NDArray.applyOne(op, Few(), try attributes(GivenParameters(op))))
    }
}

/// An operator of one input with parameters.
func apply(
    _ op: @autoclosure () -> Operator, _ out: ResultCell, _ x: swnd_array?, _ attributes: Attributes
) -> swnd_status {
    let op = started(op())
    return guarded { () throws(SwndError) in
        let out = try result(out, op.name)
        let x = try input(x, op, 0)
        let attributes = try attributes(GivenParameters(op))
        out.pointee = retained(try NDArray.applyOne(op, Few(x), attributes))
    }
}

/// An operator of one input and a number.
func apply(
    _ op: @autoclosure () -> Operator, _ out: ResultCell, _ x: swnd_array?, scalar: Double
) -> swnd_status {
    let op = started(op())
    return guarded { () throws(SwndError) in
        let out = try result(out, op.name)
        out.pointee = retained(
            try NDArray.applyOne(op, try input(x, op, 0), scalar: scalar))
    }
}

/// An operator of two inputs with parameters.
func apply(
    _ op: @autoclosure () -> Operator, _ out: ResultCell, _ x: swnd_array?, _ y: swnd_array?,
    _ attributes: Attributes
) -> swnd_status {
    let op = started(op())
    return guarded { () throws(SwndError) in
        let out = try result(out, op.name)
        let inputs = Few(try input(x, op, 0), try input(y, op, 1))
        out.pointee = retained(
            try NDArray.applyOne(op, inputs, try attributes(GivenParameters(op))))
    }
}

/// An operator of more inputs.
func apply(
    _ op: @autoclosure () -> Operator, _ out: ResultCell, _ handles: [swnd_array?],
    _ attributes: Attributes = { _ throws(SwndError) in [] }
) -> swnd_status {
    let op = started(op())
    return guarded { () throws(SwndError) in
        let out = try result(out, op.name)
        let arrays = try inputs(handles, op)
        out.pointee = retained(
            try NDArray.applyOne(op, Few(arrays), try attributes(GivenParameters(op))))
    }
}

/// An operator of any number of inputs after some that are one each.
func apply(
    _ op: @autoclosure () -> Operator, _ out: ResultCell, _ handles: [swnd_array?],
    _ rest: UnsafePointer<swnd_array?>?, _ count: Int,
    _ attributes: Attributes = { _ throws(SwndError) in [] }
) -> swnd_status {
    let op = started(op())
    return guarded { () throws(SwndError) in
        let out = try result(out, op.name)
        let arrays = try inputs(handles, op) + inputs(rest, count, op)
        out.pointee = retained(
            try NDArray.applyOne(op, Few(arrays), try attributes(GivenParameters(op))))
    }
}

/// An operator of several results.
func apply(
    _ op: @autoclosure () -> Operator, _ out: ResultCell, _ outCount: Int, _ handles: [swnd_array?],
    _ attributes: Attributes = { _ throws(SwndError) in [] }
) -> swnd_status {
    let op = started(op())
    return guarded { () throws(SwndError) in
        let out = try results(out, outCount, op)
        try fill(out, outCount, op, try inputs(handles, op), attributes)
    }
}

/// An operator of several results and any number of inputs.
func apply(
    _ op: @autoclosure () -> Operator, _ out: ResultCell, _ outCount: Int, _ handles: [swnd_array?],
    _ rest: UnsafePointer<swnd_array?>?, _ count: Int, _ attributes: Attributes
) -> swnd_status {
    let op = started(op())
    return guarded { () throws(SwndError) in
        let out = try results(out, outCount, op)
        try fill(out, outCount, op, try inputs(handles, op) + inputs(rest, count, op), attributes)
    }
}

private func fill(
    _ out: UnsafeMutablePointer<swnd_array?>, _ count: Int, _ op: Operator, _ inputs: [NDArray],
    _ attributes: Attributes
) throws(SwndError) {
    let attributes = try attributes(GivenParameters(op))
    try checkCount(count, op, attributes)
    let made = try NDArray.apply(op, Few(inputs), attributes)
    guard made.count == count else {
        throw SwndError(.internalFault, "\(op.name): made \(made.count) results, not \(count)")
    }
    for (position, array) in made.enumerated() { out[position] = retained(array) }
}

// Inputs

@inline(__always)
private func input(_ handle: swnd_array?, _ op: Operator, _ position: Int) throws(SwndError)
    -> NDArray
{
    guard let handle else {
        throw isNull(op, op.inputs.dropFirst(position).first?.name ?? "an input")
    }
    return try array(handle, op.name, "")
}

private func isNull(_ op: Operator, _ argument: String) -> SwndError {
    SwndError(.type, "\(op.name): \(argument) is NULL")
}

private func inputs(_ handles: [swnd_array?], _ op: Operator) throws(SwndError) -> [NDArray] {
    var arrays: [NDArray] = []
    arrays.reserveCapacity(handles.count)
    for (position, handle) in handles.enumerated() {
        if handle == nil, position < op.inputs.count, op.inputs[position].isOptional { break }
        arrays.append(try input(handle, op, position))
    }
    // What comes after an input that was left out must be left out too.
    for position in arrays.count..<handles.count where handles[position] != nil {
        throw isNull(op, op.inputs[arrays.count].name)
    }
    return arrays
}

/// The most arrays that a call takes or gives: what is more is no count but garbage.
private let mostArrays = 1 << 20

private func inputs(_ handles: UnsafePointer<swnd_array?>?, _ count: Int, _ op: Operator)
    throws(SwndError) -> [NDArray]
{
    let name = op.inputs.last?.name ?? "data"
    guard count != 0 else {
        throw SwndError(.value, "\(op.name): \(name) needs at least one array")
    }
    guard count > 0, count <= mostArrays else {
        throw SwndError(
            .value,
            "\(op.name): \(name)_count is \(UInt(bitPattern: count)); 1 ... \(mostArrays) are allowed"
        )
    }
    guard let handles else { throw isNull(op, name) }
    var arrays: [NDArray] = []
    arrays.reserveCapacity(count)
    for position in 0..<count {
        guard let handle = handles[position] else { throw isNull(op, "\(name)[\(position)]") }
        arrays.append(try array(handle, op.name, ""))
    }
    return arrays
}

// Results

private func results(_ out: ResultCell, _ count: Int, _ op: Operator) throws(SwndError)
    -> UnsafeMutablePointer<swnd_array?>
{
    guard let out else { throw isNull(op, "out") }
    guard count > 0, count <= mostArrays else {
        throw SwndError(
            .value,
            "\(op.name): out_count is \(UInt(bitPattern: count)); 1 ... \(mostArrays) are allowed")
    }
    out.update(repeating: nil, count: count)
    return out
}

/// The caller must have room for exactly as many results as the parameters ask for.
private func checkCount(_ count: Int, _ op: Operator, _ attributes: [Attribute]) throws(SwndError) {
    let call = Call(op, inputs: Few(), attributes: attributes)
    switch op.outputs {
    case .one: break
    case .fixed(let results):
        guard results != count else { return }
        throw SwndError(
            .value, "\(op.name): there are \(results) results and out_count is \(count)")
    case .parameter(let name):
        guard let asked = call.int(name), asked != count else { return }
        throw SwndError(.value, "\(op.name): \(name) is \(asked) and out_count is \(count)")
    case .choice(let name, let counts):
        let choice = call.choice(name)
        guard counts.indices.contains(choice), counts[choice] != count else { return }
        throw SwndError(
            .value,
            "\(op.name): this \(name) gives \(counts[choice]) results and out_count is \(count)")
    case .flag(let name):
        let results = call.bool(name) ? 2 : 1
        guard results != count else { return }
        throw SwndError(
            .value,
            "\(op.name): there are \(results) results for this \(name) and out_count is \(count)")
    case .between(let name):
        let asked = (call.ints(name) ?? []).count + 1
        guard asked != count else { return }
        throw SwndError(
            .value, "\(op.name): \(name) makes \(asked) results and out_count is \(count)")
    }
}
