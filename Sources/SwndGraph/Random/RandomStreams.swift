import SwndCore

/// The random streams of this process: one per context, each with a seed and the number of its next draw.
///
/// Processor contexts of one number share a stream, whatever kind of memory they stand for. Streams of one seed differ by the number
/// of their context, not by the kind of device: a graphics processor draws the numbers that the processor of its number would draw.
public enum RandomStreams {
    /// Where random numbers come from.
    public enum Kind: Int32, Sendable, CaseIterable {
        /// swnd's own streams, by Philox 4x32-10.
        case philox = 0
        /// Those of MXNet 1.9.1, number by number, on the processor.
        case mxnet = 1

        /// The name, as arguments and `SWND_RANDOM` have it.
        public var name: String { String(describing: self) }
    }

    private struct State {
        var kind = Kind.philox
        /// The seed of streams that have none of their own.
        var seed: Int64 = 0
        var streams: [Context: RandomStream] = [:]
        var generator = MXNetGenerator(seed: 0)
        /// MXNet's other generator, for outcomes and shuffling.
        var twister = MXNetGenerator.twister(seed: 0)

        init(_ kind: Kind = .philox, seed: Int64 = 0) {
            self.kind = kind
            self.seed = seed
            startMXNet(seed)
        }

        mutating func startMXNet(_ seed: Int64) {
            generator = MXNetGenerator(seed: seed)
            twister = MXNetGenerator.twister(seed: seed)
        }
    }

    private static let state = Locked(State())

    /// Where numbers come from. Another kind begins anew, from the last seed of all contexts.
    public static var kind: Kind {
        get { state.withLock { $0.kind } }
        set {
            state.withLock { state in
                guard state.kind != newValue else { return }
                state = State(newValue, seed: state.seed)
            }
        }
    }

    /// Takes the kind that `SWND_RANDOM` asks for, and seed 0: what a process begins with.
    public static func start() {
        kind = Kind.allCases.first { $0.name == Environment.random } ?? .philox
        seed(0)
    }

    /// Starts all streams anew.
    public static func seed(_ seed: Int64) {
        state.withLock { $0 = State($0.kind, seed: seed) }
    }

    /// Starts the stream of one context anew: the same numbers for a seed, whatever the number of the context.
    public static func seed(_ seed: Int64, on context: Context) {
        state.withLock {
            $0.streams[home(of: context)] = RandomStream(
                key: UInt64(bitPattern: seed), draw: 0)
            // To MXNet all processor contexts are one.
            if context.isHost { $0.startMXNet(seed) }
        }
    }

    /// The next draw of a context.
    public static func draw(on context: Context) -> RandomStream {
        state.withLock { state in
            let context = home(of: context)
            let stream =
                state.streams[context]
                ?? RandomStream(
                    key: UInt64(bitPattern: state.seed),
                    draw: UInt64(truncatingIfNeeded: context.index) << 40)
            state.streams[context] = RandomStream(key: stream.key, draw: stream.draw &+ 1)
            return stream
        }
    }

    /// Whether draws on a context come from MXNet's stream.
    public static func isMXNet(on context: Context) -> Bool {
        context.isHost && kind == .mxnet
    }

    /// Draws from MXNet's stream: calls `fill` for one part after the other, each with the twister that it comes from.
    ///
    /// The lock is held for a part at a time, a thousandth of a large draw.
    public static func drawFromMXNet(
        _ count: Int, _ fill: (_ part: Range<Int>, _ twister: inout MersenneTwister) -> Void
    ) {
        for (index, part) in MXNetGenerator.parts(of: count).enumerated() where !part.isEmpty {
            state.withLock { state in
                state.generator.withTwister(index) { fill(part, &$0) }
            }
        }
    }

    /// Draws from MXNet's twister for outcomes and shuffling: calls `fill` for one part after the other.
    public static func drawFromMXNetTwister(
        _ count: Int, _ fill: (_ part: Range<Int>, _ twister: inout MersenneTwister) -> Void
    ) {
        let most = 1 << 14
        for begin in stride(from: 0, to: count, by: most) {
            let part = begin..<Swift.min(begin + most, count)
            state.withLock { fill(part, &$0.twister) }
        }
    }

    /// The context whose stream serves a context.
    private static func home(of context: Context) -> Context {
        context.isHost ? .cpu(context.index) : context
    }
}
