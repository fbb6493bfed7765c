import TandemBytes
import Testing

@Suite("Hexadecimal digits")
struct HexadecimalTests {
    @Test("all bytes come back as they went")
    func roundTrip() {
        let all = Array(UInt8.min...UInt8.max)
        let digits = Hexadecimal.encode(all)
        #expect(digits.count == 512)
        #expect(digits.starts(with: "000102".utf8) && digits.suffix(4) == Array("feff".utf8)[...])
        #expect(Hexadecimal.decode(digits) == all)
    }

    @Test(
        "anything but pairs of lower-case digits is refused",
        arguments: ["0", "0g", "AB", "0 ", "012", "é1"]
    )
    func refused(text: String) {
        #expect(Hexadecimal.decode(text.utf8) == nil)
    }
}
