import SwndCore
import SwndGraph
import SwndNumerics

/// The OpenCL C of matrix products.
enum ProductText {
    private static func parameters(
        _ kind: ProductKind, _ epilogue: EpilogueText?, _ sizes: [String]
    ) -> String {
        """
            \(sizes.map { "const index_t \($0)" }.joined(separator: ", ")),
            __global const \(kind.left.memoryType) *a, const index_t a_offset,
            const index_t a_row, const index_t a_column, const index_t a_batch,
            __global const \(kind.right.memoryType) *b, const index_t b_offset,
            const index_t b_row, const index_t b_column, const index_t b_batch,
            __global \(kind.result.memoryType) *c\(epilogue?.parameters ?? "")
        """
    }

    private static func head(_ kind: ProductKind, _ epilogue: EpilogueText?) -> String {
        Conversions.prelude(usesDouble: kind.type == .float64 || epilogue?.usesDouble == true)
            + "typedef \(kind.isLarge ? "long" : "int") index_t;\n"
            + "typedef \(kind.type.name) number;\n"
    }

    /// One more product added.
    private static func step(_ type: ComputeType, _ a: String, _ b: String, _ sum: String) -> String
    {
        switch type {
        case .float32, .float64: "fma(\(a), \(b), \(sum))"
        case .int32: "(int)((uint)\(sum) + (uint)\(a) * (uint)\(b))"
        case .int64: "(long)((ulong)\(sum) + (ulong)\(a) * (ulong)\(b))"
        }
    }

    /// By tiles in local memory: each work item keeps a square of results in registers. What it fetches of the next tiles is under way while it
    /// computes: lines beyond the edge are the last one again, and steps beyond the end of the depth the last one, so that no fetch has a
    /// condition, and zeros go to local memory in their place. Where a depth is long and there are few tiles, it is cut into parts, whose
    /// results lie one after the other.
    static func tiled(
        _ kind: ProductKind, _ tile: ProductTile, _ epilogue: EpilogueText?
    ) -> String {
        let width = tile.item >= 4 ? 4 : 2
        let groups = tile.item / width
        let across = tile.columns / tile.item
        let end = kind.isInParts ? "end" : "depth"
        let a = TileSide(
            name: "a", tile, lines: tile.rows, edge: "top", bound: "rows", step: "a_row",
            deep: "a_column", isAlongDepth: kind.leftAlongDepth, dtype: kind.left,
            end: end)
        let b = TileSide(
            name: "b", tile, lines: tile.columns, edge: "side", bound: "columns", step: "b_column",
            deep: "b_row", isAlongDepth: kind.rightAlongDepth, dtype: kind.right,
            end: end)
        let vector = "number\(width)"
        let store = Conversions.store(
            "sums[i][j]", kind.type, in: "c", "place", as: kind.result)
        let sizes = ["rows", "columns", "depth"] + (kind.isInParts ? ["parts", "each"] : [])
        let matrix =
            kind.isInParts ? "(part * (get_num_groups(2) / parts) + batch)" : "batch"
        return head(kind, epilogue) + "typedef \(kind.type.name)\(width) \(vector);\n" + """
            __attribute__((reqd_work_group_size(\(tile.groupSize), 1, 1)))
            __kernel void run(
            \(parameters(kind, epilogue, sizes))) {
                __local number tile_a[\(tile.depth)][\(a.pitch)] __attribute__((aligned(32)));
                __local number tile_b[\(tile.depth)][\(b.pitch)] __attribute__((aligned(32)));
                const int item = get_local_id(0);
                const int x = item % \(across), y = item / \(across);
                const index_t top = get_group_id(1) * (index_t)\(tile.rows);
                const index_t side = get_group_id(0) * (index_t)\(tile.columns);
            \(kind.isInParts ? Self.part : "    const index_t batch = get_group_id(2);")
            \(a.declarations)
            \(b.declarations)
                number sums[\(tile.item)][\(tile.item)];
            #pragma unroll
                for (int i = 0; i < \(tile.item); i++)
            #pragma unroll
                    for (int j = 0; j < \(tile.item); j++)
                        sums[i][j] = 0;
                index_t k = \(kind.isInParts ? "part * each" : "0");
                if (k < \(end)) {
            \(a.fetch)
            \(b.fetch)
                }
                while (k < \(end)) {
            \(a.keep)
            \(b.keep)
                    barrier(CLK_LOCAL_MEM_FENCE);
                    k += \(tile.depth);
            \(a.fetch)
            \(b.fetch)
            #pragma unroll
                    for (int d = 0; d < \(tile.depth); d++) {
                        number u[\(tile.item)], v[\(tile.item)];
            #pragma unroll
                        for (int g = 0; g < \(groups); g++) {
                            const \(vector) p = *(__local const \(vector) *)
                                &tile_a[d][g * \(tile.rows / groups) + y * \(width)];
                            const \(vector) q = *(__local const \(vector) *)
                                &tile_b[d][g * \(tile.columns / groups) + x * \(width)];
            \(parts("u", "p", width))
            \(parts("v", "q", width))
                        }
            #pragma unroll
                        for (int i = 0; i < \(tile.item); i++)
            #pragma unroll
                            for (int j = 0; j < \(tile.item); j++)
                                sums[i][j] = \(step(kind.type, "u[i]", "v[j]", "sums[i][j]"));
                    }
                    barrier(CLK_LOCAL_MEM_FENCE);
                }
            #pragma unroll
                for (int i = 0; i < \(tile.item); i++) {
                    const index_t row =
                        top + i / \(width) * \(tile.rows / groups) + y * \(width) + i % \(width);
            #pragma unroll
                    for (int j = 0; j < \(tile.item); j++) {
                        const index_t column =
                            side + j / \(width) * \(tile.columns / groups) + x * \(width) + j % \(width);
                        if (row < rows && column < columns) {
                            const index_t place = (\(matrix) * rows + row) * columns + column;
                            \(store + (epilogue.map { "\n" + $0.statements } ?? ""))
                        }
                    }
                }
            }

            """
    }

