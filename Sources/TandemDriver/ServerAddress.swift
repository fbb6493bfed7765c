import Foundation

/// Where a delivery service answers.
public struct ServerAddress: Sendable, Equatable {
    /// Whether the connection is under TLS.
    public let isSecure: Bool
    /// The host name or address, without brackets.
    public let host: String
    /// The TCP port.
    public let port: Int

    /// Reads `http://host:port` or `https://host:port`; the port may be left out.
    ///
    /// - Returns: Nil for anything else.
    public init?(_ text: String) {
        guard let parts = URLComponents(string: text), let host = parts.host, !host.isEmpty,
            parts.scheme == "http" || parts.scheme == "https",
            parts.path.isEmpty || parts.path == "/"
        else { return nil }
        self.isSecure = parts.scheme == "https"
        self.host = host.trimmingCharacters(in: ["[", "]"])
        self.port = parts.port ?? (isSecure ? 443 : 80)
    }

    /// What the Host header says, which is what the client signs when it authenticates.
    public var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
    }

    /// The URL of a path on this server.
    func url(path: String) -> String {
        "\(isSecure ? "https" : "http")://\(authority)\(path)"
    }
}
