extension CacheSize {
    /// Whether a pass that reads and writes this many bytes from first to last should stream its results.
    ///
    /// Measured on 32 MiB: copies and fills that fit run at twice the speed with usual stores; what is twice as large is a fifth
    /// faster with streaming ones, which need not fetch the lines that they write.
    static func isExceeded(byPassOver byteCount: Int) -> Bool {
        byteCount > last &+ last / 4
    }

    /// Whether results written in short runs far apart should be streamed. Fetching such lines first costs more than in a pass
    /// from first to last, where the hardware sees what comes.
    static func isExceeded(byScattering byteCount: Int) -> Bool {
        byteCount >= last / 4
    }
}
