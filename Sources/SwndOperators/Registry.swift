import SwndGraph

extension Op {
    /// All operators. The one list: an operator that does not stand here is an internal building block.
    public static let all: [Operator] =
        ([
            // Creation
            zeros, ones, full, zerosLike, onesLike, arange, linspace, eye, arangeLike,
            // Arithmetic and comparison, each as a family: broadcasting, same shape, with scalars
            add, subtract, multiply, divide, modulo,
            power, maximum, minimum, equal, notEqual,
            greater, greaterEqual, lesser, lesserEqual,
            // Element by element
            abs, ceil, clip, cos, exp, floor, log, negative, reciprocal, relu, round, sigmoid, sign,
            sin, sqrt,
            square, tanh, `where`, cast, copy, stopGradient,
            // Reductions
            sum, mean, prod, max, min, argmax, argmin, norm,
            // Shape
            reshape, reshapeLike, transpose, swapaxes, moveaxis, flatten, expandDims, squeeze,
            broadcastTo, broadcastLike,
            broadcastAxis, concat, stack, split, splitV2,
            slice, sliceAxis, sliceLike, tile, `repeat`, reverse, pad,
            depthToSpace, spaceToDepth, diag, shapeArray, sizeArray,
            // Order and running sums
            sort, argsort, topk, cumsum,
            // Indexing
            take, pick, oneHot, batchTake, gatherND, scatterND, fillElement0Index,
            ravelMultiIndex, unravelIndex, booleanMask, indexCopy, indexArray,
            sequenceMask, sequenceLast, sequenceReverse,
            // Products
            dot, batchDot, khatriRao,
            // Activations
            softmax, logSoftmax,
            // Random numbers
            randomUniform, randomNormal,
        ] as [any Listed]).flatMap(\.operators)
}

/// What can stand in the list: an operator, or several made from one body.
private protocol Listed {
    var operators: [Operator] { get }
}

extension Operator: Listed {
    fileprivate var operators: [Operator] { [self] }
}

extension BinaryFamily: Listed {}
