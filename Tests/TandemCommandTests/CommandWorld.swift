import AsyncHTTPClient
import Foundation
import NIOCore
import TandemTestSupport
import Testing

/// A server of its own, and the command line before it.
struct CommandWorld: Sendable {
    let server: ServerProgram

    /// Starts a server and runs `body`.
    static func run(_ body: (CommandWorld) async throws -> Void) async throws {
        try await ServerProgram.run(try Scratch.directory()) { server in
            try await body(CommandWorld(server: server))
        }
    }

    /// Starts `tandem` with a data directory, and ends it after `body`.
    func start<Value>(
        _ arguments: [String],
        data: String,
        body: (Program) async throws -> Value
    ) async throws -> Value {
        let common = ["--server", server.base, "--data", data]
        return try await Program.run("tandem", arguments + common, body: body)
    }

    /// Runs `tandem` to its end.
    func tandem(_ arguments: String..., data: String) async throws -> Program.Outcome {
        try await start(arguments, data: data) { program in
            program.endInput()
            return try await program.outcome()
        }
    }

    /// Registers a number.
    ///
    /// - Returns: The data directory of its phone.
    func register(_ number: String, name: String) async throws -> String {
        let data = try Scratch.path()
        let arguments = ["register", "--number", number, "--name", name]
        let outcome = try await start(arguments, data: data) { program in
            try await answerCode(for: number, to: program)
            return try await program.outcome()
        }
        try #require(outcome.status == 0, "\(outcome.errors)")
        return data
    }

    /// Types the code that was sent to a number once it is asked for.
    func answerCode(for number: String, to program: Program) async throws {
        try await program.wait { $0.errors.contains("Verification code:") ? true : nil }
        program.type(try await code(for: number))
    }

    /// The newest code for a number.
    func code(for number: String) async throws -> String {
        struct Entry: Decodable {
            let number: String
            let text: String
        }
        let request = HTTPClientRequest(url: server.base + "/outbox.json")
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(20))
        let body = try await response.body.collect(upTo: 1 << 20)
        let entries = try JSONDecoder().decode([Entry].self, from: Data(body.readableBytesView))
        let text = try #require(entries.first { $0.number == number }?.text)
        return text.filter(\.isNumber)
    }

    /// Links a new data directory to a phone's: by the text, as people without a camera do.
    ///
    /// - Returns: The new directory, and what `link` printed.
    func link(to phone: String) async throws -> (data: String, printed: [[String: Any]]) {
        let data = try Scratch.path()
        let outcome = try await start(["link", "--json"], data: data) { computer in
            let payload = try await computer.wait { $0.objects.first?["payload"] as? String }
            try await start(["devices", "link", payload], data: phone) { phone in
                let checkCode = try await computer.wait {
                    $0.objects.lazy.compactMap { $0["checkCode"] as? String }.first
                }
                try await phone.wait { $0.errors.contains("Check code") ? true : nil }
                phone.type(checkCode)
                let linked = try await phone.outcome()
                try #require(linked.status == 0, "\(linked.errors)")
            }
            return try await computer.outcome()
        }
        try #require(outcome.status == 0, "\(outcome.errors)")
        return (data, try outcome.objects)
    }
}

extension Program {
    /// The JSON objects on standard output so far, of whole lines only.
    var objects: [[String: Any]] {
        guard let end = output.lastIndex(of: "\n") else { return [] }
        return (try? jsonLines(String(output[..<end]))) ?? []
    }
}

extension Program.Outcome {
    /// The JSON objects on standard output, one a line and nothing else.
    var objects: [[String: Any]] {
        get throws { try jsonLines(output) }
    }

    /// The sentence on standard error, if that is all there is.
    var sentence: String? {
        let lines = errors.split(separator: "\n")
        return lines.count == 1 ? lines.first.map(String.init) : nil
    }
}

/// A line that is no JSON object.
struct NotAnObject: Error {
    let line: String
}

private func jsonLines(_ text: String) throws -> [[String: Any]] {
    try text.split(separator: "\n").map { line in
        let value = try JSONSerialization.jsonObject(with: Data(line.utf8))
        guard let object = value as? [String: Any] else { throw NotAnObject(line: String(line)) }
        return object
    }
}
