import TandemBytes

extension VectorEntry {
    /// A vector's length header gives the length; writing that length gives the header.
    ///
    /// Writing is checked up to 2^20 bytes: one case has 2^30 - 1, a gigabyte.
    ///
    /// Source: test-vectors.md, "Deserialization"; RFC 9420 §2.1.2.
    func checkDeserialization() throws(CheckFailure) {
        let header = try bytes("vlbytes_header")
        let length = try integer("length", Int.self)
        var reader = ByteReader(header)
        let found = try accept("vlbytes_header") { () throws(DecodeError) in
            try reader.vectorLength()
        }
        try requireEqual(found, length, "length")
        try require(reader.isAtEnd, "vlbytes_header is read to its end")
        guard length < 1 << 20 else { return }
        var writer = ByteWriter()
        writer.vector([UInt8](repeating: 0, count: length))
        try requireEqual(
            Array(writer.bytes.prefix(writer.bytes.count - length)),
            header,
            "written header"
        )
    }
}
