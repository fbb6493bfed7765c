public import CoreMetrics
internal import NIOConcurrencyHelpers

/// Everything that is counted, and its text for Prometheus.
///
/// Timers and recorders become summaries of sum and count: rates and means, without buckets.
///
/// Source: Prometheus text exposition format 0.0.4.
public final class PrometheusRegistry: MetricsFactory {
    private let series = NIOLockedValueBox<[SeriesName: Series]>([:])

    /// Starts without any.
    public init() {}

    private func series(_ kind: Series.Kind, _ label: String, _ dimensions: [(String, String)])
        -> Series
    {
        let name = SeriesName(label: label, dimensions: dimensions)
        return series.withLockedValue { all in
            if let known = all[name] { return known }
            let made = Series(kind)
            all[name] = made
            return made
        }
    }

    /// All series as text, in alphabetical order.
    public var text: String {
        let all = series.withLockedValue { $0 }.sorted { $0.key < $1.key }
        var lines: [String] = []
        var lastLabel: String?
        for (name, series) in all {
            if name.label != lastLabel {
                lines.append("# TYPE \(name.label) \(series.kind.rawValue)")
                lastLabel = name.label
            }
            lines += series.lines(for: name)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    // MARK: MetricsFactory

    /// A number that only rises.
    public func makeCounter(
        label: String,
        dimensions: [(String, String)]
    ) -> any CounterHandler { series(.counter, label, dimensions) }

    /// A number that only rises.
    public func makeFloatingPointCounter(
        label: String,
        dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        FloatingPointSeries(series(.counter, label, dimensions))
    }

    /// A number that goes up and down.
    public func makeMeter(
        label: String,
        dimensions: [(String, String)]
    ) -> any MeterHandler { series(.gauge, label, dimensions) }

    /// The sum and the count of values.
    public func makeRecorder(
        label: String,
        dimensions: [(String, String)],
        aggregate: Bool
    ) -> any RecorderHandler { series(aggregate ? .summary : .gauge, label, dimensions) }

    /// The sum and the count of durations, in seconds.
    public func makeTimer(
        label: String,
        dimensions: [(String, String)]
    ) -> any TimerHandler { series(.summary, label, dimensions) }

    /// Series live as long as the process.
    public func destroyCounter(_ handler: any CounterHandler) {}
    /// Series live as long as the process.
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    /// Series live as long as the process.
    public func destroyMeter(_ handler: any MeterHandler) {}
    /// Series live as long as the process.
    public func destroyRecorder(_ handler: any RecorderHandler) {}
    /// Series live as long as the process.
    public func destroyTimer(_ handler: any TimerHandler) {}
}

/// A series' label and dimensions.
private struct SeriesName: Hashable, Comparable {
    let label: String
    let labels: String

    init(label: String, dimensions: [(String, String)]) {
        self.label = label
        let pairs = dimensions.map { #"\#($0.0)="\#(Self.escaped($0.1))""# }
        labels = pairs.isEmpty ? "" : "{" + pairs.joined(separator: ",") + "}"
    }

    private static func escaped(_ value: String) -> String {
        value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            .replacing("\n", with: "\\n")
    }

    static func < (left: SeriesName, right: SeriesName) -> Bool {
        (left.label, left.labels) < (right.label, right.labels)
    }
}

/// One series.
private final class Series: CounterHandler, MeterHandler, RecorderHandler, TimerHandler {
    enum Kind: String {
        case counter, gauge, summary
    }

    let kind: Kind
    private let state = NIOLockedValueBox((sum: 0.0, count: 0))

    init(_ kind: Kind) {
        self.kind = kind
    }

    func lines(for name: SeriesName) -> [String] {
        let (sum, count) = state.withLockedValue { $0 }
        guard kind == .summary else { return ["\(name.label)\(name.labels) \(sum)"] }
        return [
            "\(name.label)_sum\(name.labels) \(sum)", "\(name.label)_count\(name.labels) \(count)",
        ]
    }

    func increment(by amount: Int64) { increment(by: Double(amount)) }
    func increment(by amount: Double) { state.withLockedValue { $0.sum += amount } }
    func decrement(by amount: Double) { increment(by: -amount) }
    func reset() { set(0.0) }
    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { state.withLockedValue { $0.sum = value } }
    func record(_ value: Int64) { record(Double(value)) }
    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }

    func record(_ value: Double) {
        state.withLockedValue { state in
            state.sum = kind == .summary ? state.sum + value : value
            state.count += 1
        }
    }
}

/// A counter that takes fractions.
private final class FloatingPointSeries: FloatingPointCounterHandler {
    private let series: Series

    init(_ series: Series) {
        self.series = series
    }

    func increment(by amount: Double) { series.increment(by: amount) }
    func reset() { series.reset() }
}
