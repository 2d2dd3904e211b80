import CSwnd
import Swnd
import SwndCore
import SwndGraph

@implementation @_cdecl("swnd_random_seed")
public func swnd_random_seed(_ seed: Int64) -> swnd_status {
    Random.seed(seed)
    return SWND_OK
}

@implementation @_cdecl("swnd_random_seed_context")
public func swnd_random_seed_context(_ seed: Int64, _ device: swnd_context) -> swnd_status {
    guarded { () throws(SwndError) in
        Random.seed(seed, on: try context(device, "random_seed"))
    }
}

@implementation @_cdecl("swnd_random_set_stream")
public func swnd_random_set_stream(_ stream: swnd_random_stream) -> swnd_status {
    guarded { () throws(SwndError) in
        guard let kind = RandomStreams.Kind(rawValue: Int32(truncatingIfNeeded: stream.rawValue))
        else {
            throw SwndError(
                .value, "random_set_stream: stream \(stream.rawValue) is none of those there are")
        }
        Random.kind = kind
    }
}

@implementation @_cdecl("swnd_random_get_stream")
public func swnd_random_get_stream() -> swnd_random_stream {
    swnd_random_stream(rawValue: swnd_random_stream.RawValue(Random.kind.rawValue))
}
