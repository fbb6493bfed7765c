public import Configuration
public import Logging
public import TandemDelivery

/// What an operator may set: command line first, then the environment (`TANDEM_…`), then a JSON
/// file. `docs/server.md` lists everything.
public struct ServerSettings: Sendable {
    /// How text messages are sent.
    public enum SMS: Sendable {
        /// Kept in memory, and shown at `/outbox` on the same machine.
        case localOutbox
        /// By an HTTP request to a provider.
        case http(HTTPSMSSettings)
    }

    /// The address to listen on.
    public var address = "127.0.0.1"
    /// The port to listen on; 0 takes a free one.
    public var port = 8480
    /// Where everything is kept.
    public var dataDirectory = ".data"
    /// Where the web app is: directories, the first that has a file wins.
    public var webRoots = ["Web", ".wasm"]
    /// How text messages are sent.
    public var sms = SMS.localOutbox
    /// Whether a proxy on this machine is believed about whom it forwards for.
    public var trustsProxy = false
    /// Sockets from one address at once.
    public var socketsPerAddress = 1_000
    /// Connections from one address at once, whatever they are for.
    public var connectionsPerAddress = 2_000
    /// The names, with or without ports, under which the server may be asked for; none: any, or on a
    /// server for trying out this machine's own.
    public var hosts: [String] = []
    /// What concerns the delivery service.
    public var delivery = DeliveryConfiguration()
    /// How much is logged.
    public var logLevel = Logger.Level.info

    /// The defaults: this machine only, with the local outbox.
    public init() {}

    /// Reads the settings.
    ///
    /// - Throws: `SettingsError` for values that contradict each other.
    public init(_ config: ConfigReader) throws(SettingsError) {
        address = config.string(forKey: "address", default: address)
        port = config.int(forKey: "port", default: port)
        dataDirectory = config.string(forKey: "data", default: dataDirectory)
        if let roots = config.string(forKey: "web") {
            webRoots = roots.split(separator: ":").map(String.init)
        }
        trustsProxy = config.bool(forKey: "proxy", default: false)
        if let name = config.string(forKey: "log") {
            guard let level = Logger.Level(rawValue: name) else { throw .invalidLogLevel }
            logLevel = level
        }
        socketsPerAddress = config.int(forKey: "limit.sockets", default: socketsPerAddress)
        connectionsPerAddress = config.int(
            forKey: "limit.connections",
            default: connectionsPerAddress
        )
        if let names = config.string(forKey: "hosts") {
            hosts = names.split(separator: ",").map { $0.lowercased().filter { $0 != " " } }
        }
        if let url = config.string(forKey: "sms.url") {
            sms = .http(try HTTPSMSSettings(url: url, config))
        } else {
            // Whoever can read the outbox is on this machine: there is nobody to be protected from.
            delivery.codesPerAddressAndHour = 10_000
            delivery.codesPerHour = 100_000
        }
        readDeliverySettings(config)
        try check()
    }

    private mutating func readDeliverySettings(_ config: ConfigReader) {
        delivery.codesPerAddressAndHour = config.int(
            forKey: "limit.codesPerAddress",
            default: delivery.codesPerAddressAndHour
        )
        delivery.codesPerNumberAndHour = config.int(
            forKey: "limit.codesPerNumber",
            default: delivery.codesPerNumberAndHour
        )
        delivery.codesPerHour = config.int(forKey: "limit.codes", default: delivery.codesPerHour)
        delivery.lookUpsPerAccountAndHour = config.int(
            forKey: "limit.lookUps",
            default: delivery.lookUpsPerAccountAndHour
        )
        let daily = config.int(forKey: "limit.messageMegabytes", default: 1024)
        delivery.messageBytesPerAccountAndDay = UInt64(clamping: daily) << 20
        delivery.framesPerSecond = config.double(
            forKey: "limit.framesPerSecond",
            default: delivery.framesPerSecond
        )
        delivery.blobDays = config.int(forKey: "blobDays", default: delivery.blobDays)
        let megabytes = config.int(forKey: "limit.blobMegabytes", default: 1024)
        delivery.blobBytesPerAccount = UInt64(clamping: megabytes) << 20
        delivery.retentionDays = config.int(
            forKey: "retentionDays",
            default: delivery.retentionDays
        )
    }

    /// Checks that the settings go together.
    func check() throws(SettingsError) {
        guard 0...65_535 ~= port else { throw .invalidPort }
        guard delivery.codesPerAddressAndHour > 0, delivery.codesPerNumberAndHour > 0,
            delivery.codesPerHour > 0, delivery.lookUpsPerAccountAndHour > 0,
            1...UInt64(1 << 50) ~= delivery.messageBytesPerAccountAndDay,
            delivery.framesPerSecond > 0, delivery.retentionDays > 0, socketsPerAddress > 0,
            connectionsPerAddress > 0,
            delivery.blobDays > 0, 1...UInt64(1 << 50) ~= delivery.blobBytesPerAccount
        else { throw .invalidLimit }
        if case .localOutbox = sms, !isLoopback { throw .openOutbox }
    }

    /// The names under which it may be asked for.
    var allowedHosts: AllowedHosts {
        guard hosts.isEmpty else { return .these(Set(hosts)) }
        if case .localOutbox = sms, !trustsProxy { return .thisMachine }
        return .any
    }

    /// Whether only this machine can connect.
    public var isLoopback: Bool {
        address == "localhost" || NetworkAddress(address).isLoopback
    }
}

/// Why the server does not start with its settings.
public enum SettingsError: Error, Equatable, Sendable {
    /// The port is not in 0…65535.
    case invalidPort
    /// A limit is not above 0.
    case invalidLimit
    /// The address can be reached from elsewhere, but codes would go to the local outbox.
    case openOutbox
    /// The log's level is none.
    case invalidLogLevel
    /// The SMS gateway's URL, headers or body is not usable.
    case invalidGateway
}

extension SettingsError: CustomStringConvertible {
    /// What to do about it.
    public var description: String {
        switch self {
        case .invalidPort: "The port must be between 0 and 65535."
        case .invalidLimit: "Every limit must be above 0."
        case .openOutbox:
            """
            Without an SMS gateway, codes go to a local outbox, and the server listens on this \
            machine only. Set TANDEM_SMS_URL, or listen on 127.0.0.1.
            """
        case .invalidLogLevel:
            "The log is trace, debug, info, notice, warning, error or critical."
        case .invalidGateway:
            "TANDEM_SMS_URL must be an http or https URL, and TANDEM_SMS_HEADERS 'Name: value' lines."
        }
    }
}
