extension Op {
    /// Makes what operators are built of and what does not stand in the list: kernels without a name of their own, forms of bodies.
    ///
    /// Swift would make each of them when it is first used, and a thread that a `fork` catches at that leaves the child something
    /// that is for ever about to be made. `.ci/check-first-use` names those that are missing here.
    public static func makeBlocks() {
        _ = (identityForm, truthForm, clipping, smoothing, spacing, sequenceForm, replacing)
        _ = (sequence, matrixProduct, normOfRows, replaceNaN, digamma, polygamma, viewAs)
        _ = (transfer, contiguousTransfer, place, strided, diagonal, onDiagonal)
        _ = (gather, scatter, scatterAdd, unpick, marked, last, turn, indexPut)
        _ = (orderedValues, orderedIndices, orderedMask, takeInRows, putInRows)
        _ = (runningSum, runningSumKernel)
        _ = (eigenpairs, inverseOrZeros, signAndLogarithm, lqFactors, packed)
        _ = (randomNormal, randomUniform, fewChoices, manyChoices)
        _ = (drawnOutcomes, ownOutcomes, shuffleKeys, mxnetOrder, keyKernel)
    }
}
