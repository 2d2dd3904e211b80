import SwndCore
import SwndEngine
import SwndGraph
import SwndNumerics

/// Rows brought into order by a network of comparisons over keys and places.
///
/// K. E. Batcher, "Sorting networks and their applications", 1968. Keys are unsigned integers in the order of the elements; of equal
/// keys the place decides, so the order is stable though the network is not. Rows are filled up to a power of two with what
/// comes last.
struct RowNetwork {
    /// Elements that a work group orders in local memory.
    static let block = 512

    let rows: Int
    let length: Int
    let type: ComputeType
    /// The length of a row as it is filled up.
    let width: Int
    let keys: DevicePart
    let places: DevicePart

    init(
        rows: Int, length: Int, _ type: ComputeType, _ pool: DevicePool, for name: String
    ) throws(SwndError) {
        self.rows = rows
        self.length = length
        self.type = type
        var width = 2
        while width < length { width *= 2 }
        self.width = width
        let (count, overflow) = rows.multipliedReportingOverflow(by: width)
        guard !overflow, count < 1 << 40 else {
            throw SwndError(.memory, "\(name): \(rows) rows of \(length) are too many")
        }
        keys = try DevicePart(pool, byteCount: count * type.byteSize, for: name)
        places = try DevicePart(pool, byteCount: count * 4, for: name)
    }

    var keyType: String { type.byteSize == 4 ? "uint" : "ulong" }
    private var signed: DType { type.byteSize == 4 ? .int32 : .int64 }

    /// A kernel that knows keys and places.
    func kernel(count: Int) -> ElementKernel {
        var kernel = ElementKernel(count: count)
        kernel.size("along", length)
        kernel.size("width", width)
        kernel.scratch("signed_keys", signed, keys.memory)
        kernel.scratch("places", .int32, places.memory)
        kernel.reach(rows &* width)
        return kernel
    }

    /// What all texts begin with.
    var head: String { "__global \(keyType) *keys = (__global \(keyType) *)signed_keys;\n" }

    /// The key of an element `x`: greater where it comes later.
    func key(isDescending: Bool) -> String {
        let bits = type.byteSize * 8
        let top = type.byteSize == 4 ? "0x80000000u" : "0x8000000000000000ul"
        let key: String =
            switch type {
            case .int32, .int64: "as_\(keyType)(x) ^ \(top)"
            case .float32, .float64:
                // Minus zero is zero, and NaN the largest number.
                "x != x ? ~(\(keyType))0 : x == 0 ? \(top) : (as_\(keyType)(x) >> \(bits - 1) ?"
                    + " ~as_\(keyType)(x) : as_\(keyType)(x) | \(top))"
            }
        return isDescending ? "~(\(key))" : key
    }

    /// Exchanges elements `a` and `b` of arrays where they are not in order, or, if `isDown`, where they are.
    func exchange(_ keys: String, _ places: String) -> String {
        """
        {
        const \(keyType) u = \(keys)[a], v = \(keys)[b];
        const int p = \(places)[a], q = \(places)[b];
        if ((u > v || (u == v && p > q)) != isDown) {
        \(keys)[a] = v; \(keys)[b] = u;
        \(places)[a] = q; \(places)[b] = p;
        }
        }
        """
    }
}

extension OpenCLBackend {
    /// Brings rows into order.
    func runOrder(_ ordering: Ordering, _ launch: Launch) throws(SwndError) {
        let (input, output) = (launch.inputs[0], launch.output)
        let length = input.shape[input.shape.rank - 1]
        let rows = length > 0 ? input.shape.count / length : 0
        if ordering.result == .mask { try clear(output) }
        guard rows > 0, ordering.count > 0 else { return }
        guard length < 1 << 30 else { return try runOnHost(launch) }
        let network = try ordered(input, isDescending: ordering.isDescending, launch.name)
        try store(network, input, ordering, launch)
    }

    /// Where the elements of each row along the last axis come from when they are in order. There is at least one row, of less
    /// than 2^30 elements.
    func ordered(
        _ input: Value, isDescending: Bool, _ name: String
    ) throws(SwndError) -> RowNetwork {
        let length = input.shape[input.shape.rank - 1]
        let network = try RowNetwork(
            rows: input.shape.count / length, length: length, input.dtype.computeType, pool,
            for: name)
        try fill(network, input, isDescending, name)
        var size = Swift.min(network.width, RowNetwork.block)
        try sortBlocks(network, from: 2, to: size, name)
        while size < network.width {
            size *= 2
            var stride = size / 2
            while stride >= RowNetwork.block {
                try exchange(network, size, stride, name)
                stride /= 2
            }
            try sortBlocks(network, from: size, to: size, name)
        }
        return network
    }

