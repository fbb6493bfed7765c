import Foundation
import TandemClient
import TandemDriver

/// A native device, and what its engine says, in order.
struct Device {
    private let host: ClientHost
    private let running: Task<Void, any Error>
    private var notifications: AsyncStream<[UInt8]>.Iterator

    /// Why a device did not do what was asked of it.
    enum Failure: Error {
        /// The engine ended.
        case ended
        /// The engine's word for a problem.
        case problem(String)
    }

    /// Starts an engine that keeps its things in a folder of its own below `folder`.
    init(_ kind: EngineConfiguration.Kind, server: ServerAddress, folder: URL) throws {
        let configuration = EngineConfiguration(
            kind: kind,
            audience: Array(server.authority.utf8),
            browser: Array("bench".utf8),
            system: Array("Linux".utf8),
            sharedComputer: false
        )
        let host = try ClientHost(
            server: server,
            directory: folder.appendingPathComponent(UUID().uuidString, isDirectory: true),
            configuration: configuration
        )
        self.host = host
        notifications = host.notifications.makeAsyncIterator()
        running = Task { try await host.run() }
    }

    /// Stops the engine.
    func stop() async {
        running.cancel()
        _ = await running.result
    }

    /// Hands an intent to the engine.
    func submit(_ type: String, _ fields: [String: Any] = [:]) throws {
        var intent = fields
        intent["type"] = type
        host.submit([UInt8](try JSONSerialization.data(withJSONObject: intent)))
    }

    /// Reads notifications until `match` returns a value for one of the named type.
    ///
    /// - Throws: `Failure.problem` if the engine names one meanwhile, `ended` if it stops.
    mutating func wait<Value>(
        for type: String,
        _ match: ([String: Any]) -> Value?
    ) async throws -> Value {
        while let json = await notifications.next() {
            let object = try JSONSerialization.jsonObject(with: Data(json)) as? [String: Any]
            guard let object, let name = object["type"] as? String else { continue }
            if name == type, let value = match(object) { return value }
            if name == "problem" { throw Failure.problem(object["code"] as? String ?? "") }
        }
        throw Failure.ended
    }

    /// Reads notifications until one of the named type has these texts.
    mutating func wait(for type: String, _ texts: [String: String]) async throws {
        try await wait(for: type) { object in
            texts.allSatisfy { object[$0.key] as? String == $0.value } ? () : nil
        }
    }
}
