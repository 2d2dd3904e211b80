import CIntrinsics
import SwndCore
import SwndEngine
import SwndGraph
import SwndNumerics

extension CPUBackend {
    /// Brings rows into order.
    func runOrder(_ ordering: Ordering, _ launch: Launch) throws(SwndError) {
        switch launch.inputs[0].dtype.computeType {
        case .float32: try order32(Float.self, ordering, launch)
        case .int32: try order32(Int32.self, ordering, launch)
        case .float64: try order64(Double.self, ordering, launch)
        case .int64: try order64(Int64.self, ordering, launch)
        }
    }

    private func order32<Element: SortElement>(
        _: Element.Type, _ ordering: Ordering, _ launch: Launch
    ) throws(SwndError) where Element.Key == UInt32 {
        let length = launch.inputs[0].shape[launch.inputs[0].shape.rank - 1]
        if ordering.result == .values && ordering.count == length {
            try order(ordering, launch) { (rows: RowOrder<Element, BareItem>) throws(SwndError) in
                try rows.runSideBySide()
            }
        } else if length <= Int(UInt32.max) {
            // A place fits beside the key.
            try order(ordering, launch) { (rows: RowOrder<Element, PackedItem>) throws(SwndError) in
                try rows.runSideBySide()
            }
        } else {
            try order(ordering, launch) { (rows: RowOrder<Element, WideItem>) throws(SwndError) in
                try rows.run()
            }
        }
    }

    private func order64<Element: SortElement>(
        _: Element.Type, _ ordering: Ordering, _ launch: Launch
    ) throws(SwndError) where Element.Key == UInt64 {
        let length = launch.inputs[0].shape[launch.inputs[0].shape.rank - 1]
        if ordering.result == .values && ordering.count == length {
            try order(ordering, launch) { (rows: RowOrder<Element, BareItem>) throws(SwndError) in
                try rows.runSideBySide()
            }
        } else {
            try order(ordering, launch) { (rows: RowOrder<Element, WideItem>) throws(SwndError) in
                try rows.runSideBySide()
            }
        }
    }

    private func order<Element: SortElement, Item: SortItem>(
        _ ordering: Ordering, _ launch: Launch,
        _ run: (RowOrder<Element, Item>) throws(SwndError) -> Void
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
            try run(rows)
        }
        if isStored { store(result, Element.dtype, to: output) }
    }
}
