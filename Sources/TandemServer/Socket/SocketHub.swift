internal import NIOCore
internal import TandemDelivery

/// All sockets of the server, by event loop: what is sent to many is encoded once, handed to each
/// loop once, and written from there.
final class SocketHub: Transport, Sendable {
    private let loops: [SocketLoop]
    /// One element, at most, for sockets that are gone since the last was taken.
    private let departures: AsyncStream<Void>

    /// One part for each event loop of the group.
    init(group: any EventLoopGroup) {
        let (departures, continuation) = AsyncStream.makeStream(
            of: Void.self,
            bufferingPolicy: .bufferingNewest(1)
        )
        self.departures = departures
        loops = group.makeIterator().enumerated().map { number, loop in
            SocketLoop(number: number, on: loop) { continuation.yield() }
        }
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
    /// Those whose other side does not answer are gone after the close timeout. To be called once.
    func closeAll() async {
        for loop in loops { loop.submit(.closeAll) }
        var departures = departures.makeAsyncIterator()
        while socketCount > 0, await departures.next() != nil {}
    }

    /// Closes a socket after what was sent before.
    func close(_ connection: ConnectionID, because reason: CloseReason) {
        loops[connection.loop].submit(.close(connection.number, reason))
    }
}