    private func fill(
        _ network: RowNetwork, _ input: Value, _ isDescending: Bool, _ name: String
    ) throws(SwndError) {
        var kernel = network.kernel(count: network.rows &* network.width)
        kernel.read("data", input)
        try run(
            kernel, "keys \(network.type) \(isDescending)",
            network.head + """
                const index_t k = i % width;
                \(network.keyType) key = ~(\(network.keyType))0;
                if (k < along) {
                const index_t at = i / width * along + k;
                \(kernel.load("x", "data", "at"))
                key = \(network.key(isDescending: isDescending));
                }
                keys[i] = key;
                places[i] = k;
                """, name: name)
    }

    /// The comparisons that stay within a block, of merges to lengths from one to another.
    private func sortBlocks(
        _ network: RowNetwork, from first: Int, to last: Int, _ name: String
    ) throws(SwndError) {
        let block = Swift.min(network.width, RowNetwork.block)
        let group = Swift.min(
            block / 2, Self.powerOfTwo(upTo: Swift.min(device.facts.largestWorkGroup, 256)))
        let total = network.rows &* network.width
        var kernel = network.kernel(count: total)
        kernel.size("first", first)
        kernel.size("last", last)
        kernel.groupSize = group
        try run(
            kernel, "blocks \(block)",
            network.head + """
                __local \(network.keyType) own_keys[\(block)];
                __local int own_places[\(block)];
                const index_t start = get_group_id(0) * (index_t)\(block);
                const int item = get_local_id(0);
                for (int n = item; n < \(block); n += \(group)) {
                own_keys[n] = keys[start + n];
                own_places[n] = places[start + n];
                }
                for (index_t size = first;; size *= 2) {
                for (int stride = (int)min(size, (index_t)\(block)) / 2; stride > 0; stride /= 2) {
                barrier(CLK_LOCAL_MEM_FENCE);
                for (int n = item; n < \(block / 2); n += \(group)) {
                const int a = n / stride * (2 * stride) + n % stride, b = a + stride;
                const bool isDown = ((start % width + a) & size) != 0;
                \(network.exchange("own_keys", "own_places"))
                }
                }
                if (size >= last) break;
                }
                barrier(CLK_LOCAL_MEM_FENCE);
                for (int n = item; n < \(block); n += \(group)) {
                keys[start + n] = own_keys[n];
                places[start + n] = own_places[n];
                }
                """, groups: total / block, name: name)
    }

    /// One comparison for each pair that lies a stride apart.
    private func exchange(
        _ network: RowNetwork, _ size: Int, _ stride: Int, _ name: String
    ) throws(SwndError) {
        var kernel = network.kernel(count: network.rows &* network.width / 2)
        kernel.size("size", size)
        kernel.size("stride", stride)
        try run(
            kernel, "exchange \(network.type)",
            network.head + """
                const index_t a = i / stride * (2 * stride) + i % stride, b = a + stride;
                const bool isDown = (a % width & size) != 0;
                \(network.exchange("keys", "places"))
                """, name: name)
    }

    /// The first elements of each row, or where they are.
    private func store(
        _ network: RowNetwork, _ input: Value, _ ordering: Ordering, _ launch: Launch
    ) throws(SwndError) {
        var kernel = network.kernel(count: network.rows &* ordering.count)
        kernel.size("taken", ordering.count)
        kernel.read("data", input)
        kernel.write("result", launch.output)
        let stored =
            switch ordering.result {
            case .values:
                """
                const index_t at = row * along + place;
                \(kernel.load("x", "data", "at"))
                \(kernel.store("x", network.type, "result", "i"))
                """
            case .indices: kernel.store("place", .int32, "result", "i")
            case .mask:
                """
                const index_t at = row * along + place;
                \(kernel.store("1", .int32, "result", "at"))
                """
            }
        try run(
            kernel, "ordered \(ordering.result)",
            network.head + """
                const index_t row = i / taken;
                const int place = places[row * width + i % taken];
                \(stored)
                """, name: launch.name)
    }
}
