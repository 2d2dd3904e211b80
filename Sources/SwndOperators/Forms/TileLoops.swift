import SwndGraph
import SwndNumerics

// The loops stand in the module of the bodies, so that each body is specialised for each kind of lanes. What leaves the module
// is one function per tile.

/// The vectors of an operand, one after the other.
private struct Vectors<L: Lanes> {
    private var place: UnsafeRawPointer
    private let step: Int

    @inline(__always)
    init(_ operand: TileOperand) {
        place = operand.start
        step = operand.stride &* MemoryLayout<L>.size
    }

    @inline(__always)
    mutating func next() -> L {
        let vector = L.load(place)
        place += step
        return vector
    }
}

@inline(__always)
private func loop<L: Lanes>(
    _: L.Type, _ result: UnsafeMutableRawPointer, _ count: Int, _ element: () -> L
) {
    let step = MemoryLayout<L>.size
    let end = (count &+ L.laneCount &- 1) / L.laneCount &* step
    var place = 0
    while place < end {
        element().store(result + place)
        place &+= step
    }
}

@inline(__always)
private func unaryTile<B: UnaryBody, L: Lanes>(_: B.Type, _: L.Type) -> Tile {
    Tile { operands, result, count in
        var x = Vectors<L>(operands[0])
        loop(L.self, result, count) { B.apply(x.next()) }
    }
}

@inline(__always)
private func realTile<B: RealBody, L: Lanes & RealValue>(_: B.Type, _: L.Type) -> Tile {
    Tile { operands, result, count in
        var x = Vectors<L>(operands[0])
        loop(L.self, result, count) { B.apply(x.next()) }
    }
}

@inline(__always)
private func binaryTile<B: BinaryBody, L: Lanes>(_: B.Type, _: L.Type) -> Tile {
    Tile { operands, result, count in
        var a = Vectors<L>(operands[0])
        var b = Vectors<L>(operands[1])
        loop(L.self, result, count) { B.apply(a.next(), b.next()) }
    }
}

@inline(__always)
private func realBinaryTile<B: RealBinaryBody, L: Lanes & RealValue>(_: B.Type, _: L.Type) -> Tile {
    Tile { operands, result, count in
        var a = Vectors<L>(operands[0])
        var b = Vectors<L>(operands[1])
        loop(L.self, result, count) { B.apply(a.next(), b.next()) }
    }
}

@inline(__always)
private func ternaryTile<B: TernaryBody, L: Lanes>(_: B.Type, _: L.Type) -> Tile {
    Tile { operands, result, count in
        var a = Vectors<L>(operands[0])
        var b = Vectors<L>(operands[1])
        var c = Vectors<L>(operands[2])
        loop(L.self, result, count) { B.apply(a.next(), b.next(), c.next()) }
    }
}

@inline(__always)
private func quaternaryTile<B: QuaternaryBody, L: Lanes>(_: B.Type, _: L.Type) -> Tile {
    Tile { operands, result, count in
        var a = Vectors<L>(operands[0])
        var b = Vectors<L>(operands[1])
        var c = Vectors<L>(operands[2])
        var d = Vectors<L>(operands[3])
        loop(L.self, result, count) { B.apply(a.next(), b.next(), c.next(), d.next()) }
    }
}

extension PointwiseKernel {
    @inline(__always)
    convenience init<B: UnaryBody>(_ name: String, _ body: B.Type) {
        self.init(
            name, arity: 1,
            tiles: [
                unaryTile(body, LanesF32.self), unaryTile(body, LanesF64.self),
                unaryTile(body, LanesI32.self), unaryTile(body, LanesI64.self),
            ], text: .unary(body))
    }

    @inline(__always)
    convenience init<B: RealBody>(_ name: String, _ body: B.Type) {
        self.init(
            name, arity: 1,
            tiles: [realTile(body, LanesF32.self), realTile(body, LanesF64.self), nil, nil],
            text: .real(body))
    }

    @inline(__always)
    convenience init<B: BinaryBody>(_ name: String, _ body: B.Type) {
        self.init(
            name, arity: 2,
            tiles: [
                binaryTile(body, LanesF32.self), binaryTile(body, LanesF64.self),
                binaryTile(body, LanesI32.self), binaryTile(body, LanesI64.self),
            ], text: .binary(body))
    }

    @inline(__always)
    convenience init<B: RealBinaryBody>(_ name: String, _ body: B.Type) {
        self.init(
            name, arity: 2,
            tiles: [
                realBinaryTile(body, LanesF32.self), realBinaryTile(body, LanesF64.self), nil, nil,
            ], text: .realBinary(body))
    }

    @inline(__always)
    convenience init<B: TernaryBody>(_ name: String, _ body: B.Type) {
        self.init(
            name, arity: 3,
            tiles: [
                ternaryTile(body, LanesF32.self), ternaryTile(body, LanesF64.self),
                ternaryTile(body, LanesI32.self), ternaryTile(body, LanesI64.self),
            ], text: .ternary(body))
    }

    @inline(__always)
    convenience init<B: QuaternaryBody>(_ name: String, _ body: B.Type) {
        self.init(
            name, arity: 4,
            tiles: [
                quaternaryTile(body, LanesF32.self), quaternaryTile(body, LanesF64.self),
                quaternaryTile(body, LanesI32.self), quaternaryTile(body, LanesI64.self),
            ], text: .quaternary(body))
    }
}
