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
        try await Connection.run(common) { connection in
            try await connection.vacant()
            try connection.submit("startLink", ["keepSignedIn": true])
            let watchdog = connection.watchdog
            try await connection.wait(until: { notification in
                guard case .link(let link) = notification else { return false }
                // A code is shown: from here on a person is waited for, until the phone agrees.
                if link.payload != nil { watchdog.rest() }
                return try Self.show(link, output)
            })
            watchdog.watch()
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
        case "expired": throw Failure.refused("linkExpired")
        case "refused": throw Failure.refused(Notification.problem(ofLink: link.reason))
        default: break
        }
        return false
    }

    private static func terminalCode(_ payload: String) throws -> String {
        let code = try QRCode(Array(payload.utf8), level: .low)
        return String(decoding: code.matrix.terminalText(isLightOnDark: true), as: UTF8.self)
    }
}

extension Notification {
    /// The problem that a link's reason is, on either side.
    static func problem(ofLink reason: String?) -> String {
        switch reason {
        case "badCode": "badLinkText"
        case "used": "linkUsed"
        case "expired": "linkExpired"
        case "wrongCode": "linkWrongCode"
        case "offline": "offline"
        default: "linkRefused"
        }
    }
}
