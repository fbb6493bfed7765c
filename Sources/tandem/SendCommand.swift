import ArgumentParser
import Foundation

/// Sends one text.
struct SendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "send",
        abstract: "Send a text to a number or a chat.",
        discussion:
            "Ends when the server has stored it; what was typed is kept if it cannot be sent."
    )

    @OptionGroup var common: CommonOptions
    @Option(help: "The phone number to send to.") var to: String?
    @Option(help: "The chat to send to, by its ID.") var chat: String?
    @Argument(help: "The text; “-” reads it from standard input.") var text: String

    func validate() throws {
        guard (to == nil) != (chat == nil) else {
            throw ValidationError("Say where to send it: either --to NUMBER or --chat ID.")
        }
        guard chat.map(Self.isIdentifier) ?? true else {
            throw ValidationError("A chat's ID is 32 hexadecimal digits, as --json shows it.")
        }
        guard !text.isEmpty else { throw ValidationError("There is nothing to send.") }
    }

    private static func isIdentifier(_ text: String) -> Bool {
        text.utf8.count == 32 && text.allSatisfy { $0.isHexDigit && !$0.isUppercase }
    }

    func run() async throws {
        let (output, to, chat) = (common.output, to, chat)
        let text = text == "-" ? Self.standardInput() : text
        guard !text.isEmpty else { throw ValidationError("There is nothing to send.") }
        try await Connection.run(common) { connection in
            try await connection.ready()
            let chat = try await connection.open(chat, number: to)
            let sent = try await connection.send(text, to: chat)
            output.say("Sent.")
            output.object(["sent": sent.id, "chat": chat, "state": sent.state])
        }
    }

    private static func standardInput() -> String {
        String(decoding: FileHandle.standardInput.readDataToEndOfFile(), as: UTF8.self)
    }
}

extension Connection {
    fileprivate mutating func open(_ chat: String?, number: String?) async throws -> String {
        if let chat { return chat }
        try submit("startChat", ["number": number ?? ""])
        return try await wait { notification in
            guard case .opened(let chat) = notification else { return nil }
            return chat
        }
    }

    /// Waits until the message that this sends is with the server.
    fileprivate mutating func send(
        _ text: String,
        to chat: String
    ) async throws -> Notification.Message {
        try submit("openChat", ["chat": chat])
        let earlier = try await wait { notification -> Set<String>? in
            guard case .messages(let page) = notification, page.chat == chat else { return nil }
            return Set(page.messages.map(\.id))
        }
        try submit("send", ["chat": chat, "text": text])
        return try await wait { notification in
            guard case .messages(let page) = notification, page.chat == chat else { return nil }
            let own = page.messages.first { $0.sender.own && !earlier.contains($0.id) }
            guard let own, own.state != "pending" else { return nil }
            guard own.state != "failed" else { throw Failure.refused("serverUnavailable") }
            return own
        }
    }
}
