internal import NIOCore
internal import NIOWebSocket
internal import TandemDelivery
internal import TandemProtocol

/// One client of the delivery service: passes frames both ways, and decides nothing.
final class SocketHandler: MessageReceiver {
    private let service: DeliveryService
    private let part: SocketLoop
    private let limit: SocketLimit
    private let address: NetworkAddress
    private let audience: [UInt8]
    private var socket: WebSocketHandler?
    private var session: Session?

    /// - Parameter audience: The upgrade's Host header.
    init(
        service: DeliveryService,
        part: SocketLoop,
        limit: SocketLimit,
        address: NetworkAddress,
        audience: [UInt8]
    ) {
        self.service = service
        self.part = part
        self.limit = limit
        self.address = address
        self.audience = audience
    }

    var byteLimit: Int {
        session?.isAuthenticated ?? false
            ? ProtocolLimits.frameByteCount : ServerLimits.strangerMessageByteCount
    }

    func opened(_ socket: WebSocketHandler) {
        self.socket = socket
        let connection = part.add(self)
        limit.enter(address)
        session = service.connect(connection, from: address, audience: audience)
    }

    func received(_ message: MessageAssembler.Outcome, on socket: WebSocketHandler) {
        guard let session else { return }
        guard case .binary(let contents) = message else {
            socket.close(.unacceptableData)
            return
        }
        service.receive(Array(contents.readableBytesView), on: session)
    }

    func closed() {
        guard let session else { return }
        part.remove(session.connection)
        limit.leave(address)
        service.disconnect(session)
        self.session = nil
        socket = nil
    }

    /// Asks a silent socket for a sign of life, or closes it; closes one whose message does not end.
    func checkIdle() {
        guard let socket else { return }
        guard socket.delay < ServerLimits.messageTime else { return socket.close(.policyViolation) }
        let silence = socket.silence
        if silence >= ServerLimits.silence.close {
            socket.close(.goingAway)
        } else if silence >= ServerLimits.silence.ping {
            socket.ping()
        }
    }

    // MARK: From the hub, on the event loop

    func write(_ message: ByteBuffer) {
        socket?.write(message)
    }

    func write(_ messages: [ByteBuffer], whenWritten: @escaping @Sendable () -> Void) {
        guard let socket, let last = messages.last, let promise = socket.makePromise() else {
            return whenWritten()
        }
        promise.futureResult.whenComplete { _ in whenWritten() }
        for message in messages.dropLast() { socket.write(message) }
        socket.write(last, promise: promise)
    }

    func flush() {
        socket?.flush()
    }

    /// Closes because the server stops.
    func goAway() {
        socket?.close(.goingAway)
    }

    func close(because reason: CloseReason) {
        switch reason {
        case .policyViolation: socket?.close(.policyViolation)
        case .finished: socket?.close(.normalClosure)
        }
    }
}
