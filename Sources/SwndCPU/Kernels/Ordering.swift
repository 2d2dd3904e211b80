import CIntrinsics
import SwndCore
import SwndEngine
import SwndGraph
import SwndNumerics

extension CPUBackend {
    /// Brings rows into order.
    func runOrder(_ ordering: Ordering, _ launch: Launch) throws(SwndError) {
        let length = launch.inputs[0].shape[launch.inputs[0].shape.rank - 1]
        // Places in longer rows do not fit into half a word.
        let isPacked = length <= Int(UInt32.max)
        switch (launch.inputs[0].dtype.computeType, ordering.result) {
        case (.float32, .values) where ordering.count == length:
            try order(Float.self, BareItem.self, ordering, launch)
        case (.int32, .values) where ordering.count == length:
            try order(Int32.self, BareItem.self, ordering, launch)
        case (.float64, .values) where ordering.count == length:
            try order(Double.self, BareItem.self, ordering, launch)
        case (.int64, .values) where ordering.count == length:
            try order(Int64.self, BareItem.self, ordering, launch)
        case (.float32, _):
            if isPacked {
                try order(Float.self, PackedItem.self, ordering, launch)
            } else {
                try order(Float.self, WideItem.self, ordering, launch)
            }
        case (.int32, _):
            if isPacked {
                try order(Int32.self, PackedItem.self, ordering, launch)
            } else {
                try order(Int32.self, WideItem.self, ordering, launch)
            }
        case (.float64, _): try order(Double.self, WideItem.self, ordering, launch)
        case (.int64, _): try order(Int64.self, WideItem.self, ordering, launch)
        }
    }

    private func order<Element: SortElement, Item: SortItem>(
        _: Element.Type, _: Item.Type, _ ordering: Ordering, _ launch: Launch
    ) throws(SwndError) where Item.Key == Element.Key {
        let (input, output) = (launch.inputs[0], launch.output)
        let length = input.shape[input.shape.rank - 1]
        let rowCount = input.shape.count / Swift.max(length, 1)
        guard rowCount > 0, length > 0, ordering.count > 0 else { return }
        let isStored = ordering.result == .values && output.dtype != Element.dtype
        let size = MemoryLayout<Element>.stride
        let scratch = try Scratch(byteCount: isStored ? output.shape.count &* size : 0)
        let result = isStored ? scratch.bytes : output.start
        if ordering.result == .mask {
            result.initializeMemory(
                as: UInt8.self, repeating: 0, count: output.shape.count &* output.dtype.byteCount)
        }
        try input.withContiguous(as: Element.dtype) { source throws(SwndError) in
            let rows = RowOrder<Element, Item>(
                ordering: ordering, length: length, rowCount: rowCount,
                source: source.assumingMemoryBound(to: Element.self), result: result,
                dtype: isStored ? Element.dtype : output.dtype)
            try rows.run()
        }
        if isStored { store(result, Element.dtype, to: output) }
    }
}
