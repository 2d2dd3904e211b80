import SwndCore
import SwndEngine
import SwndGraph
import SwndNumerics

// Elements that are reached by indices.

/// The axes before, at and after one.
private struct Planes {
    let outer: Int
    let length: Int
    let inner: Int

    init(_ shape: Shape, axis: Int) {
        outer = (0..<axis).reduce(1) { $0 &* shape[$1] }
        length = shape[axis]
        inner = ((axis + 1)..<Swift.max(shape.rank, axis + 1)).reduce(1) { $0 &* shape[$1] }
    }
}

extension IndexBounds {
    /// Statements that declare `place` as what an index means along an axis of a length; negative where it has no place.
    func text(_ place: String, _ index: String, _ length: String) -> String {
        switch self {
        case .clip: "const long \(place) = clamp(\(index), 0L, (long)\(length) - 1);"
        case .wrap:
            "long \(place) = \(index) % (long)\(length);\nif (\(place) < 0) \(place) += \(length);"
        case .fromEnd:
            "long \(place) = \(index) < 0 ? \(index) + \(length) : \(index);\n"
                + "if (\(place) < 0 || \(place) >= \(length)) \(place) = -1;"
        case .raise, .skip:
            "const long \(place) = \(index) >= 0 && \(index) < (long)\(length) ? \(index) : -1;"
        }
    }
}

extension OpenCLBackend {
    /// Whole slices along an axis, or one element along it for each index.
    func runGather(
        _ axis: Int, _ bounds: IndexBounds, isPick: Bool, _ launch: Launch
    ) throws(SwndError) {
        let (data, indices, output) = (launch.inputs[0], launch.inputs[1], launch.output)
        let planes = Planes(data.shape, axis: axis)
        var kernel = ElementKernel(count: output.shape.count)
        kernel.size("along", planes.length)
        kernel.size("inner", planes.inner)
        kernel.size("taken", isPick ? 1 : indices.shape.count)
        kernel.read("data", data)
        kernel.read("indices", indices)
        kernel.write("result", output)
        let failed = try flag(for: bounds, launch.name)
        kernel.flag(failed)
        try run(
            kernel, "gather \(bounds) \(isPick)",
            """
            const index_t beside = i % inner, line = i / inner;
            const index_t position = \(isPick ? "i" : "line % taken"), outer = line / taken;
            \(kernel.load("index", "indices", "position", as: .int64))
            \(bounds.text("place", "index", "along"))
            if (place < 0) { \(kernel.failing)return; }
            const index_t from = (outer * along + (index_t)place) * inner + beside;
            \(kernel.load("x", "data", "from"))
            \(kernel.store("x", data.dtype.computeType, "result", "i"))
            """, name: launch.name)
        try raise(failed, launch)
    }

    /// Elements at their index along an axis, and a background everywhere else.
    func runScatter(_ axis: Int, _ bounds: IndexBounds, _ launch: Launch) throws(SwndError) {
        let (values, indices, background) = (launch.inputs[0], launch.inputs[1], launch.inputs[2])
        let output = launch.output
        let planes = Planes(output.shape, axis: axis)
        var filling = ElementKernel(count: output.shape.count)
        let type = background.dtype.computeType
        filling.read("background", background)
        filling.write("result", output)
        try run(
            filling, "fill",
            """
            \(filling.load("x", "background", "0"))
            \(filling.store("x", type, "result", "i"))
            """, name: launch.name)
        var kernel = ElementKernel(count: indices.shape.count)
        kernel.size("along", planes.length)
        kernel.size("inner", planes.inner)
        kernel.size("each", values.shape.count == 1 ? 0 : 1)
        kernel.read("values", values)
        kernel.read("indices", indices)
        kernel.write("result", output)
        let failed = try flag(for: bounds, launch.name)
        kernel.flag(failed)
        try run(
            kernel, "scatter \(bounds)",
            """
            \(kernel.load("index", "indices", "i", as: .int64))
            \(bounds.text("place", "index", "along"))
            if (place < 0) { \(kernel.failing)return; }
            const index_t from = i * each;
            const index_t to = (i / inner * along + (index_t)place) * inner + i % inner;
            \(kernel.load("x", "values", "from"))
            \(kernel.store("x", values.dtype.computeType, "result", "to"))
            """, name: launch.name)
        try raise(failed, launch)
    }

    /// Slices added up at the places that indices name, in the order of the indices.
    func runScatterAdd(_ axis: Int, _ bounds: IndexBounds, _ launch: Launch) throws(SwndError) {
        let shape = launch.output.shape
        let whole = shape.axes.map { Layout.Slice(start: 0, step: 1, count: $0) }
        guard
            let points = Points(
                in: Layout(contiguous: shape), axes: [axis], slices: whole, leading: axis,
                bounds: bounds)
        else { return try runOnHost(launch) }
        try runAddPoints(points, launch)
    }

    /// One element for each place, from the row that the place stands in.
    func runTakeInRows(_ launch: Launch) throws(SwndError) {
        let (data, indices, output) = (launch.inputs[0], launch.inputs[1], launch.output)
        var kernel = ElementKernel(count: output.shape.count)
        kernel.size("along", data.shape[data.shape.rank - 1])
        kernel.size("width", output.shape[output.shape.rank - 1])
        kernel.read("data", data)
        kernel.read("indices", indices)
        kernel.write("result", output)
        let type = data.dtype.computeType
        try run(
            kernel, "take in rows",
            """
            \(kernel.load("place", "indices", "i", as: .int64))
            \(type.name) element = 0;
            if (place >= 0 && place < along) {
            const index_t from = i / width * along + (index_t)place;
            \(kernel.load("x", "data", "from"))
            element = x;
            }
            \(kernel.store("element", type, "result", "i"))
            """, name: launch.name)
    }

    /// One place for each element, in the row that the element stands in.
    func runPutInRows(_ launch: Launch) throws(SwndError) {
        let (data, indices, output) = (launch.inputs[0], launch.inputs[1], launch.output)
        try clear(output)
        var kernel = ElementKernel(count: data.shape.count)
        kernel.size("along", output.shape[output.shape.rank - 1])
        kernel.size("width", data.shape[data.shape.rank - 1])
        kernel.read("data", data)
        kernel.read("indices", indices)
        kernel.write("result", output)
        try run(
            kernel, "put in rows",
            """
            \(kernel.load("place", "indices", "i", as: .int64))
            if (place < 0 || place >= along) return;
            \(kernel.load("x", "data", "i"))
            const index_t to = i / width * along + (index_t)place;
            \(kernel.store("x", data.dtype.computeType, "result", "to"))
            """, name: launch.name)
    }

    /// A number that a kernel sets where it meets an index outside of the axis, if that is an error.
    func flag(for bounds: IndexBounds, _ name: String) throws(SwndError) -> DevicePart? {
        guard bounds.mayFail else { return nil }
        let flag = try DevicePart(pool, byteCount: 4, for: name)
        var zero: Int32 = 0
        try write(&zero, to: UnsafeRawPointer(flag.memory), byteCount: 4)
        return flag
    }

    /// Waits for the flag, and where it is set has the host find out what is to be said.
    func raise(_ flag: DevicePart?, _ launch: Launch) throws(SwndError) {
        guard let flag else { return }
        var found: Int32 = 0
        try read(UnsafeRawPointer(flag.memory), from: 0, into: &found, byteCount: 4)
        if found != 0 { try runOnHost(launch, isTold: false) }
    }
}
