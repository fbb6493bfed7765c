import ArgumentParser
import Foundation
import TandemClient
import TandemDriver

/// What every command takes.
struct CommonOptions: ParsableArguments {
    @Option(help: "The server's address.")
    var server = "http://127.0.0.1:8480"

    @Option(help: "Where this client keeps its keys and messages.")
    var data = NSString(string: "~/.tandem").expandingTildeInPath

    @Flag(help: "Print one JSON object a line, for programs.")
    var json = false

    @Option(help: "How long to wait for the server, in seconds.")
    var timeout = 30

    var output: Output { Output(json: json) }

    func validate() throws {
        guard ServerAddress(server) != nil else {
            throw ValidationError("Write the server's address like http://127.0.0.1:8480.")
        }
        guard timeout > 0 else { throw ValidationError("The timeout must be above 0.") }
    }
}

/// A running engine, and what it says.
struct Connection {
    private let host: ClientHost
    private var notifications: AsyncStream<[UInt8]>.Iterator

    /// Opens the data directory, runs `body` beside the engine, and stops the engine.
    ///
    /// - Throws: What `body` throws; `storage` if the directory cannot be used; `unreachable` if
    ///   `body` is not done in time.
    static func run(
        _ options: CommonOptions,
        kind: EngineConfiguration.Kind = .headless,
        timeout: Duration?,
        _ body: @escaping @Sendable (inout Connection) async throws -> Void
    ) async throws {
        guard let server = ServerAddress(options.server) else { throw Failure.unexpected }
        let host = try open(server, options, kind)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                do { try await host.run() } catch { throw Failure.storage }
            }
            tasks.addTask {
                var connection = Connection(host)
                try await body(&connection)
            }
            if let timeout {
                tasks.addTask {
                    try await Task.sleep(for: timeout)
                    throw Failure.unreachable
                }
            }
            defer { tasks.cancelAll() }
            try await tasks.next()
        }
    }

    private static func open(
        _ server: ServerAddress,
        _ options: CommonOptions,
        _ kind: EngineConfiguration.Kind
    ) throws -> ClientHost {
        let configuration = EngineConfiguration(
            kind: kind,
            audience: Array(server.authority.utf8),
            browser: Array("tandem".utf8),
            system: Array(systemName.utf8),
            sharedComputer: false
        )
        do {
            return try ClientHost(
                server: server,
                directory: URL(fileURLWithPath: options.data, isDirectory: true),
                configuration: configuration
            )
        } catch {
            throw Failure.storage
        }
    }

    private static var systemName: String {
        #if os(Linux)
            "Linux"
        #else
            "macOS"
        #endif
    }

    private init(_ host: ClientHost) {
        self.host = host
        self.notifications = host.notifications.makeAsyncIterator()
    }

    /// Sends an intent.
    func submit(_ type: String, _ fields: [String: Any] = [:]) throws {
        var object = fields
        object["type"] = type
        host.submit([UInt8](try JSONSerialization.data(withJSONObject: object)))
    }

    /// The next notification, as it came and as it is understood.
    ///
    /// - Throws: `unexpected` when the engine has ended.
    mutating func next() async throws -> (json: [UInt8], Notification) {
        guard let json = await notifications.next() else { throw Failure.unexpected }
        return (json, try Notification(json))
    }

    /// Waits until `match` returns a value.
    ///
    /// - Throws: `Refusal` for a problem, `loggedOut` when this device was, unless `match` takes it.
    mutating func wait<Value>(
        for match: (Notification) throws -> Value?
    ) async throws -> Value {
        while true {
            let (_, notification) = try await next()
            if let value = try match(notification) { return value }
            switch notification {
            case .problem(let problem): throw Refusal(code: problem.code)
            case .session(let session) where session.phase == "loggedOut": throw Failure.loggedOut
            default: break
            }
        }
    }

    /// Waits until `isReached` says so; throws as `wait(for:)`.
    mutating func wait(until isReached: (Notification) throws -> Bool) async throws {
        let _: Bool = try await wait { try isReached($0) ? true : nil }
    }

    /// Waits until the server has answered.
    mutating func online() async throws {
        try await wait(until: { notification in
            guard case .session(let session) = notification else { return false }
            return session.connection == "online"
        })
    }

    /// Waits until the account is there and the server has answered.
    ///
    /// - Throws: `notSignedIn` if there is no account.
    mutating func ready() async throws {
        try await wait(until: { notification in
            guard case .session(let session) = notification else { return false }
            switch session.phase {
            case "ready": return session.connection == "online"
            case "loggedOut": return false
            default: throw Failure.notSignedIn
            }
        })
    }
}
