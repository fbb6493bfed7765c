import Foundation
import TandemTestSupport
import Testing

@Suite("Talking by the command line, docs/cli.md", .scratch)
struct CommandConversationTests {
    private let ann = "+4915100000001"
    private let bob = "+4915100000002"

    @Test("a text goes from one number to the other, and everything is JSON that is asked to be")
    func send() async throws {
        try await CommandWorld.run { world in
            let (phone, other) = (
                try await world.register(ann, name: "Ann"),
                try await world.register(bob, name: "Bob")
            )
            let sent = try await world.tandem(
                "send",
                "--json",
                "--to",
                bob,
                "Good morning",
                data: phone
            )
            #expect(sent.status == 0 && sent.errors.isEmpty)
            let object = try #require(try sent.objects.first)
            #expect(try sent.objects.count == 1)
            #expect(object["state"] as? String == "sent" && object["sent"] is String)

            let heard = try await world.tandem("listen", "--count", "1", data: other)
            #expect(heard.status == 0)
            #expect(heard.output.hasSuffix("Good morning\n"))

            let chat = try #require(object["chat"] as? String)
            _ = try await world.tandem("send", "--chat", chat, "And again", data: phone)
            let json = try await world.tandem("listen", "--json", "--count", "1", data: other)
            let arrived = try json.objects.filter { $0["type"] as? String == "arrived" }
            let message = arrived.last?["message"] as? [String: Any]
            #expect(message?["text"] as? String == "And again")
        }
    }

    @Test("the text to send is read from standard input")
    func standardInput() async throws {
        try await CommandWorld.run { world in
            let phone = try await world.register(ann, name: "Ann")
            let other = try await world.register(bob, name: "Bob")
            let sent = try await world.start(["send", "--to", bob, "-"], data: phone) { program in
                program.type("piped")
                program.endInput()
                return try await program.outcome()
            }
            #expect(sent.status == 0)
            let heard = try await world.tandem("listen", "--count", "1", data: other)
            #expect(heard.output.contains(": piped"))
        }
    }

    @Test("a linked client gets what is sent to its account, and is gone when logged out")
    func linked() async throws {
        try await CommandWorld.run { world in
            let phone = try await world.register(ann, name: "Ann")
            let other = try await world.register(bob, name: "Bob")
            let (computer, printed) = try await world.link(to: phone)
            #expect(printed.compactMap { $0["link"] as? String } == ["shown", "scanned", "done"])

            let listed = try await world.tandem("devices", "--json", data: phone)
            let devices = try listed.objects
            #expect(devices.count == 2 && listed.errors.isEmpty)
            for field in ["device", "kind", "name", "lastActive", "current"] {
                #expect(devices.allSatisfy { $0[field] != nil }, "\(field)")
            }
            let sent = try await world.tandem("send", "--to", ann, "to all devices", data: other)
            #expect(sent.status == 0)
            let heard = try await world.tandem("listen", "--count", "1", data: computer)
            #expect(heard.status == 0 && heard.output.contains("to all devices"))

            let gone = try await world.tandem("devices", "log-out", "--all", data: phone)
            #expect(gone.status == 0)
            let after = try await world.tandem("listen", data: computer)
            #expect(after.status == 6)
            #expect(after.sentence?.contains("tandem link") == true)
        }
    }

    @Test("link draws the QR code in the terminal, with its text below")
    func code() async throws {
        try await CommandWorld.run { world in
            try await world.start(["link"], data: try Scratch.path()) { program in
                let text = try await program.wait { program in
                    program.output.split(separator: "\n").first { $0.hasPrefix("TANDEM1:") }
                        .map(String.init)
                }
                let drawn = program.output.split(separator: "\n").filter { line in
                    line.contains { "█▀▄".contains($0) }
                }
                // A code of version 6 or so has 41 modules a side; two are drawn in one row.
                #expect(drawn.count >= 20)
                #expect(Set(drawn.map(\.count)).count == 1)
                #expect(text.count > 80)
                #expect(program.errors.isEmpty)
            }
        }
    }

    @Test("three wrong check codes end the link on both sides with 4")
    func wrongCheckCode() async throws {
        try await CommandWorld.run { world in
            let phone = try await world.register(ann, name: "Ann")
            try await world.start(["link", "--json"], data: try Scratch.path()) { computer in
                let payload = try await computer.wait { $0.objects.first?["payload"] as? String }
                let refused = try await world.start(["devices", "link", payload], data: phone) {
                    phone in
                    for _ in 0..<3 { phone.type("12345") }
                    return try await phone.outcome()
                }
                #expect(refused.status == 4)
                #expect(try await computer.outcome().status == 4)
            }
        }
    }

    @Test("only the owner can read the directory, and no key, code or PIN is printed")
    func secrets() async throws {
        try await CommandWorld.run { world in
            let data = try Scratch.path()
            let register = ["register", "--number", ann, "--name", "Ann", "--json"]
            let outcome = try await world.start(register, data: data) { program in
                try await world.answerCode(for: ann, to: program)
                return try await program.outcome()
            }
            #expect(try outcome.objects.count == 1)
            let code = try await world.code(for: ann)
            let key = try Data(contentsOf: URL(fileURLWithPath: data + "/storage.key"))
            let listed = try await world.tandem("devices", "--json", data: data)
            for text in [outcome.output, outcome.errors, listed.output, listed.errors] {
                #expect(!text.contains(code))
                #expect(!text.contains(key.map { String(format: "%02x", $0) }.joined()))
                #expect(!text.contains(key.base64EncodedString()))
            }
            for (name, permissions) in [("", 0o700), ("/storage.key", 0o600)] {
                let attributes = try FileManager.default.attributesOfItem(atPath: data + name)
                #expect(attributes[.posixPermissions] as? Int == permissions)
            }
        }
    }
}
