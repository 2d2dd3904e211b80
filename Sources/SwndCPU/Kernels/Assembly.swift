import Glibc
import SwndCore
import SwndEngine
import SwndGraph

extension CPUBackend {
    /// Copies inputs into parts of the output.
    func runAssembly(_ assembly: Assembly, _ launch: Launch) throws(SwndError) {
        let output = launch.output
        var parts = launch.inputs[...]
        switch assembly.background {
        case .none: break
        case .zeros:
            clear(output.start, output.shape.count &* output.dtype.byteCount)
        case .firstInput:
            let base = parts.removeFirst()
            if !launch.isInPlace {
                try place(base, into: output, at: output.layout)
            }
        }
        for (part, place) in zip(parts, assembly.places) where place.shape.count > 0 {
            // Places count from the first element of the output.
            try self.place(part, into: output, at: place.moved(by: output.layout.offset))
        }
    }

    /// The elements of `source` in C order go, converted, to the places of a layout in C order.
    func place(
        _ source: Value, into target: Value, at place: Layout
    ) throws(SwndError) {
        let from: Layout
        if source.shape == place.shape {
            from = source.layout
        } else if let seen = source.layout.reshaped(to: place.shape) {
            from = seen
        } else {
            let copy = try source.contiguousCopy(as: target.dtype)
            return try self.place(copy, into: target, at: place)
        }
        copyElements(
            source.storage.bytes, source.dtype, from: from, to: target.storage.bytes, target.dtype,
            at: place)
    }

    /// Writes zeros.
    func clear(_ start: UnsafeMutableRawPointer, _ byteCount: Int) {
        let piece = 128 << 10
        ThreadPool.shared.parallelFor((byteCount &+ piece &- 1) / piece) { task in
            memset(start + task &* piece, 0, Swift.min(piece, byteCount &- task &* piece))
        }
    }
}
