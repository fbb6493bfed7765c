import ArgumentParser
import Foundation

/// How long a text takes from one person's phone to the other's computer: encrypted, durable on the
/// server, decrypted and durable there.
struct DeliveryBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delivery",
        abstract:
            "Times a text from the intent to the other person's computer, one after the other."
    )

    @OptionGroup var options: ServerOptions
    @Option(help: "How many texts.") var count = 1_000

    func run() async throws {
        let folder = try TemporaryFolder()
        let server = try options.address()
        var alice = try await Person.join("Alice", computers: 1, server: server, folder: folder.url)
        var bob = try await Person.join("Bob", computers: 1, server: server, folder: folder.url)
        let chat = try await alice.startChat(with: bob.number)
        var times: [Duration] = []
        // The first texts also open the chat and make its group.
        for number in -20..<count {
            let text = "Measured \(number)"
            let begun = ContinuousClock.now
            try alice.phone.submit("send", ["chat": chat, "text": text])
            try await bob.computers[0].arrival(of: text)
            if number >= 0 { times.append(begun.duration(to: .now)) }
        }
        print(Quantiles(times).line("send → delivered, native, \(count) texts"))
        await alice.stop()
        await bob.stop()
    }
}

extension Device {
    /// Waits until a text of somebody else has come.
    mutating func arrival(of text: String) async throws {
        try await wait(for: "arrived") { object in
            (object["message"] as? [String: Any])?["text"] as? String == text ? () : nil
        }
    }
}
