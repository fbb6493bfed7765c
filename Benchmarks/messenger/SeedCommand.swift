import ArgumentParser
import Foundation

/// Writes many texts to somebody, so that there is a history to be measured with.
struct SeedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seed",
        abstract: "Has several people write many texts to a number."
    )

    @OptionGroup var options: ServerOptions
    @Option(help: "The number to write to.") var to: String
    @Option(help: "How many people write.") var people = 20
    @Option(help: "How many texts each writes.") var texts = 500

    func run() async throws {
        let folder = try TemporaryFolder()
        let server = try options.address()
        for index in 1...people {
            let name = "Person \(index)"
            var person = try await Person.join(
                name,
                computers: 0,
                server: server,
                folder: folder.url
            )
            let chat = try await person.startChat(with: to)
            for number in 1...texts {
                try await person.phone.sendDurably("Text \(number) of \(name)", to: chat)
            }
            await person.stop()
        }
    }
}

extension Device {
    /// Sends, and waits until the server has it.
    fileprivate mutating func sendDurably(_ text: String, to chat: String) async throws {
        try submit("send", ["chat": chat, "text": text])
        try await wait(for: "chats") { object -> Void? in
            let chats = object["chats"] as? [[String: Any]] ?? []
            let preview = chats.first { $0["id"] as? String == chat }?["preview"] as? [String: Any]
            guard preview?["text"] as? String == text else { return nil }
            return preview?["state"] as? String == "pending" ? nil : ()
        }
    }
}
