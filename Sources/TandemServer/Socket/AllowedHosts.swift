internal import TandemDelivery

/// The names under which the server may be asked for.
///
/// A page from elsewhere can point its own name at this machine; its requests then say that name.
enum AllowedHosts: Sendable {
    /// Any: who runs a server for others has a name that it does not know.
    case any
    /// This machine's own names only, with any port.
    case thisMachine
    /// These, in lower case: a host, or a host and a port.
    case these(Set<String>)

    /// Whether a request with such a `Host` header may be answered.
    func contain(_ header: String?) -> Bool {
        switch self {
        case .any: return true
        case .thisMachine: return header.map(Self.isLocal) ?? false
        case .these(let hosts):
            guard let header = header?.lowercased() else { return false }
            return hosts.contains(header) || hosts.contains(Self.name(header))
        }
    }

    /// Whether a `Host` header names this machine.
    static func isLocal(_ header: String) -> Bool {
        let name = name(header.lowercased())
        return name == "localhost" || NetworkAddress(name).isLoopback
    }

    /// The name or address of a `Host` header, without the port and without brackets.
    private static func name(_ header: String) -> String {
        header.hasPrefix("[")
            ? String(header.prefix { $0 != "]" }.dropFirst())
            : String(header.prefix { $0 != ":" })
    }
}
