import SwndCore
import SwndGraph

/// The random streams that draws come from; the draws themselves are functions, such as ``randomNormal(loc:scale:shape:ctx:dtype:)``.
public enum Random {
    /// Where random numbers come from: `.philox`, swnd's own streams, or `.mxnet`, those of
    /// MXNet 1.9.1, number by number, on the processor. These are drawn inside of the call, by one thread.
    ///
    /// Another kind begins anew, from the last seed of all contexts.
    public static var kind: RandomStreams.Kind {
        get {
            Process.start()
            return RandomStreams.kind
        }
        set {
            Process.start()
            RandomStreams.kind = newValue
        }
    }

    /// Starts the streams of all contexts anew. The same seed gives the same numbers.
    public static func seed(_ seed: Int64) {
        Process.start()
        RandomStreams.seed(seed)
    }

    /// Starts the stream of one context anew: a seed gives the same numbers whatever the number of the context.
    public static func seed(_ seed: Int64, on context: Context) {
        Process.start()
        RandomStreams.seed(seed, on: context)
    }
}
