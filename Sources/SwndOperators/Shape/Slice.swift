import SwndCore
import SwndGraph

extension Op {
    public static let slice: Operator = Operator(
        "slice", aliases: ["crop"],
        doc: .init(
            "A box of elements: from `begin`, before `end`, every `step`-th, axis by axis.",
            "As Python's slices: None takes the end of the axis, negative numbers count from it, what lies outside is cut off.",
            example: ("nd.slice(nd.array([[1, 2], [3, 4]]), (0, 1), (2, 2))", "[[2.]\n [4.]]")),
        parameters: [
            Parameter("begin", .ints, "The first index of each axis; None for its start."),
            Parameter("end", .ints, "The end of each axis, not included; None for all."),
            Parameter("step", .ints, default: Attribute.none, "The steps; 1 when not given."),
        ],
        body: .composition { call throws(SwndError) in
            let x = call.inputs[0]
            let (begin, end) = (call.ints("begin") ?? [], call.ints("end") ?? [])
            let step = call.ints("step") ?? []
            guard begin.count == end.count, step.isEmpty || step.count == begin.count,
                begin.count <= x.shape.rank
            else {
                throw call.error(
                    .value,
                    "begin, end and step must name the same axes of \(x.shape): they have"
                        + " \(begin.count), \(end.count) and \(step.count) entries")
            }
            var slices: [Layout.Slice] = []
            for axis in 0..<x.shape.rank {
                guard axis < begin.count else {
                    slices.append(.all(x.shape[axis]))
                    continue
                }
                let by = step.isEmpty || step[axis] == Attribute.missing ? 1 : step[axis]
                guard
                    let slice = Layout.Slice(
                        from: begin[axis] == Attribute.missing ? nil : begin[axis],
                        to: end[axis] == Attribute.missing ? nil : end[axis], by: by,
                        length: x.shape[axis])
                else { throw call.error(.value, "the step of axis \(axis) is 0") }
                slices.append(slice)
            }
            return [try sliced(x, slices)]
        }, gradient: .composed,
        test: TestDomain(cases: [
            .init([[3, 4]], ["begin": [1, 0], "end": [3, 2]]),
            .init([[5, 2]], ["begin": [4], "end": [0], "step": [-2]]),
            .init([[2, 3]], ["begin": [1], "end": [1]]),
        ]))

    /// A part of one axis, with all of the others, as a view.
    static func cut(
        _ x: Tensor, along axis: Int, from start: Int, count: Int
    ) throws(SwndError) -> Tensor {
        var slices = x.shape.axes.map(Layout.Slice.all)
        slices[axis] = .init(start: start, step: 1, count: count)
        return try sliced(x, slices)
    }

    /// What stands at an index of one axis, without that axis, as a view.
    static func row(
        _ index: Int, along axis: Int = 0, of x: Tensor
    ) throws(SwndError) -> Tensor {
        try squeeze(cut(x, along: axis, from: index, count: 1), with: ["axis": [axis]])
    }

    /// The elements that slices of each axis select, as a view.
    public static func sliced(_ x: Tensor, _ slices: [Layout.Slice]) throws(SwndError) -> Tensor {
        var isWhole = slices.count == x.shape.rank
        for (axis, slice) in slices.enumerated() where isWhole {
            isWhole = slice == .all(x.shape[axis])
        }
        if isWhole { return x }
        guard let layout = x.value.layout.sliced(slices) else {
            throw SwndError(.value, "slice: slices do not fit \(x.shape)")
        }
        return strided.applyView(
            x, layout,
            [
                .ints(slices.map(\.start)), .ints(slices.map(\.step)), .ints(slices.map(\.count)),
            ])
    }

    /// Puts elements into a copy of `base` where slices of each axis select; `part` has the selected shape.
    public static func replacing(
        _ slices: [Layout.Slice], of base: Tensor, with part: Tensor
    ) throws(SwndError) -> Tensor {
        try place.applyOne(
            [base, part],
            [
                .ints(slices.map(\.start)), .ints(slices.map(\.step)), .ints(slices.map(\.count)),
            ])
    }

    private static let sliceParameters = [
        Parameter("start", .ints, "The first index of each axis."),
        Parameter("step", .ints, "From one index to the next."),
        Parameter("count", .ints, "How many indices."),
    ]

    static let strided: Operator = Operator(
        "_strided", doc: .init("A strided box of elements, as a view."),
        parameters: sliceParameters,
        body: .view { call throws(SwndError) in
            guard let layout = call.inputs[0].value.layout.sliced(call.slices) else {
                throw call.error(.value, "slices do not fit \(call.inputs[0].shape)")
            }
            return layout
        },
        gradient: .part { call in
            call.slices
        } rule: { back throws(SwndError) in
            let zeros = try zerosLike(back.input(0))
            return [try place.applyOne([zeros, back.cotangent], back.call.attributes)]
        })

    /// An array like `base` with arrays in places that do not overlap, and zeros elsewhere. It is not recorded.
    public static func assembled(
        _ parts: [Tensor], at places: [Layout], like base: Value
    ) throws(SwndError) -> Tensor {
        guard let executor = Runtime.executor else {
            throw SwndError(.internalFault, "assemble: the engine was not started")
        }
        let covered = places.reduce(0) { $0 + $1.shape.count }
        let assembly = Assembly(
            background: covered == base.layout.shape.count ? .none : .zeros, places: places)
        return Tensor(
            try executor.submit(
                Node(
                    "assemble", .assemble(assembly), inputs: Few(parts.map(\.value)),
                    shape: base.layout.shape, dtype: base.dtype, context: base.context)))
    }

    static let place: Operator = Operator(
        "_place", doc: .init("A copy with other elements in a strided box."),
        inputs: [.init("base", "What lies around."), .init("part", "What is put in.")],
        parameters: sliceParameters,
        body: .kernel { call throws(SwndError) in
            let base = call.inputs[0]
            guard let box = Layout(contiguous: base.shape).sliced(call.slices),
                box.shape.count == call.inputs[1].shape.count
            else { throw call.error(.value, "slices do not fit \(base.shape)") }
            let assembly = Assembly(background: .firstInput, places: [box])
            return .init(.assemble(assembly), shape: base.shape, dtype: base.dtype)
        },
        gradient: .rule { back throws(SwndError) in
            let g = back.cotangent
            let part = back.input(1)
            return [
                back.wanted[0]
                    ? try place.applyOne(Few(g, zerosLike(part)), back.call.attributes) : nil,
                back.wanted[1]
                    ? try reshaped(strided.applyOne(Few(g), back.call.attributes), to: part.shape)
                    : nil,
            ]
        })
}

extension Call {
    fileprivate var slices: [Layout.Slice] {
        let (start, step, count) = (ints("start") ?? [], ints("step") ?? [], ints("count") ?? [])
        return start.indices.map { .init(start: start[$0], step: step[$0], count: count[$0]) }
    }
}
