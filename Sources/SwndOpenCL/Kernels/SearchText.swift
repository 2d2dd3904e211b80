import SwndGraph
import SwndNumerics

/// The text of a search for the first best element: by each work item in a row of its own, or by a group in one.
struct SearchText {
    /// What is searched.
    enum Part {
        /// A row.
        case all
        /// A piece of one.
        case pieces
        /// What was found in the pieces of one.
        case candidates
    }

    let part: Part
    let lanes: Int

    /// - Parameters:
    ///   - next: the statements that combine `x` and `best`, and the name of the better one.
    ///   - other: the same for `theirs` and `mine`.
    func text(
        _ kernel: ElementKernel, _ type: ComputeType, next: (lines: String, name: String),
        other: (lines: String, name: String)
    ) -> String {
        let loop = """
            \(type.name) best = 0;
            index_t found = 0;
            for (index_t k = lane; k < taken; k += \(lanes)) {
            const index_t place = \(place);
            const index_t at = row * along + place;
            \(kernel.load("x", "data", "at"))
            if (k == lane) { best = x; found = place; }
            \(next.lines)
            if (\(next.name) != best && best == best) { best = \(next.name); found = place; }
            }
            """
        if lanes == 1 {
            return """
                const index_t row = i, lane = 0, taken = along;
                \(loop)
                \(store(kernel, "found"))
                """
        }
        // Of two lanes the better one, or of equals the one that comes first.
        return """
            \(row)
            const int lane = get_local_id(0);
            __local \(type.name) bests[\(lanes)];
            __local index_t places[\(lanes)];
            \(loop)
            bests[lane] = best;
            places[lane] = lane < taken ? found : -1;
            for (int d = \(lanes / 2); d > 0; d /= 2) {
            barrier(CLK_LOCAL_MEM_FENCE);
            if (lane < d && places[lane + d] >= 0) {
            const \(type.name) mine = bests[lane], theirs = bests[lane + d];
            \(other.lines)
            const bool isTheirs = \(other.name) != mine && mine == mine;
            const bool isMine = \(other.name) != theirs && theirs == theirs;
            if (isTheirs || (!isMine && places[lane + d] < places[lane])) {
            bests[lane] = theirs;
            places[lane] = places[lane + d];
            }
            }
            }
            if (lane == 0) {
            \(store(kernel, "places[0]"))
            }
            """
    }

    /// The row of a group, and how much of it is searched.
    private var row: String {
        switch part {
        case .all: "const index_t row = get_group_id(0), taken = along;"
        case .pieces:
            "const index_t row = get_group_id(0) / pieces, first = get_group_id(0) % pieces * piece;\n"
                + "const index_t taken = min(piece, along - first);"
        case .candidates: "const index_t row = get_group_id(0), taken = pieces;"
        }
    }

    /// Where element `k` of what is searched lies in the row.
    private var place: String {
        switch part {
        case .all: "k"
        case .pieces: "first + k"
        case .candidates: "(index_t)candidates[row * pieces + k]"
        }
    }

    private func store(_ kernel: ElementKernel, _ found: String) -> String {
        part == .pieces
            ? "candidates[get_group_id(0)] = \(found);"
            : kernel.store("(long)\(found)", .int64, "result", "row")
    }
}
