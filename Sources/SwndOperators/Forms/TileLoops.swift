import SwndGraph
import SwndNumerics

// The loops stand in the module of the bodies, so that each body is specialised for each kind of lanes. What leaves the module
// is one function per tile.

@inline(__always)
private func loop<L: Lanes>(
    _: L.Type, _ result: UnsafeMutableRawPointer, _ count: Int, _ element: (Int) -> L
) {
    let step = MemoryLayout<L>.size
    let end = (count &+ L.laneCount &- 1) / L.laneCount &* step
    var place = 0
    while place < end {
        element(place).store(result + place)
        place &+= step
    }
}

@inline(__always)
private func unaryTile<B: UnaryBody, L: Lanes>(_: B.Type, _: L.Type) -> Tile {
    Tile { operands, result, count in
        let x = operands[0]
        loop(L.self, result, count) { B.apply(L.load(x + $0)) }
    }
}

@inline(__always)
private func realTile<B: RealBody, L: Lanes & RealValue>(_: B.Type, _: L.Type) -> Tile {
    Tile { operands, result, count in
        let x = operands[0]
        loop(L.self, result, count) { B.apply(L.load(x + $0)) }
    }
}

@inline(__always)
private func binaryTile<B: BinaryBody, L: Lanes>(_: B.Type, _: L.Type) -> Tile {
    Tile { operands, result, count in
        let a = operands[0]
        let b = operands[1]
        loop(L.self, result, count) { B.apply(L.load(a + $0), L.load(b + $0)) }
    }
}

@inline(__always)
private func ternaryTile<B: TernaryBody, L: Lanes>(_: B.Type, _: L.Type) -> Tile {
    Tile { operands, result, count in
        let a = operands[0]
        let b = operands[1]
        let c = operands[2]
        loop(L.self, result, count) { B.apply(L.load(a + $0), L.load(b + $0), L.load(c + $0)) }
    }
}

@inline(__always)
private func quaternaryTile<B: QuaternaryBody, L: Lanes>(_: B.Type, _: L.Type) -> Tile {
    Tile { operands, result, count in
        let a = operands[0]
        let b = operands[1]
        let c = operands[2]
        let d = operands[3]
        loop(L.self, result, count) {
            B.apply(L.load(a + $0), L.load(b + $0), L.load(c + $0), L.load(d + $0))
        }
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
