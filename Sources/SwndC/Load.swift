import Swnd
import SwndCore
import SwndGraph
import SwndOperators

/// Runs when the library is loaded, in the one thread that loads it: makes what is otherwise made at first use.
///
/// Swift makes static values under a lock that knows threads by number. In the child of a `fork` the number is the parent's
/// (Swift 6.3.1 on Linux), and two threads that meet there at a first use wait for each other for ever. So nothing is left to be
/// made later: all operators, the engine, the pools, and with one small graph what the runtime itself keeps.
/// It starts no thread and takes less than a millisecond or two.
@_cdecl("csystem_on_load")
public func load() {
    RandomStreams.seed(0)
    _ = Op.all.count
    _ = LastError.text
    _ = try? warmUp()
}

private func warmUp() throws(SwndError) {
    let x = try NDArray([1, 2] as [Float])
    try x.attachGrad()
    let y = try autograd.record { () throws(SwndError) in try sum(exp(x * 2) + x) }
    try y.backward()
    try x.assign(1, at: [.at(0)])
    _ = try x.values(as: Float.self)
}
