/// The threads that compute beside the one that calls.
public protocol Helpers: AnyObject, Sendable {
    /// How many there are.
    var helperCount: Int { get }

    /// Says what a helper looks after when no loop needs it. Called once.
    func setDuty(_ duty: any Duty)

    /// Wakes a helper that sleeps, so that it looks after its duty.
    func wakeHelper()

    /// Takes part in the loops of other threads, or sleeps, while a condition holds; returns now and then in any case.
    func help(while condition: () -> Bool)

    /// Wakes those who sleep in ``help(while:)``.
    func wakeWaiting()
}

/// What helpers look after.
public protocol Duty: AnyObject, Sendable {
    /// Whether there is something to do; asked often.
    var isWanted: Bool { get }

    /// Does it, or part of it.
    func perform()
}
