import SwndCore
import SwndGraph

extension Op {
    /// The same elements on another context.
    ///
    /// Between processor contexts nothing is copied: they are names of the same memory.
    public static func moved(_ x: Tensor, to context: Context) throws(SwndError) -> Tensor {
        if x.context == context { return x }
        if x.context.isHost, context.isHost {
            return Tensor(x.value.on(context), origin: x.origin)
        }
        // From one device to another by way of the host.
        let near = x.context.isHost || context.isHost ? x : try moved(x, to: .cpu())
        return try transfer.applyOne(Few(near), [.context(context)])
    }

    static let transfer: Operator = Operator(
        "copyto", doc: .init("The same elements in the memory of another device."),
        parameters: [.context],
        body: .composition { call throws(SwndError) in
            // Devices copy what lies side by side.
            let x = call.inputs[0]
            return [
                try contiguousTransfer.applyOne(
                    Few(x.value.layout.isContiguous ? x : try copy(x)), call.attributes)
            ]
        }, gradient: .composed)

    static let contiguousTransfer: Operator = Operator(
        "_copyto", doc: .init("Contiguous elements in the memory of another device."),
        parameters: [.context],
        body: .kernel { call in
            let x = call.inputs[0]
            return .init(.transfer, shape: x.shape, dtype: x.dtype, context: call.context("ctx"))
        },
        gradient: .rule { back throws(SwndError) in
            [try moved(back.cotangent, to: back.input(0).context)]
        })
}
