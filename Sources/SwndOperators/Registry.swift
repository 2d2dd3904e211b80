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
            greater, greaterEqual, lesser, lesserEqual, hypot,
            logicalAnd, logicalOr, logicalXor,
            // Element by element
            abs, ceil, clip, cos, exp, floor, log, negative, reciprocal, relu, round, sigmoid, sign,
            sin, sqrt,
            square, tanh, `where`, cast, copy, stopGradient,
            tan, arcsin, arccos, arctan, sinh, cosh, arcsinh, arccosh, arctanh,
            degrees, radians, expm1, log1p, log2, log10, cbrt, rcbrt, rsqrt,
            erf, erfinv, gamma, gammaln, fix, rint, trunc, logicalNot, softsign, hardSigmoid,
            smoothL1,
            addN, makeLoss, ampCast, ampMulticast, castStorage,
            isNaN, isInf, isFinite, divSqrtDim, quadratic, gradientMultiplier, roundSTE, signSTE,
            allClose,
            // Reductions
            sum, mean, prod, max, min, argmax, argmin, norm, nansum, nanprod, moments,
            argmaxChannel, allFinite, multiAllFinite, multiSumSq, histogram,
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
            // Linear algebra
            linalgGemm, linalgGemm2, linalgPotrf, linalgPotri, linalgTrmm, linalgTrsm,
            linalgSumlogdiag,
            linalgExtractdiag, linalgMakediag, linalgExtracttrian, linalgMaketrian, linalgSyrk,
            linalgGelqf, linalgSyevd, linalgInverse, linalgDet, linalgSlogdet,
            // Activations
            softmax, logSoftmax, softmin, softmaxCrossEntropy, l2Normalization,
            // Random numbers
            uniformFamily, normalFamily, exponentialFamily, gammaFamily, poissonFamily,
            negativeBinomialFamily, generalizedNegativeBinomialFamily, randomRandint,
            sampleMultinomial, shuffle,
            randomPdfUniform, randomPdfNormal, randomPdfGamma, randomPdfExponential,
            randomPdfPoisson, randomPdfNegativeBinomial, randomPdfGeneralizedNegativeBinomial,
            randomPdfDirichlet,
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

extension RandomFamily: Listed {}
