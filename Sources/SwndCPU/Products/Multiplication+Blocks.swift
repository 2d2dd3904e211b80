import CProduct
import SwndCore

extension Multiplication {
    /// The depth that one chain of additions goes over. A constant of the results: sums of blocks are added up in order.
    static let blockDepth = 256

    /// Computes C by blocks, tile by tile, after copies of what lies badly.
    func runBlocks(_ isParallel: Bool, _ epilogue: (ProductTile) -> Void) throws(SwndError) {
        let panels = try Panels(self, isParallel)
        let cut = ProductCut(shape, kernels, isParallel: isParallel)
        func announce(_ index: Int) {
            let (rows, columns) = cut[index]
            epilogue(ProductTile(batch: batch, rows: rows, columns: columns))
        }
        guard isParallel, cut.count > 1 else {
            for index in 0..<cut.count {
                try compute(cut[index].rows, cut[index].columns, panels)
                announce(index)
            }
            return
        }
        let failure = ProductFailure()
        ThreadPool.shared.parallelFor(cut.count) { index in
            failure.note { () throws(SwndError) in
                try compute(cut[index].rows, cut[index].columns, panels)
                announce(index)
            }
        }
        try failure.rethrow()
    }

    /// Computes a tile of C. Its first row and column begin a panel.
    private func compute(
        _ rows: Range<Int>, _ columns: Range<Int>, _ panels: borrowing Panels
    ) throws(SwndError) {
        var block = cproduct_block()
        block.rows = rows.count
        block.columns = columns.count
        block.c = c + (rows.lowerBound &* shape.strideC &+ columns.lowerBound) &* size
        block.c_row = shape.strideC
        let width = kernels.pointee.tile_columns
        let copyCount = panels.leavesBToTiles ? (columns.count &+ width &- 1) / width &* width : 0
        let copy = try ProductScratch(
            count: (copyCount, Swift.min(Self.blockDepth, shape.depth)), size: size)
        for start in stride(from: 0, to: shape.depth, by: Self.blockDepth) {
            block.depth = Swift.min(Self.blockDepth, shape.depth &- start)
            place(rows.lowerBound, start, panels, &block)
            if copyCount > 0 {
                pack(columns, start, copy.start, &block)
            } else {
                place(column: columns.lowerBound, start, panels, &block)
            }
            block.adds = start > 0
            kernels.pointee.block(&block)
        }
    }

    /// Copies a part of B whose rows run along the depth.
    private func pack(
        _ columns: Range<Int>, _ start: Int, _ copy: UnsafeMutableRawPointer,
        _ block: inout cproduct_block
    ) {
        var pack = cproduct_pack()
        pack.count = columns.count
        pack.depth = block.depth
        pack.from = b + (columns.lowerBound &* shape.strideB &+ start) &* size
        pack.stride = shape.strideB
        pack.along_depth = true
        pack.to = copy
        kernels.pointee.pack_columns(&pack)
        let width = kernels.pointee.tile_columns
        block.b = UnsafeRawPointer(copy)
        (block.b_depth, block.b_panel) = (width, width &* block.depth)
        block.is_packed = true
    }

    /// Where A begins for a block.
    @inline(__always)
    private func place(
        _ row: Int, _ start: Int, _ panels: borrowing Panels, _ block: inout cproduct_block
    ) {
        let width = kernels.pointee.tile_rows
        if let packed = panels.a {
            block.a = UnsafeRawPointer(
                packed + (start &* panels.rowsOfA &+ row &* block.depth) &* size)
            (block.a_row, block.a_depth, block.a_panel) = (1, width, width &* block.depth)
        } else if shape.transposesA {
            block.a = a + (start &* shape.strideA &+ row) &* size
            (block.a_row, block.a_depth, block.a_panel) = (1, shape.strideA, width)
        } else {
            block.a = a + (row &* shape.strideA &+ start) &* size
            (block.a_row, block.a_depth, block.a_panel) = (
                shape.strideA, 1, width &* shape.strideA
            )
        }
    }

    /// Where B begins for a block.
    @inline(__always)
    private func place(
        column: Int, _ start: Int, _ panels: borrowing Panels, _ block: inout cproduct_block
    ) {
        let width = kernels.pointee.tile_columns
        if let packed = panels.b {
            block.b = UnsafeRawPointer(
                packed + (start &* panels.columnsOfB &+ column &* block.depth) &* size)
            (block.b_depth, block.b_panel) = (width, width &* block.depth)
        } else {
            block.b = b + (start &* shape.strideB &+ column) &* size
            (block.b_depth, block.b_panel) = (shape.strideB, width)
        }
        block.is_packed = panels.b != nil
    }
}
