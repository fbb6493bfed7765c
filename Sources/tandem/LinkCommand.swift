import ArgumentParser
import TandemQR

/// Makes this a linked device of a phone.
struct LinkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link",
        abstract: "Link this client to a phone.",
        discussion: """
            Shows a QR code, and its text for a phone without a camera. Scan it in the phone's \
            Linked devices, then type the check code there.
            """
    )

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let output = common.output
        try await Connection.run(common, timeout: nil) { connection in
            try connection.submit("startLink", ["keepSignedIn": true])
            try await connection.wait(until: { notification in
                guard case .link(let link) = notification else { return false }
                return try Self.show(link, output)
            })
            try await connection.ready()
            output.say("Linked.")
            output.object(["link": "done"])
        }
    }

    /// - Returns: Whether the phone has agreed.
    private static func show(_ link: Notification.LinkShown, _ output: Output) throws -> Bool {
        switch link.state {
        case "shown":
            guard let payload = link.payload else { return false }
            output.say(try terminalCode(payload))
            output.say(payload)
            output.object(["link": "shown", "payload": payload])
        case "scanned":
            guard let code = link.checkCode else { return false }
            output.say("Check code: \(code)")
            output.object(["link": "scanned", "checkCode": code])
        case "syncing", "done": return true
        case "expired": throw Refusal(code: "linkExpired")
        case "refused": throw Refusal(code: link.reason ?? "linkRefused")
        default: break
        }
        return false
    }

    private static func terminalCode(_ payload: String) throws -> String {
        let code = try QRCode(Array(payload.utf8), level: .low)
        return String(decoding: code.matrix.terminalText(isLightOnDark: true), as: UTF8.self)
    }
}
