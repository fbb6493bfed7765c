import AsyncHTTPClient
import Foundation
import NIOCore
import TandemClient
import TandemDriver

/// Somebody with a phone and computers.
struct Person {
    let number: String
    var phone: Device
    var computers: [Device] = []

    /// Registers a new number, and links as many computers.
    static func join(
        _ name: String,
        computers count: Int,
        server: ServerAddress,
        folder: URL
    ) async throws -> Person {
        let number = "+4916\(Int.random(in: 100_000_000...999_999_999))"
        let phone = try Device(.phone, server: server, folder: folder)
        var person = Person(number: number, phone: phone)
        try await person.register(name, server)
        for _ in 0..<count {
            try await person.link(try Device(.desktop, server: server, folder: folder))
        }
        return person
    }

    private mutating func register(_ name: String, _ server: ServerAddress) async throws {
        try await phone.wait(for: "session", ["connection": "online"])
        try phone.submit("requestCode", ["number": number])
        try await phone.wait(for: "registration", ["step": "code"])
        try phone.submit("verifyCode", ["code": try await Outbox.code(for: number, on: server)])
        try await phone.wait(for: "registration", ["step": "name"])
        try phone.submit("setName", ["name": name])
        try await phone.wait(for: "session", ["phase": "ready", "connection": "online"])
    }

    private mutating func link(_ computer: consuming Device) async throws {
        var computer = computer
        try computer.submit("startLink", ["keepSignedIn": true])
        let payload = try await computer.wait(for: "link") { $0["payload"] as? String }
        try phone.submit("useLinkText", ["text": payload])
        try await phone.wait(for: "linking", ["state": "confirm"])
        let code = try await computer.wait(for: "link") { $0["checkCode"] as? String }
        try phone.submit("confirmLink", ["code": code])
        try await phone.wait(for: "linking", ["state": "done"])
        try await computer.wait(for: "session", ["phase": "ready", "connection": "online"])
        computers.append(computer)
    }

    /// Opens the chat with a number on the phone, and returns its ID.
    mutating func startChat(with number: String) async throws -> String {
        try phone.submit("startChat", ["number": number])
        return try await phone.wait(for: "opened") { $0["chat"] as? String }
    }

    func stop() async {
        for device in [phone] + computers { await device.stop() }
    }
}

/// The server's local outbox of text messages.
enum Outbox {
    private struct Message: Decodable {
        let number: String
        let text: String
    }

    /// Why there is no code.
    struct NoCode: Error {}

    /// The verification code that was sent to a number.
    static func code(for number: String, on server: ServerAddress) async throws -> String {
        let request = HTTPClientRequest(url: "http://\(server.authority)/outbox.json")
        let answer = try await HTTPClient.shared.execute(request, timeout: .seconds(5))
        let body = Data(try await answer.body.collect(upTo: 1 << 20).readableBytesView)
        let messages = try JSONDecoder().decode([Message].self, from: body)
        guard let text = messages.first(where: { $0.number == number })?.text,
            let match = text.firstMatch(of: /[0-9]{6}/)
        else { throw NoCode() }
        return String(match.output)
    }
}
