import Swnd
import SwndCore
import SwndGraph
import SwndOperators
import Testing

/// Kinds of gradients that few or no operators have: one rule for several results, none at all.
@Suite struct GradientKindTests {
    /// The square and the cube.
    private static let powers = Operator(
        "powers", doc: .init("The square and the cube."), outputs: .parameter("none"),
        body: .composition { call throws(SwndError) in
            let x = call.inputs[0]
            let square = try Op.multiply.broadcast(x, x)
            return [square, try Op.multiply.broadcast(square, x)]
        },
        gradient: .rule { back throws(SwndError) in
            let ofSquare = try Op.multiply.broadcast(back.cotangent, back.input(0))
            let ofCube = try Op.multiply.broadcast(back.others[0].cotangent, back.output)
            let twice = try Op.add.broadcast(ofSquare, ofSquare)
            let thrice = try Op.add.broadcast(try Op.add.broadcast(ofCube, ofCube), ofCube)
            return [try Op.add.broadcast(twice, thrice)]
        })

    private func variable() throws -> NDArray {
        let x = try NDArray([-1, 0.5, 2])
        try x.attachGrad()
        return x
    }

    private func apply(_ x: NDArray) throws -> [NDArray] {
        try NDArray.apply(Self.powers, Few(x))
    }

    @Test func oneRuleForSeveralResults() throws {
        let x = try variable()
        try autograd.record { try apply(x)[1] }.backward()
        #expect(try x.grad?.values(as: Double.self) == [3, 0.75, 12])
        try autograd.record {
            let results = try apply(x)
            return try results[0] * 10 + results[1]
        }.backward()
        #expect(try x.grad?.values(as: Double.self) == [-17, 10.75, 52])
    }

    @Test func higherOrderThroughSeveralResults() throws {
        let x = try variable()
        let second = try autograd.record { () throws(SwndError) in
            let y = try NDArray.apply(Self.powers, Few(x))[1]
            let first = try autograd.grad(of: [y], with: [x], createGraph: true)
            return try autograd.grad(of: first, with: [x], createGraph: true)[0]
        }
        #expect(try second.values(as: Double.self) == [-6, 3, 12])
        try second.backward()
        #expect(try x.grad?.values(as: Double.self) == [6, 6, 6])
    }

    @Test func severalResultsAreVariablesOfGrad() throws {
        let x = try variable()
        let (results, y) = try autograd.record { () throws(SwndError) in
            let results = try NDArray.apply(Self.powers, Few(x))
            return (results, try results[0] * results[1])
        }
        let gradients = try autograd.grad(of: [y], with: [results[0], x, results[1]])
        #expect(try gradients[0].values(as: Double.self) == [-1, 0.125, 8])
        #expect(try gradients[1].values(as: Double.self) == [5, 0.3125, 80])
        #expect(try gradients[2].values(as: Double.self) == [1, 0.25, 4])
    }

    @Test func noGradientIsAnErrorWithTheName() throws {
        let opaque = Operator(
            "opaque", doc: .init("The square."),
            body: .composition { call throws(SwndError) in
                [try Op.multiply.broadcast(call.inputs[0], call.inputs[0])]
            },
            gradient: .undefined)
        let x = try variable()
        let y = try autograd.record { try NDArray.applyOne(opaque, Few(x), []) * 2 }
        #expect(try y.values(as: Double.self) == [2, 0.5, 8])
        let error = #expect(throws: SwndError.self) { try y.backward() }
        #expect(error?.code == .autograd)
        #expect(error?.message.hasPrefix("opaque: there is no gradient") == true)
    }
}
