import SwndCore
import SwndNumerics

/// What one operand of a product by tiles needs: statements that fetch a work item's part of the next tile, and keep it in local memory.
struct TileSide {
    /// Elements of a line of the tile in local memory: a little more than there are, so that lines begin in different banks.
    let pitch: Int
    /// Where the lines begin that the work item fetches from, and room for what it has fetched.
    let declarations: String
    /// Fetches what is at step `k` of the depth.
    let fetch: String
    /// Puts it into local memory.
    let keep: String

    /// - Parameters:
    ///   - name: of the operand, `a` or `b`.
    ///   - lines: its rows or columns in the tile.
    ///   - edge: the variable with the first of them.
    ///   - bound: the one with how many there are in all.
    ///   - step: from line to line, in elements.
    ///   - deep: from step to step of the depth.
    ///   - isAlongDepth: whether neighbours in memory are neighbours along the depth.
    ///   - end: the variable with the end of the depth.
    init(
        name: String, _ tile: ProductTile, lines: Int, edge: String, bound: String, step: String,
        deep: String, isAlongDepth: Bool, dtype: DType, end: String
    ) {
        pitch = lines + 4
        let count = lines * tile.depth / tile.groupSize
        // Neighbours read what are neighbours in memory.
        let (within, beyond) = Self.split(isAlongDepth ? tile.depth : lines, tile.groupSize)
        let (line, depth) = isAlongDepth ? (beyond, within) : (within, beyond)
        func each(_ statement: String) -> String {
            """
            #pragma unroll
                for (int n = 0; n < \(count); n++)
                    \(statement)
            """
        }
        declarations =
            "    index_t line_\(name)[\(count)];\n"
            + "    number next_\(name)[\(count)];\n"
            + each(
                "line_\(name)[n] = \(name)_offset + batch * \(name)_batch"
                    + " + min(\(edge) + \(line), \(bound) - 1) * \(step);")
        let place = "(line_\(name)[n] + min(k + \(depth), \(end) - 1) * \(deep))"
        fetch = each("next_\(name)[n] = \(Conversions.load(name, place, dtype));")
        keep = each(
            "tile_\(name)[\(depth)][\(line)] = k + \(depth) < \(end) ? next_\(name)[n] : 0;")
    }

    /// The number `item + n * group` as a place in a stretch of some length, and the number of the stretch; written so that a compiler sees
    /// what does not depend on `n`.
    private static func split(_ length: Int, _ group: Int) -> (within: String, beyond: String) {
        if group % length == 0 {
            return ("item % \(length)", "(item / \(length) + n * \(group / length))")
        }
        if length % group == 0 {
            return ("(item + n * \(group) % \(length))", "(n * \(group) / \(length))")
        }
        let number = "(item + n * \(group))"
        return ("\(number) % \(length)", "(\(number) / \(length))")
    }
}
