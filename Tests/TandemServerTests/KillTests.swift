import Foundation
import TandemBytes
import TandemProtocol
import Testing

@Suite("A server that is killed", .serialized)
struct KillTests {
    /// The program that was built beside the tests.
    private static var program: URL {
        let folder = Bundle.main.executableURL?.deletingLastPathComponent()
        return (folder ?? URL(fileURLWithPath: ".")).appendingPathComponent("tandem-server")
    }

    private struct Child {
        let process: Process
        let port: Int
    }

    /// Starts the program on a free port and waits until it says where it runs.
    private func start(_ directory: String) async throws -> Child {
        let process = Process()
        process.executableURL = Self.program
        process.arguments = ["--port", "0", "--data", directory, "--log", "error"]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        var text = ""
        while !text.contains("/phone") {
            let data = output.fileHandleForReading.availableData
            guard !data.isEmpty else { throw SocketClosed(code: nil) }
            text += String(decoding: data, as: UTF8.self)
        }
        let port = text.split(separator: "http://127.0.0.1:").dropFirst().first
            .flatMap { Int($0.prefix { $0.isNumber }) }
        return Child(process: process, port: try #require(port))
    }

    @Test("kill -9 in the middle of a thousand sends loses nothing acknowledged, doubles nothing")
    func kill() async throws {
        let directory = try RunningServer.temporaryDirectory()
        let first = try await start(directory)
        let server = RunningServer(port: first.port, directory: directory)
        let person = try await TestPerson("+4915100000001", at: server)
        let (id, creation) = try person.ownConversation()
        let socket = try await person.signIn(port: first.port)
        #expect(try await socket.ask(creation) == .done)
        let sending = Task {
            for number in 1...1_000 as ClosedRange<UInt64> {
                socket.send(.send(numbered(number, in: id)), number: UInt32(number) + 10_000)
                if number % 5 == 0 { try await Task.sleep(for: .milliseconds(1)) }
            }
        }
        defer { sending.cancel() }
        var acknowledged: [UInt64: UInt64] = [:]
        do {
            for try await frame in socket.frames {
                guard case .accepted(let sequence, _) = frame.body else { continue }
                acknowledged[UInt64(frame.request) - 10_000] = sequence
                if acknowledged.count == 300 {
                    Foundation.kill(first.process.processIdentifier, SIGKILL)
                }
            }
        } catch {}
        first.process.waitUntilExit()
        #expect(acknowledged.count >= 300 && acknowledged.count < 1_000)

        let second = try await start(directory)
        defer { second.process.terminate() }
        let again = try await person.signIn(port: second.port)
        for number in 1...1_000 as ClosedRange<UInt64> {
            let answer = try await again.ask(
                .send(numbered(number, in: id)),
                number: UInt32(number) + 20_000
            )
            guard case .accepted(let sequence, _) = answer else {
                throw Unexpected(answer: answer)
            }
            if let before = acknowledged[number] { #expect(sequence == before) }
        }
        let stored = try await everything(in: id, on: again)
        #expect(stored.map(\.sequence) == Array(1...1_000))
        #expect(Set(stored.map(\.message)).count == 1_000)
    }

    private func everything(
        in id: ConversationID,
        on socket: SocketClient
    ) async throws -> [Delivery] {
        var found: [Delivery] = []
        while true {
            let answer = try await socket.ask(
                .fetchMessages(
                    conversation: id,
                    after: found.last?.sequence ?? 0,
                    limit: 1_000
                )
            )
            guard case .messages(let items, let more) = answer else {
                throw Unexpected(answer: answer)
            }
            found += items
            guard more else { return found }
        }
    }

    @Test("SIGTERM ends it within seconds, with a going-away close")
    func terminate() async throws {
        let child = try await start(try RunningServer.temporaryDirectory())
        let socket = try await SocketClient(port: child.port)
        #expect(try await socket.ask(.ping) == .done)
        child.process.terminate()
        do {
            for try await _ in socket.frames {}
        } catch let closed as SocketClosed {
            #expect(closed.code == .goingAway)
        }
        child.process.waitUntilExit()
        #expect(child.process.terminationStatus == 0)
    }
}
