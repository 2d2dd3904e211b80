import SwndCore
import SwndGraph

/// Lets pointwise programs run over each part of a matrix product as soon as that is final, while it is still in the cache.
enum Epilogues {
    /// Joins products with the programs that read them, where nothing between both needs the product.
    static func join(_ steps: [Plan.Step]) -> [Plan.Step] {
        var steps: [Plan.Step?] = steps
        /// The step that makes a product, by its buffer.
        var products: [Int: Int] = [:]
        /// The first step that reads it.
        var firstReaders: [Int: Int] = [:]
        for number in steps.indices {
            guard let step = steps[number] else { continue }
            for buffer in step.content.reads where firstReaders[buffer] == nil {
                firstReaders[buffer] = number
            }
            switch step.content {
            case .work(.product, _, let result, nil): products[result.buffer] = number
            case .program(let program):
                guard let buffer = readProduct(of: program, products, firstReaders, number),
                    let position = products[buffer], let product = steps[position],
                    case .work(let work, let sources, let result, nil) = product.content,
                    result.layout.shape.count == program.count
                else { continue }
                products[buffer] = nil
                steps[position] = nil
                steps[number] = Plan.Step(
                    content: .work(work, sources, result, epilogue: program),
                    names: product.names + step.names, sites: product.sites + step.sites,
                    context: product.context)
            default: break
            }
        }
        return steps.compactMap(\.self)
    }

    /// The buffer of a product that a flat program is the first to read, element by element.
    private static func readProduct(
        of program: Program, _ products: [Int: Int], _ firstReaders: [Int: Int], _ number: Int
    ) -> Int? {
        guard program.space == .flat, program.reductions.isEmpty else { return nil }
        return program.inputs.map(\.buffer).first { buffer in
            products[buffer] != nil && firstReaders[buffer] == number
                && program.inputs.allSatisfy {
                    $0.buffer != buffer || $0.layout.isWhole(of: program.count)
                }
        }
    }
}

extension Plan.Step.Content {
    /// The buffers that are read.
    var reads: [Int] {
        switch self {
        case .program(let program): program.inputs.map(\.buffer)
        case .work(_, let sources, let result, let epilogue):
            sources.map(\.buffer)
                + (epilogue?.inputs.map(\.buffer).filter { $0 != result.buffer } ?? [])
        }
    }
}
