import Hummingbird
import HummingbirdCore
import NIOCore
import NIOHTTP1
import NIOWebSocket
import TandemServer

/// Echoes every message on `/`, through the server's own channel handlers, for the Autobahn suite.
@main
struct Main {
    static func main() async throws {
        let port = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 9001
        let application = Application(
            router: Router(),
            server: HTTPServerBuilder { responder in
                ServerChannel(responder: responder, endpoint: EchoEndpoint())
            },
            configuration: .init(address: .hostname("127.0.0.1", port: port))
        )
        try await application.runService()
    }
}

/// Lets everyone in.
private struct EchoEndpoint: SocketEndpoint {
    let frameByteLimit = 64 << 20

    func admits(_ channel: any Channel) -> Bool { true }

    func accept(_ head: HTTPRequestHead, on channel: any Channel) -> HTTPHeaders? { [:] }

    func makeHandler(for channel: any Channel, _ head: HTTPRequestHead) -> WebSocketHandler? {
        WebSocketHandler(receiver: Echo())
    }
}

/// Sends back what comes.
private final class Echo: MessageReceiver {
    let byteLimit = 64 << 20

    func opened(_ socket: WebSocketHandler) {}
    func closed() {}

    func received(_ message: MessageAssembler.Outcome, on socket: WebSocketHandler) {
        switch message {
        case .text(let contents): send(contents, opcode: 0x1, on: socket)
        case .binary(let contents): send(contents, opcode: 0x2, on: socket)
        case .nothing, .ping, .close, .violation: break
        }
    }

    private func send(_ contents: ByteBuffer, opcode: UInt8, on socket: WebSocketHandler) {
        socket.write(MessageBuffer.message(opcode: opcode, contents))
        socket.flush()
    }
}
