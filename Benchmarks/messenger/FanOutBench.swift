import ArgumentParser
import Foundation
import GRDB

/// What one text to a conversation of eight devices costs the server.
struct FanOutBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fan-out",
        abstract: "Counts the rows that one text to eight devices leaves in the server's database."
    )

    @OptionGroup var options: ServerOptions
    @Option(help: "The server's database file.") var database: String

    func run() async throws {
        let folder = try TemporaryFolder()
        let server = try options.address()
        var alice = try await Person.join("Alice", computers: 3, server: server, folder: folder.url)
        var bob = try await Person.join("Bob", computers: 3, server: server, folder: folder.url)
        let chat = try await alice.startChat(with: bob.number)
        try await send("The first, which makes the group", chat, &alice, &bob)
        let devices = try await alice.phone.deviceCount(of: chat)
        let before = try rows()
        try await send(Self.text, chat, &alice, &bob)
        let new = try rows().filter { !before.keys.contains($0.key) }
        // Receipts are messages of their own, from other devices; the text is the first new row.
        let sender = new.min { $0.key < $1.key }?.value.sender
        let own = new.values.filter { $0.sender == sender }
        print(
            """
            one text of \(Self.text.utf8.count) bytes to \(devices) devices: \
            \(own.count) row, \(own.map(\.byteCount).reduce(0, +)) bytes
            """
        )
        await alice.stop()
        await bob.stop()
    }

    private static let text = "One text, one ciphertext, one row."

    /// Sends from Alice's phone, and waits until all other devices have it.
    private func send(
        _ text: String,
        _ chat: String,
        _ alice: inout Person,
        _ bob: inout Person
    ) async throws {
        try alice.phone.submit("send", ["chat": chat, "text": text])
        try await bob.phone.arrival(of: text)
        for index in bob.computers.indices { try await bob.computers[index].arrival(of: text) }
        for index in alice.computers.indices {
            try await alice.computers[index].wait(for: "chats") { $0.previews(text) ? () : nil }
        }
    }

    private struct Row {
        let sender: Data
        let byteCount: Int
    }

    /// The log's rows, by the order of their arrival.
    private func rows() throws -> [Int64: Row] {
        let query = """
            SELECT body.id, log.sender, length(body.delivery) FROM log JOIN body ON body.id = log.body
            """
        var configuration = Configuration()
        configuration.readonly = true
        return try DatabaseQueue(path: database, configuration: configuration).read { db in
            let all = try GRDB.Row.fetchAll(db, sql: query)
            return Dictionary(
                uniqueKeysWithValues: all.map { ($0[0], Row(sender: $0[1], byteCount: $0[2])) }
            )
        }
    }
}

extension Device {
    /// How many devices are in a chat.
    fileprivate mutating func deviceCount(of chat: String) async throws -> Int {
        try submit("chatInfo", ["chat": chat])
        return try await wait(for: "chatInfo") { object in
            let participants = object["participants"] as? [[String: Any]] ?? []
            return participants.compactMap { $0["devices"] as? Int }.reduce(0, +)
        }
    }
}

extension [String: Any] {
    /// Whether a notification of chats shows the text as the last message of one.
    fileprivate func previews(_ text: String) -> Bool {
        let chats = self["chats"] as? [[String: Any]] ?? []
        return chats.contains { ($0["preview"] as? [String: Any])?["text"] as? String == text }
    }
}
