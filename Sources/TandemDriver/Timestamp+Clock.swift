import Foundation
import TandemProtocol

extension Timestamp {
    /// The system's wall clock.
    static var now: Timestamp {
        Timestamp(milliseconds: UInt64(max(0, Date().timeIntervalSince1970 * 1000)))
    }

    /// How long it is until then; zero if it has passed.
    var delayFromNow: Duration {
        let now = Timestamp.now.milliseconds
        return milliseconds <= now ? .zero : .milliseconds(Int64(clamping: milliseconds - now))
    }
}
