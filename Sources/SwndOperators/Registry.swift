import SwndGraph

extension Op {
    /// Operators that stand together: in the list, and in the files that are made from it.
    public struct Family: Sendable {
        /// In lower case, with underscores.
        public let name: String
        public let operators: [Operator]

        fileprivate init(_ name: String, _ listed: [any Listed]) {
            self.name = name
            operators = listed.flatMap(\.operators)
        }
    }

    /// All operators.
    public static let all: [Operator] = families.flatMap(\.operators)

    /// The one list: an operator that does not stand here is an internal building block.
    public static let families = [
        Family(
            "creation",
            [zeros, ones, full, zerosLike, onesLike, arange, linspace, eye, arangeLike]),
        // Each a family of its own: broadcasting, same shape, with scalars.
        Family(
            "arithmetic", [add, subtract, multiply, divide, modulo, power, maximum, minimum, hypot]),
        Family(
            "comparison",
            [
                equal, notEqual, greater, greaterEqual, lesser, lesserEqual,
                logicalAnd, logicalOr, logicalXor,
            ]),
        Family(
            "elementwise",
            [
                abs, ceil, clip, cos, exp, floor, log, negative, reciprocal, relu, round, sigmoid,
                sign, sin, sqrt, square, tanh, `where`, cast, copy, stopGradient,
                addN, makeLoss, ampCast, ampMulticast, castStorage,
            ]),
        Family(
            "functions",
            [
                tan, arcsin, arccos, arctan, sinh, cosh, arcsinh, arccosh, arctanh,
                degrees, radians, expm1, log1p, log2, log10, cbrt, rcbrt, rsqrt,
                erf, erfinv, gamma, gammaln, fix, rint, trunc, logicalNot,
                softsign, hardSigmoid, smoothL1,
            ]),
        Family(
            "contributed",
            [
                isNaN, isInf, isFinite, divSqrtDim, quadratic, gradientMultiplier, roundSTE,
                signSTE,
                allClose,
            ]),
        Family(
            "reduction",
            [
                sum, mean, prod, max, min, argmax, argmin, norm, nansum, nanprod, moments,
                argmaxChannel, allFinite, multiAllFinite, multiSumSq, histogram,
            ]),
        Family(
            "shape",
            [
                reshape, reshapeLike, transpose, swapaxes, moveaxis, flatten, expandDims, squeeze,
                broadcastTo, broadcastLike, broadcastAxis, concat, stack, split, splitV2,
                slice, sliceAxis, sliceLike, tile, `repeat`, reverse, pad,
                depthToSpace, spaceToDepth, diag, shapeArray, sizeArray,
            ]),
        Family("order", [sort, argsort, topk, cumsum]),
        Family(
            "indexing",
            [
                take, pick, oneHot, batchTake, gatherND, scatterND, fillElement0Index,
                ravelMultiIndex, unravelIndex, booleanMask, indexCopy, indexArray,
                sequenceMask, sequenceLast, sequenceReverse,
            ]),
        Family("product", [dot, batchDot, khatriRao]),
        Family(
            "linear_algebra",
            [
                linalgGemm, linalgGemm2, linalgPotrf, linalgPotri, linalgTrmm, linalgTrsm,
                linalgSumlogdiag, linalgExtractdiag, linalgMakediag, linalgExtracttrian,
                linalgMaketrian, linalgSyrk, linalgGelqf, linalgSyevd, linalgInverse, linalgDet,
                linalgSlogdet,
            ]),
        Family("activation", [softmax, logSoftmax, softmin, softmaxCrossEntropy, l2Normalization]),
        Family(
            "random",
            [
                uniformFamily, normalFamily, exponentialFamily, gammaFamily, poissonFamily,
                negativeBinomialFamily, generalizedNegativeBinomialFamily, randomRandint,
                sampleMultinomial, shuffle,
            ]),
        Family(
            "density",
            [
                randomPdfUniform, randomPdfNormal, randomPdfGamma, randomPdfExponential,
                randomPdfPoisson, randomPdfNegativeBinomial, randomPdfGeneralizedNegativeBinomial,
                randomPdfDirichlet,
            ]),
    ]
}

/// What can stand in the list: an operator, or several made from one body.
private protocol Listed {
    var operators: [Operator] { get }
}

extension Operator: Listed {
    fileprivate var operators: [Operator] { [self] }
}

extension BinaryFamily: Listed {}

extension RandomFamily: Listed {}
