internal import Metrics

/// What the server counts, for `/metrics`.
struct DeliveryCounters: Sendable {
    let connections = Meter(label: "tandem_connections")
    let framesIn = Counter(label: "tandem_frames_received_total")
    let refused = Counter(label: "tandem_requests_refused_total")
    let malformed = Counter(label: "tandem_frames_malformed_total")
    let messages = Counter(label: "tandem_messages_accepted_total")
    let commits = Counter(label: "tandem_commits_accepted_total")
}
