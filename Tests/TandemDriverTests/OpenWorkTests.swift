import Testing

@testable import TandemDriver

@Suite("What is open before a process may end")
struct OpenWorkTests {
    private func frame(_ request: UInt8) -> [UInt8] { [0, 1, 0, 0, 0, request, 9] }

    @Test("a request is open until its answer, or until the connection is gone")
    func requests() {
        var work = OpenWork()
        work.sent(frame(1))
        work.sent(frame(2))
        work.received(frame(2))
        #expect(!work.isEmpty)
        work.received(frame(1))
        #expect(work.isEmpty)
        work.sent(frame(3))
        work.disconnected()
        #expect(work.isEmpty)
    }

    @Test("what has no answer, and what nobody asked for, opens nothing")
    func pushes() {
        var work = OpenWork()
        work.sent(frame(0))
        work.received(frame(7))
        work.received([1])
        #expect(work.isEmpty)
    }

    @Test("a blob is open until it has come, whatever becomes of the connection")
    func blobs() {
        var work = OpenWork()
        work.began(blob: 1)
        work.disconnected()
        #expect(!work.isEmpty)
        work.ended(blob: 1)
        #expect(work.isEmpty)
    }
}
