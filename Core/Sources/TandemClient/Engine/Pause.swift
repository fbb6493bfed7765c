import TandemProtocol

extension Engine {
    /// How long to wait before something that was refused is asked again: as long as the server
    /// says, or twice as long each time, and not for ever.
    func pauseMilliseconds(_ error: ErrorAnswer, after refusals: Int) -> UInt64 {
        let doubling = UInt64(1) << UInt64(min(refusals, ClientLimits.doublings))
        let asked = UInt64(error.retryAfterSeconds)
        return min(max(doubling, asked), ClientLimits.pauseSeconds) * 1_000
    }
}
