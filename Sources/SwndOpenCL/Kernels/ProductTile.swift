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

    /// Large tiles need the least memory traffic; small ones make enough work groups for the device. With each, how fast its groups are
    /// beside those of the first, as measured on an H100 with products that are large enough for all.
    private static let all = [
        (ProductTile(rows: 128, columns: 128, depth: 8, item: 8), speed: 1.0),
        (ProductTile(rows: 128, columns: 64, depth: 16, item: 8), speed: 0.95),
        (ProductTile(rows: 64, columns: 32, depth: 16, item: 4), speed: 0.65),
        (ProductTile(rows: 32, columns: 32, depth: 32, item: 4), speed: 0.6),
    ]

    /// For devices that have no room for any of those: the largest that there is room for. The last one is for all.
    private static let small = [
        ProductTile(rows: 16, columns: 16, depth: 16, item: 2),
        ProductTile(rows: 8, columns: 8, depth: 16, item: 2),
        ProductTile(rows: 4, columns: 4, depth: 16, item: 2),
        ProductTile(rows: 2, columns: 2, depth: 16, item: 2),
    ]

    /// The tile that takes the least time: each compute unit has its turns of work groups.
    static func best(
        rows: Int, columns: Int, batch: Int, elementSize: Int, _ facts: DeviceFacts
    ) -> ProductTile {
        func fits(_ tile: ProductTile) -> Bool {
            tile.groupSize <= facts.largestWorkGroup
                && tile.localElements * elementSize <= facts.localMemory
                && (tile.item < 8 || elementSize <= 4)
        }
        func time(_ tile: ProductTile, _ speed: Double) -> Double {
            let down = (rows &+ tile.rows &- 1) / tile.rows
            let across = (columns &+ tile.columns &- 1) / tile.columns
            let groups = Double(down) * Double(across) * Double(batch)
            let turns = (groups / Double(Swift.max(facts.computeUnits, 1))).rounded(.up)
            return turns * Double(tile.rows * tile.columns) / speed
        }
        let fitting = all.filter { fits($0.0) }
        let best = fitting.min { time($0.0, $0.speed) < time($1.0, $1.speed) }
        return best?.0 ?? small.first(where: fits) ?? small[small.count - 1]
    }

    /// The parts that the depth is cut into, so that there are enough work items for the device: one where there are, or where parts would be
    /// short.
    func parts(rows: Int, columns: Int, depth: Int, batch: Int, _ facts: DeviceFacts) -> Int {
        let groups =
            (rows &+ self.rows &- 1) / self.rows &* ((columns &+ self.columns &- 1) / self.columns)
            &* batch
        let wanted = facts.computeUnits &* Self.itemsForUnit / groupSize
        guard groups > 0, groups < wanted / 4 else { return 1 }
        return Swift.max(1, Swift.min(wanted / groups, depth / Self.shortestPart))
    }

    /// Work items that keep a compute unit busy.
    private static let itemsForUnit = 512
    /// Steps of the depth that are worth a part.
    private static let shortestPart = 256

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
    /// Whether the depth is cut into parts.
    let isInParts: Bool
    let isLarge: Bool

    var type: ComputeType { result.computeType }
}
