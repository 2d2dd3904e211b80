import SwndCore
import SwndGraph
import SwndNumerics

/// The tile of a matrix product that a work group computes: its rows and columns, the depth that it takes at a time, and what each
/// work item has of it in registers.
struct ProductTile: Hashable {
    let rows: Int
    let columns: Int
    let depth: Int
    /// Rows and columns of a work item.
    let item: Int

    var groupSize: Int { (rows / item) * (columns / item) }

    /// Large tiles need the least memory traffic; small ones make enough work groups for the device.
    static let all = [
        ProductTile(rows: 128, columns: 128, depth: 16, item: 8),
        ProductTile(rows: 64, columns: 64, depth: 16, item: 4),
        ProductTile(rows: 32, columns: 32, depth: 16, item: 2),
    ]

    /// For devices that have no room for any of those: the largest that there is room for. The last one is for all.
    private static let small = [
        ProductTile(rows: 16, columns: 16, depth: 16, item: 2),
        ProductTile(rows: 8, columns: 8, depth: 16, item: 2),
        ProductTile(rows: 4, columns: 4, depth: 16, item: 2),
        ProductTile(rows: 2, columns: 2, depth: 16, item: 2),
    ]

    /// The largest tile that keeps all compute units busy, or else the smallest.
    static func best(
        rows: Int, columns: Int, batch: Int, elementSize: Int, _ facts: DeviceFacts
    ) -> ProductTile {
        func fits(_ tile: ProductTile) -> Bool {
            tile.groupSize <= facts.largestWorkGroup
                && tile.localElements * elementSize <= facts.localMemory
                && (tile.item < 8 || elementSize <= 4)
        }
        let fitting = all.filter(fits)
        let busy = fitting.first { tile in
            let groups =
                (rows + tile.rows - 1) / tile.rows * ((columns + tile.columns - 1) / tile.columns)
            return groups.multipliedReportingOverflow(by: batch).partialValue >= facts.computeUnits
        }
        return busy ?? fitting.last ?? small.first(where: fits) ?? small[small.count - 1]
    }

    /// Elements in local memory: lines are a little longer, so that they begin in different banks.
    private var localElements: Int { depth * (rows + columns + 8) }
}

/// What the text of a product depends on.
struct ProductKind: Hashable {
    let left: DType
    let right: DType
    let result: DType
    /// Whether neighbours in memory are neighbours along the depth.
    let leftAlongDepth: Bool
    let rightAlongDepth: Bool
    let isLarge: Bool

    var type: ComputeType { result.computeType }
}
