import ArgumentParser

/// Prints messages as they come.
struct ListenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "listen",
        abstract: "Print messages as they arrive, until it is stopped.",
        discussion: "With --json, every notification of docs/engine.md is printed as it comes."
    )

    @OptionGroup var common: CommonOptions
    @Option(help: "Stop after this many messages of others.") var count: Int?

    func validate() throws {
        guard count.map({ $0 > 0 }) ?? true else {
            throw ValidationError("The count must be above 0.")
        }
    }

    func run() async throws {
        let (options, count) = (common, count)
        try await Connection.run(common) { connection in
            // Messages come when they come; the host goes on connecting by itself.
            connection.watchdog.rest()
            try await connection.listen(options, count: count)
        }
    }
}

extension Connection {
    fileprivate mutating func listen(_ options: CommonOptions, count: Int?) async throws {
        var printed: Set<String> = []
        while count.map({ printed.count < $0 }) ?? true {
            let (json, notification) = try await next()
            if options.json { options.output.line(String(decoding: json, as: UTF8.self)) }
            switch notification {
            case .session(let session): try checkSignedIn(session)
            case .arrived(let arrival) where printed.insert(arrival.message.id).inserted:
                options.output.say("\(arrival.message.sender.name): \(arrival.message.text)")
            default: break
            }
        }
    }

    private func checkSignedIn(_ session: Notification.Session) throws {
        switch session.phase {
        case "ready", "linking": break
        case "loggedOut": throw Failure.loggedOut
        default: throw Failure.notSignedIn
        }
    }
}