    /// What a work group computes where the depth is cut into parts.
    private static let part = """
            const index_t batch = get_group_id(2) / parts;
            const index_t part = get_group_id(2) % parts;
            const index_t end = min(part * each + each, depth);
        """

    /// The parts of a vector as elements of an array: named one by one, so that the array stays in registers.
    private static func parts(_ array: String, _ vector: String, _ width: Int) -> String {
        (0..<width).map { part in
            "                    \(array)[g * \(width) + \(part)] = \(vector).s\(part);"
        }.joined(separator: "\n")
    }

    /// For processors: each work item computes blocks of 8 rows and two vectors of columns, in vector registers. Columns of
    /// the right operand lie side by side. Each element is a chain of fused multiplications over 256 steps of the depth, and
    /// chains are added in order, as in the processor's own kernels.
    static func vectors(_ kind: ProductKind, _ epilogue: EpilogueText?) -> String {
        let lanes = kind.type == .float32 ? 16 : 8
        let vector = "\(kind.type.name)\(lanes)"
        return head(kind, epilogue) + """
            __attribute__((reqd_work_group_size(1, 1, 1)))
            __kernel void run(
            \(parameters(kind, epilogue, ["rows", "columns", "depth"]))) {
                const index_t side = get_group_id(0) * (index_t)\(2 * lanes);
                const index_t batch = get_group_id(2);
                const index_t top = get_group_id(1) * (index_t)\(Self.blockRows);
                const index_t end = min(top + \(Self.blockRows), rows);
                __global const number *left = a + a_offset + batch * a_batch;
                __global const number *right = b + b_offset + batch * b_batch + side;
                __global number *result = c + batch * rows * columns + side;
                const bool isWhole = side + \(2 * lanes) <= columns;
                for (index_t row = top; row < end; row += 8) {
                    if (!isWhole || row + 8 > end) {
                        for (index_t i = row; i < min(row + 8, end); i++)
                            for (index_t j = 0; j < min((index_t)\(2 * lanes), columns - side); j++) {
                                number sum = 0;
                                for (index_t first = 0; first < depth; first += 256) {
                                    number chain = 0;
                                    for (index_t k = first; k < min(first + 256, depth); k++)
                                        chain = fma(left[i * a_row + k * a_column],
                                                    right[k * b_row + j], chain);
                                    sum += chain;
                                }
                                result[i * columns + j] = sum;
                            }
                        continue;
                    }
                    \(vector) sums[8][2];
                    for (int i = 0; i < 8; i++) sums[i][0] = sums[i][1] = 0;
                    for (index_t first = 0; first < depth; first += 256) {
                        const index_t last = min(first + 256, depth);
                        \(vector) p0 = 0, p1 = 0, p2 = 0, p3 = 0, p4 = 0, p5 = 0, p6 = 0, p7 = 0;
                        \(vector) q0 = 0, q1 = 0, q2 = 0, q3 = 0, q4 = 0, q5 = 0, q6 = 0, q7 = 0;
                        __global const number *u = left + row * a_row + first * a_column;
                        __global const number *v = right + first * b_row;
                        for (index_t k = first; k < last; k++) {
                            const \(vector) x = vload\(lanes)(0, v), y = vload\(lanes)(0, v + \(lanes));
            \(Self.steps(vector))
                            u += a_column;
                            v += b_row;
                        }
            \((0..<8).map { "            sums[\($0)][0] += p\($0); sums[\($0)][1] += q\($0);" }.joined(separator: "\n"))
                    }
                    for (int i = 0; i < 8; i++) {
                        vstore\(lanes)(sums[i][0], 0, result + (row + i) * columns);
                        vstore\(lanes)(sums[i][1], 0, result + (row + i) * columns + \(lanes));
                    }
                }\(epilogue.map { "\n" + Self.pass($0, lanes) } ?? "")
            }

            """
    }

    /// An epilogue over the block of a work group, which is in the caches.
    private static func pass(_ epilogue: EpilogueText, _ lanes: Int) -> String {
        """
            const index_t beyond = min(side + \(2 * lanes), columns);
            for (index_t row = top; row < end; row++)
                for (index_t column = side; column < beyond; column++) {
                    const index_t place = (batch * rows + row) * columns + column;
        \(epilogue.statements)
                }
        """
    }

    /// Rows of a work group of the kernel for processors.
    static let blockRows = 64

    /// Columns of a work group of it.
    static func blockColumns(_ type: ComputeType) -> Int { type == .float32 ? 32 : 16 }

    private static func steps(_ vector: String) -> String {
        (0..<8).map { row in
            let factor = "(\(vector))u[\(row) * a_row]"
            return "                p\(row) = fma(\(factor), x, p\(row));"
                + " q\(row) = fma(\(factor), y, q\(row));"
        }.joined(separator: "\n")
    }
}
