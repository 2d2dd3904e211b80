import Swnd
import SwndCore
import Testing

/// The array has exactly these elements, as numbers, and this shape where one is given.
func expect(
    _ array: NDArray?, _ values: [Double], shape: [Int]? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let array = try #require(array, sourceLocation: sourceLocation)
    #expect(try array.values(as: Double.self) == values, sourceLocation: sourceLocation)
    if let shape { #expect(array.shape.axes == shape, sourceLocation: sourceLocation) }
}

/// The array has these elements to within a relative error.
func expect(
    _ array: NDArray?, near values: [Double], within tolerance: Double = 1e-12,
    sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let array = try #require(array, sourceLocation: sourceLocation)
    let found = try array.values(as: Double.self)
    #expect(found.count == values.count, sourceLocation: sourceLocation)
    for (value, expected) in zip(found, values) {
        #expect(
            Swift.abs(value - expected) <= tolerance * Swift.max(1, Swift.abs(expected)),
            sourceLocation: sourceLocation)
    }
}

/// The body throws an error of this kind, whose message starts like this and has all these words.
func expectError(
    _ code: SwndError.Code, _ start: String, _ words: String...,
    sourceLocation: SourceLocation = #_sourceLocation, body: () throws -> Any
) {
    do {
        let result = try body()
        Issue.record("no error, but \(result)", sourceLocation: sourceLocation)
    } catch let error as SwndError {
        #expect(error.code == code, "\(error.message)", sourceLocation: sourceLocation)
        #expect(
            error.message.hasPrefix(start), "\(error.message)", sourceLocation: sourceLocation)
        for word in words {
            #expect(
                error.message.contains(word), "\(error.message)", sourceLocation: sourceLocation)
        }
    } catch {
        Issue.record("\(error)", sourceLocation: sourceLocation)
    }
}

/// 0, 1, 2 ... in a shape.
func counting(_ shape: Int..., dtype: DType = .float32) throws -> NDArray {
    try arange(Double(shape.reduce(1, *)), dtype: dtype).reshape(shape: shape)
}

/// A variable of differentiation in double precision.
func leaf(_ values: [Double], _ request: GradientRequest = .write) throws -> NDArray {
    let array = try NDArray(values)
    try array.attachGrad(request)
    return array
}
