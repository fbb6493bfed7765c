import Foundation

/// Measured times, in order.
struct Quantiles {
    private let sorted: [Duration]

    /// - Precondition: There is at least one time.
    init(_ times: [Duration]) {
        precondition(!times.isEmpty, "nothing was measured")
        sorted = times.sorted()
    }

    /// The time that the share of all times does not exceed (nearest rank).
    func callAsFunction(_ share: Double) -> Duration {
        sorted[max(0, Int((share * Double(sorted.count)).rounded(.up)) - 1)]
    }

    /// One line: name, p50, p99, longest, in milliseconds.
    func line(_ name: String) -> String {
        let figures = [("p50", 0.5), ("p99", 0.99), ("max", 1)].map { label, share in
            "\(label) \(String(format: "%.1f", self(share) / .milliseconds(1))) ms"
        }
        return "\(name): \(figures.joined(separator: ", "))"
    }
}
