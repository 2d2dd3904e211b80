/// A loop: what every chunk does.
struct Job {
    var chunkCount: Int
    var context: UnsafeRawPointer
    var body: ThreadPool.Body
}
