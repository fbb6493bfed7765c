import Foundation
import TandemClient
import TandemDriver

/// A running engine, and what it says.
struct Connection {
    /// Whether the server is expected to answer.
    let watchdog: Watchdog

    private let host: ClientHost
    private var notifications: AsyncStream<[UInt8]>.Iterator

    /// Opens the data directory, runs `body` beside the engine, and stops the engine.
    ///
    /// - Throws: What `body` throws; `storage` if the directory cannot be used; `unreachable` if
    ///   the server does not answer in time while the watchdog watches.
    static func run(
        _ options: CommonOptions,
        kind: EngineConfiguration.Kind = .headless,
        _ body: @escaping @Sendable (inout Connection) async throws -> Void
    ) async throws {
        guard let server = ServerAddress(options.server) else { throw Failure.unexpected }
        let watchdog = Watchdog(timeout: .seconds(options.timeout), server: options.server)
        do {
            let host = try open(server, options, kind)
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask {
                    try await host.run()
                    throw Failure.unexpected
                }
                tasks.addTask { try await watchdog.run() }
                tasks.addTask {
                    var connection = Connection(host, watchdog)
                    try await body(&connection)
                    // What was reported as done may have led to more, such as key packages.
                    watchdog.watch()
                    await host.settled()
                }
                defer { tasks.cancelAll() }
                try await tasks.next()
            }
        } catch let error as StorageError {
            throw Failure.storage(error, directory: options.data)
        }
    }

    private static func open(
        _ server: ServerAddress,
        _ options: CommonOptions,
        _ kind: EngineConfiguration.Kind
    ) throws(StorageError) -> ClientHost {
        let configuration = EngineConfiguration(
            kind: kind,
            audience: Array(server.authority.utf8),
            browser: Array("tandem".utf8),
            system: Array(systemName.utf8),
            sharedComputer: false
        )
        return try ClientHost(
            server: server,
            directory: URL(fileURLWithPath: options.data, isDirectory: true),
            configuration: configuration
        )
    }

    private static var systemName: String {
        #if os(Linux)
            "Linux"
        #else
            "macOS"
        #endif
    }

    private init(_ host: ClientHost, _ watchdog: Watchdog) {
        self.host = host
        self.watchdog = watchdog
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
    /// - Throws: `CancellationError` when the engine has ended, or the command has.
    mutating func next() async throws -> (json: [UInt8], Notification) {
        guard let json = await notifications.next() else {
            // Why the engine has ended is for its own task to say, which then cancels this one.
            try await Task.sleep(for: .seconds(60))
            throw Failure.unexpected
        }
        return (json, try Notification(json))
    }

    /// Waits until `match` returns a value.
    ///
    /// - Throws: `refused` for a problem, `loggedOut` when this device was, unless `match` takes it.
    mutating func wait<Value>(
        for match: (Notification) throws -> Value?
    ) async throws -> Value {
        while true {
            let (_, notification) = try await next()
            if let value = try match(notification) { return value }
            switch notification {
            case .problem(let problem): throw Failure.refused(problem)
            case .session(let session) where session.phase == "loggedOut": throw Failure.loggedOut
            default: break
            }
        }
    }

    /// Waits until `isReached` says so; throws as `wait(for:)`.
    mutating func wait(until isReached: (Notification) throws -> Bool) async throws {
        let _: Bool = try await wait { try isReached($0) ? true : nil }
    }

    /// Waits until a new account can be made or linked here.
    ///
    /// - Throws: `signedInAlready` if there is an account.
    mutating func vacant() async throws {
        try await wait(until: { notification in
            guard case .session(let session) = notification else { return false }
            guard session.phase != "ready" else { throw Failure.signedInAlready }
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

    /// Asks a person for a line on standard error, for as long as it takes.
    ///
    /// - Throws: `nothingTyped` at the end of standard input.
    func ask(_ question: String, _ output: Output) async throws -> String {
        watchdog.rest()
        defer { watchdog.watch() }
        output.hint(question)
        guard let line = await output.typedLine() else { throw Failure.nothingTyped }
        return line
    }
}
