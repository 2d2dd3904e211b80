import Swnd

/// Scores for each class that are linear in the pixels; the largest says what is read.
struct SoftmaxRegression {
    let weights: NDArray
    let bias: NDArray

    init() throws {
        weights = try zeros([Digits.pixels, Digits.classes])
        bias = try zeros([Digits.classes])
        try weights.attachGrad()
        try bias.attachGrad()
    }

    func scores(_ images: NDArray) throws -> NDArray {
        try dot(images, weights) + bias
    }

    /// Minus the logarithm of the probability that is given to the right class; the mean of it.
    func crossEntropy(_ digits: Digits) throws -> NDArray {
        try -mean(pick(logSoftmax(scores(digits.images)), digits.labels))
    }

    /// The share of digits that are read right.
    func accuracy(_ digits: Digits) throws -> Float {
        try mean(argmax(scores(digits.images), axis: 1) .== digits.labels).scalar()
    }

    /// One round through all digits by gradient descent; gives the mean loss.
    func train(_ digits: Digits, batch: Int, rate: Double) throws -> Float {
        var total: Float = 0
        for start in stride(from: 0, to: digits.count, by: batch) {
            let part = try digits[start..<min(start + batch, digits.count)]
            let loss = try autograd.record { try crossEntropy(part) }
            try loss.backward()
            for parameter in [weights, bias] {
                guard let gradient = parameter.grad else { continue }
                try parameter -= rate * gradient
            }
            total += try loss.scalar() * Float(part.count)
        }
        return total / Float(digits.count)
    }
}
