import Testing

@testable import TandemDriver

@Suite("The address of a server")
struct ServerAddressTests {
    @Test("the default port is left out of what the client signs")
    func authority() {
        #expect(ServerAddress("https://chat.example")?.authority == "chat.example")
        #expect(ServerAddress("https://chat.example:443")?.authority == "chat.example")
        #expect(ServerAddress("http://127.0.0.1:8480/")?.authority == "127.0.0.1:8480")
        #expect(ServerAddress("http://[::1]:8480")?.authority == "[::1]:8480")
    }

    @Test("anything but a bare http or https address is refused")
    func refused() {
        #expect(ServerAddress("chat.example") == nil)
        #expect(ServerAddress("ftp://chat.example") == nil)
        #expect(ServerAddress("https://chat.example/path") == nil)
        #expect(ServerAddress("https://") == nil)
    }
}

@Suite("The delay before a connection is tried again")
struct ReconnectDelayTests {
    @Test("it doubles to half a minute, and starts over after a success")
    func doubling() {
        var delay = ReconnectDelay()
        #expect(delay.next() <= .milliseconds(500))
        for _ in 0..<10 { _ = delay.next() }
        #expect(delay.next() >= .seconds(15))
        #expect(delay.next() <= .seconds(30))
        delay.reset()
        #expect(delay.next() <= .milliseconds(500))
    }
}
