/// A device that holds arrays and computes on them.
public struct Context: Hashable, Sendable {
    /// The kinds of device. Raw values are those of MXNet's files.
    public enum Device: Int32, Sendable {
        /// The processor.
        case cpu = 1
        /// A graphics processor.
        case gpu = 2
        /// The processor, under the name that MXNet has for memory that a graphics processor reads fast.
        case cpuPinned = 3
        /// The processor, under the name that MXNet has for memory that processes share.
        case cpuShared = 5
    }

    /// The kind of device.
    public let device: Device
    /// The number of the device.
    public let index: Int32

    /// The device of a kind with a number.
    public init(_ device: Device, index: Int32 = 0) {
        self.device = device
        self.index = index
    }

    /// The processor. All indices compute on the same one; they are told apart only by name, as in MXNet.
    public static func cpu(_ index: Int32 = 0) -> Context { Context(.cpu, index: index) }

    /// A graphics processor.
    public static func gpu(_ index: Int32 = 0) -> Context { Context(.gpu, index: index) }

    /// Whether memory of this context is the processor's own.
    public var isHost: Bool { device != .gpu }
}

extension Context: CustomStringConvertible {
    /// As it is printed: cpu(0).
    public var description: String {
        switch device {
        case .cpu: "cpu(\(index))"
        case .gpu: "gpu(\(index))"
        case .cpuPinned: "cpu_pinned(\(index))"
        case .cpuShared: "cpu_shared(\(index))"
        }
    }
}
