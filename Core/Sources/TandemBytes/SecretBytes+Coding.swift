extension ByteReader {
    /// Reads a secret of at most `limit` bytes, `opaque<V>`; what it passes through is wiped.
    ///
    /// - Throws: As `vector(limit:)`.
    public mutating func secret(limit: Int = 8192) throws(DecodeError) -> SecretBytes {
        var bytes = try vector(limit: limit)
        return SecretBytes(moving: &bytes)
    }

    /// Reads a secret of `count` bytes; what it passes through is wiped.
    ///
    /// - Throws: As `fixed(_:)`.
    public mutating func secret(count: Int) throws(DecodeError) -> SecretBytes {
        var bytes = try fixed(count)
        return SecretBytes(moving: &bytes)
    }
}

extension ByteWriter {
    /// Writes a secret as `opaque<V>`; what was written is the caller's to wipe.
    public mutating func secret(_ secret: SecretBytes) {
        secret.withUnsafeBytes { vector($0) }
    }

    /// Writes a secret whose length is known.
    public mutating func fixedSecret(_ secret: SecretBytes) {
        secret.withUnsafeBytes { fixed($0) }
    }
}
