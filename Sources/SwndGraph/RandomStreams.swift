import SwndCore

/// The random streams of this process: one per context, each with a seed and the number of its next draw.
public enum RandomStreams {
    private struct State {
        /// The seed of streams that have none of their own.
        var seed: UInt64 = 0
        var streams: [Context: RandomStream] = [:]
    }

    private static let state = Locked(State())

    /// Starts all streams anew.
    public static func seed(_ seed: Int64) {
        state.withLock { $0 = State(seed: UInt64(bitPattern: seed)) }
    }

    /// Starts the stream of one context anew.
    public static func seed(_ seed: Int64, on context: Context) {
        state.withLock {
            $0.streams[context] = RandomStream(key: UInt64(bitPattern: seed), draw: 0)
        }
    }

    /// The next draw of a context.
    public static func draw(on context: Context) -> RandomStream {
        state.withLock { state in
            let stream = state.streams[context] ?? RandomStream(key: state.seed, draw: 0)
            state.streams[context] = RandomStream(key: stream.key, draw: stream.draw &+ 1)
            return stream
        }
    }
}
