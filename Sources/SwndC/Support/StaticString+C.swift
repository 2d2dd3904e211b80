extension StaticString {
    /// The text as C reads it: literals end with a zero.
    var cString: UnsafePointer<CChar> {
        UnsafeRawPointer(utf8Start).assumingMemoryBound(to: CChar.self)
    }
}
