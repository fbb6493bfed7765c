import Testing

@testable import TandemProtocol

@Suite("Order of sixteen bytes")
struct OrderTests {
    @Test("the first half counts before the second")
    func halves() {
        let values = [(2, 0), (1, 9), (1, 3), (0, .max), (1, 3)].map {
            Bytes16(high: $0.0, low: $0.1)
        }
        #expect(ascendingOrder(values) == [3, 2, 4, 1, 0])
    }
}
