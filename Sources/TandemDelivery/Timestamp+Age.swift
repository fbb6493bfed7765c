internal import TandemProtocol

extension Timestamp {
    /// So much earlier, but not before 1970.
    func subtracting(milliseconds count: UInt64) -> Timestamp {
        Timestamp(milliseconds: milliseconds > count ? milliseconds - count : 0)
    }
}
