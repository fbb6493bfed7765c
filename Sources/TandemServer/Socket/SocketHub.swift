internal import NIOConcurrencyHelpers
package import NIOCore
internal import TandemDelivery

/// All sockets of the server, by event loop: what is sent to many is encoded once, handed to each
/// loop once, and written from there.
final class SocketHub: Transport, Sendable {
    private let loops: [SocketLoop]

    /// One part for each event loop of the group.
    init(group: any EventLoopGroup) {
        loops = group.makeIterator().enumerated().map { SocketLoop(number: $0, on: $1) }
    }

    /// The part of an event loop; `nil` for a loop of another group.
    func part(of loop: any EventLoop) -> SocketLoop? {
        loops.first { $0.eventLoop === loop }
    }

    /// Sends one frame to any number of sockets.
    func send(_ frame: [UInt8], to connections: [ConnectionID]) {
        guard let first = connections.first else { return }
        let buffer = MessageBuffer.binary(frame)
        guard connections.count > 1 else {
            loops[first.loop].submit(.frame(buffer, to: [first.number]))
            return
        }
        for (loop, numbers) in Dictionary(grouping: connections, by: \.loop) {
            loops[loop].submit(.frame(buffer, to: numbers.map(\.number)))
        }
    }

    /// Sends frames to one socket, and returns when they have left or the socket is gone.
    func sendAndWait(_ frames: [[UInt8]], to connection: ConnectionID) async {
        let buffers = frames.map(MessageBuffer.binary)
        await withCheckedContinuation { continuation in
            loops[connection.loop].submit(
                .frames(buffers, to: connection.number) { continuation.resume() }
            )
        }
    }

    /// How many sockets are open.
    var socketCount: Int { loops.reduce(0) { $0 + $1.socketCount } }

    /// Closes all sockets because the server goes away, and returns when they are gone.
    ///
    /// Those whose other side does not answer are gone after the close timeout.
    func closeAll() async {
        for loop in loops { loop.submit(.closeAll) }
        while socketCount > 0, (try? await Task.sleep(for: .milliseconds(20))) != nil {}
    }

    /// Closes a socket after what was sent before.
    func close(_ connection: ConnectionID, because reason: CloseReason) {
        loops[connection.loop].submit(.close(connection.number, reason))
    }
}

/// The sockets of one event loop, and the queue to them from other threads.
final class SocketLoop: Sendable {
    /// What other threads want done, in order.
    enum Work: Sendable {
        case frame(ByteBuffer, to: [UInt64])
        case frames([ByteBuffer], to: UInt64, whenWritten: @Sendable () -> Void)
        case close(UInt64, CloseReason)
        case closeAll
    }

    private struct Queue {
        var work: [Work] = []
        var isScheduled = false
    }

    /// What only the event loop touches.
    private final class Sockets {
        var byNumber: [UInt64: SocketHandler] = [:]
        var nextNumber: UInt64 = 1
    }

    let number: Int
    let eventLoop: any EventLoop
    private let queue = NIOLockedValueBox(Queue())
    private let count = NIOLockedValueBox(0)
    private let sockets: NIOLoopBoundBox<Sockets>

    init(number: Int, on eventLoop: any EventLoop) {
        self.number = number
        self.eventLoop = eventLoop
        sockets = .makeBoxSendingValue(Sockets(), eventLoop: eventLoop)
        // One timer for all: one for each socket would cost more than the sockets do.
        eventLoop.scheduleRepeatedTask(
            initialDelay: SocketHandler.pingAfter,
            delay: SocketHandler.pingAfter
        ) { [weak self] task in
            guard let self else { return task.cancel() }
            for socket in sockets.value.byNumber.values { socket.checkIdle() }
        }
    }

    /// Adds a socket; on the event loop only.
    func add(_ socket: SocketHandler) -> ConnectionID {
        let sockets = sockets.value
        let number = sockets.nextNumber
        sockets.nextNumber += 1
        sockets.byNumber[number] = socket
        count.withLockedValue { $0 += 1 }
        return ConnectionID(loop: self.number, number: number)
    }

    /// Forgets a socket; on the event loop only.
    func remove(_ connection: ConnectionID) {
        guard sockets.value.byNumber.removeValue(forKey: connection.number) != nil else { return }
        count.withLockedValue { $0 -= 1 }
    }

    /// How many sockets there are; from any thread.
    var socketCount: Int { count.withLockedValue { $0 } }

    /// Queues work; the event loop is woken once for all that is queued.
    func submit(_ work: Work) {
        let mustSchedule = queue.withLockedValue { queue in
            queue.work.append(work)
            defer { queue.isScheduled = true }
            return !queue.isScheduled
        }
        if mustSchedule { eventLoop.execute { self.drain() } }
    }

    private func drain() {
        let work = queue.withLockedValue { queue in
            defer { queue = Queue() }
            return queue.work
        }
        let sockets = sockets.value
        var touched: [UInt64: SocketHandler] = [:]
        for item in work {
            perform(item, on: sockets, &touched)
        }
        for socket in touched.values { socket.flush() }
    }

    private func perform(
        _ work: Work,
        on sockets: Sockets,
        _ touched: inout [UInt64: SocketHandler]
    ) {
        switch work {
        case .frame(let buffer, let numbers):
            for number in numbers {
                guard let socket = sockets.byNumber[number] else { continue }
                socket.write(buffer)
                touched[number] = socket
            }
        case .frames(let buffers, let number, let whenWritten):
            guard let socket = sockets.byNumber[number] else { return whenWritten() }
            socket.write(buffers, whenWritten: whenWritten)
            touched[number] = socket
        case .close(let number, let reason):
            sockets.byNumber[number]?.close(because: reason)
        case .closeAll:
            for socket in sockets.byNumber.values { socket.goAway() }
        }
    }
}

/// A whole WebSocket message as it is on the wire, so that many sockets can share it.
package enum MessageBuffer {
    /// A binary message in one frame.
    static func binary(_ payload: [UInt8]) -> ByteBuffer {
        message(opcode: 0x2, ByteBuffer(bytes: payload))
    }

    /// A message in one frame; servers do not mask.
    ///
    /// Source: RFC 6455 §5.2.
    package static func message(opcode: UInt8, _ payload: ByteBuffer) -> ByteBuffer {
        let count = payload.readableBytes
        var buffer = ByteBufferAllocator().buffer(capacity: count + 10)
        buffer.writeInteger(0x80 | opcode)
        switch count {
        case 0..<126: buffer.writeInteger(UInt8(count))
        case 126..<65_536:
            buffer.writeInteger(UInt8(126))
            buffer.writeInteger(UInt16(count))
        default:
            buffer.writeInteger(UInt8(127))
            buffer.writeInteger(UInt64(count))
        }
        buffer.writeImmutableBuffer(payload)
        return buffer
    }
}
