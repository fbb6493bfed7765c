internal import NIOConcurrencyHelpers
internal import NIOCore
internal import TandemDelivery

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
    private let onDeparture: @Sendable () -> Void

    /// - Parameter onDeparture: Is told of each socket that is gone.
    init(
        number: Int,
        on eventLoop: any EventLoop,
        onDeparture: @escaping @Sendable () -> Void
    ) {
        self.number = number
        self.onDeparture = onDeparture
        self.eventLoop = eventLoop
        sockets = .makeBoxSendingValue(Sockets(), eventLoop: eventLoop)
        // One timer for all: one for each socket would cost more than the sockets do.
        eventLoop.scheduleRepeatedTask(
            initialDelay: ServerLimits.silence.ping,
            delay: ServerLimits.silence.ping
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
        onDeparture()
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
