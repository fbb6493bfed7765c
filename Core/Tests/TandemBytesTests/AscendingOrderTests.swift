import Testing

@testable import TandemBytes

@Suite("Ascending order")
struct AscendingOrderTests {
    @Test("positions come in the order of their keys, equal ones as they were")
    func stable() {
        #expect(ascendingOrder([30, 10, 20, 10, .max, 0]) == [5, 1, 3, 2, 0, 4])
        #expect(ascendingOrder([]) == [])
    }
}
