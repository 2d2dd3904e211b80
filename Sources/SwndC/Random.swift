import CSwnd
import Swnd
import SwndCore
import SwndGraph

@implementation @_cdecl("swnd_random_seed")
public func swnd_random_seed(_ seed: Int64) -> swnd_status {
    Process.start()
    RandomStreams.seed(seed)
    return SWND_OK
}

@implementation @_cdecl("swnd_random_seed_context")
public func swnd_random_seed_context(_ seed: Int64, _ device: swnd_context) -> swnd_status {
    guarded { () throws(SwndError) in
        Process.start()
        RandomStreams.seed(seed, on: try context(device, "random_seed"))
    }
}
