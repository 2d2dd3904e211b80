/// Memory that the processor cannot read: what gives storages theirs on a device, and takes it back.
///
/// May be called from any thread.
public protocol DeviceMemory: AnyObject, Sendable {
    /// Memory that is not filled. What is returned means something to the device only.
    func allocate(byteCount: Int) throws(SwndError) -> UnsafeMutableRawPointer

    /// Takes memory back. What the device has been told to do with it before is still done.
    func release(_ memory: UnsafeMutableRawPointer, byteCount: Int)
}
