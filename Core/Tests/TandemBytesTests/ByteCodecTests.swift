import TandemBytes
import Testing

@Suite("TLS presentation language, RFC 8446 §3 and RFC 9420 §2.1")
struct ByteCodecTests {
    @Test("an integer is big-endian and comes back as it went in")
    func integer() throws {
        var writer = ByteWriter()
        writer.integer(UInt32(0x0102_0304))
        #expect(writer.bytes == [1, 2, 3, 4])
        var reader = ByteReader(writer.bytes)
        #expect(try reader.integer(UInt32.self) == 0x0102_0304)
        try reader.finish()
    }

    @Test("a vector's length takes the shortest header", arguments: [0, 63, 64, 16383, 16384])
    func vectorHeader(count: Int) throws {
        var writer = ByteWriter()
        writer.vector([UInt8](repeating: 7, count: count))
        let header = count < 1 << 6 ? 1 : count < 1 << 14 ? 2 : 4
        #expect(writer.bytes.count == header + count)
        var reader = ByteReader(writer.bytes)
        #expect(try reader.vector().count == count)
        try reader.finish()
    }

    @Test(
        "a length in a longer header than it needs is refused",
        arguments: [[0x40, 0x3f], [0x80, 0, 0x3f, 0xff], [0xc0, 0, 0, 0]] as [[UInt8]]
    )
    func malformedLength(header: [UInt8]) {
        var reader = ByteReader(header)
        #expect(throws: DecodeError.malformedLength) { try reader.vectorLength() }
    }

    @Test("an element of no bytes does not loop for ever")
    func emptyElement() {
        var reader = ByteReader([1, 0])
        #expect(throws: DecodeError.invalid) {
            try reader.vector { (_: inout ByteReader) throws(DecodeError) -> Void in }
        }
    }

    @Test("a presence byte other than 0 and 1 is refused")
    func presence() {
        var reader = ByteReader([2])
        #expect(throws: DecodeError.unknownValue) {
            try reader.optional { reader throws(DecodeError) in try reader.uint8() }
        }
    }
}

@Suite("Secret bytes")
struct SecretBytesTests {
    @Test("equality compares the contents")
    func equality() {
        #expect(SecretBytes(copying: [1, 2]) == SecretBytes(copying: [1, 2]))
        #expect(SecretBytes(copying: [1, 2]) != SecretBytes(copying: [1, 3]))
        #expect(SecretBytes(copying: [1, 2]) != SecretBytes(copying: [1]))
        #expect(SecretBytes(copying: []) == SecretBytes(copying: []))
    }

    @Test("a description tells the length only")
    func description() {
        #expect("\(SecretBytes(copying: [1, 2, 3]))" == "SecretBytes(3)")
    }

    @Test("moving bytes in leaves the caller's array empty")
    func moving() {
        var bytes: [UInt8] = [1, 2, 3]
        let secret = SecretBytes(moving: &bytes)
        #expect(bytes.isEmpty)
        #expect(secret.copyBytes() == [1, 2, 3])
    }
}
