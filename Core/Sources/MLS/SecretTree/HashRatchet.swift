package import TandemBytes
package import TandemCrypto

/// The key and nonce of one message.
package struct MessageKey: Sendable {
    /// The message's number in its sender's ratchet.
    package let generation: UInt32
    /// The AEAD key.
    package let key: SecretBytes
    /// The AEAD nonce, before the reuse guard.
    package let nonce: [UInt8]
}

/// Why a ratchet has no key for a message.
package enum RatchetError: Error, Equatable, Sendable {
    /// The key was used, or was given up because too many newer ones wait.
    case spent
    /// The message lies further ahead than `GroupLimits.forwardGenerations`.
    case tooFarAhead
    /// The sender's leaf is outside the tree.
    case noSuchLeaf
}

/// One sender's chain of message keys: it only turns forward, and keeps what it turned past.
///
///     secret[n] ──▶ key[n], nonce[n]
///         └──▶ secret[n+1] ──▶ …
///
/// Looking up a key changes nothing; `apply` does, once the message has proved genuine. So a
/// message that fails to decrypt costs nobody a key.
///
/// Source: RFC 9420 §9.1.
package struct HashRatchet: Sendable {
    private let suite: CipherSuite

    /// The generation whose key comes next.
    package private(set) var generation: UInt32
    private var secret: SecretBytes

    /// Keys turned past, by ascending generation.
    private var skipped: [MessageKey] = []

    /// Starts at generation 0.
    package init(suite: CipherSuite, secret: SecretBytes) {
        self.suite = suite
        self.generation = 0
        self.secret = secret
    }

    /// Takes the next key to encrypt with.
    ///
    /// - Throws: `tooFarAhead` when all 2^32 - 1 generations are used up.
    package mutating func next(
        provider: some CryptoProvider
    ) throws(RatchetError) -> MessageKey {
        guard generation < .max else { throw .tooFarAhead }
        let key = messageKey(generation, from: secret, provider)
        secret = successor(of: secret, at: generation, provider)
        generation += 1
        return key
    }

    /// Finds the key of a received message, without using it up.
    ///
    /// - Throws: `spent` for a key that is gone; `tooFarAhead` beyond the forward window.
    package func step(
        to wanted: UInt32,
        provider: some CryptoProvider
    ) throws(RatchetError) -> RatchetStep {
        if wanted < generation {
            guard let index = skippedIndex(of: wanted) else { throw .spent }
            return RatchetStep(key: skipped[index], advance: nil)
        }
        guard wanted - generation <= GroupLimits.forwardGenerations, wanted < .max else {
            throw .tooFarAhead
        }
        return advance(to: wanted, provider)
    }

    /// Uses up the key that `step` found.
    ///
    /// - Precondition: The ratchet is as it was when `step` looked.
    package mutating func apply(_ step: RatchetStep) {
        guard let advance = step.advance else {
            if let index = skippedIndex(of: step.key.generation) { skipped.remove(at: index) }
            return
        }
        generation = step.key.generation + 1
        secret = advance.secret
        skipped.append(contentsOf: advance.skipped)
        let surplus = skipped.count - GroupLimits.skippedKeysPerRatchet
        if surplus > 0 { skipped.removeFirst(surplus) }
    }

    private func advance(to wanted: UInt32, _ provider: some CryptoProvider) -> RatchetStep {
        var secret = secret
        var passed: [MessageKey] = []
        for generation in generation..<wanted {
            passed.append(messageKey(generation, from: secret, provider))
            secret = successor(of: secret, at: generation, provider)
        }
        return RatchetStep(
            key: messageKey(wanted, from: secret, provider),
            advance: .init(
                secret: successor(of: secret, at: wanted, provider),
                skipped: passed
            )
        )
    }

    private func messageKey(
        _ generation: UInt32,
        from secret: SecretBytes,
        _ provider: some CryptoProvider
    ) -> MessageKey {
        let key = provider.deriveTreeSecret(
            suite,
            secret,
            label: "key",
            generation: generation,
            byteCount: suite.aead.keyByteCount
        )
        let nonce = provider.deriveTreeSecret(
            suite,
            secret,
            label: "nonce",
            generation: generation,
            byteCount: suite.aead.nonceByteCount
        )
        return MessageKey(generation: generation, key: key, nonce: nonce.copyBytes())
    }

    private func successor(
        of secret: SecretBytes,
        at generation: UInt32,
        _ provider: some CryptoProvider
    ) -> SecretBytes {
        provider.deriveTreeSecret(
            suite,
            secret,
            label: "secret",
            generation: generation,
            byteCount: suite.hash.byteCount
        )
    }

    private func skippedIndex(of generation: UInt32) -> Int? {
        var low = 0
        var high = skipped.count
        while low < high {
            let middle = (low + high) / 2
            if skipped[middle].generation < generation {
                low = middle + 1
            } else {
                high = middle
            }
        }
        guard low < skipped.count, skipped[low].generation == generation else { return nil }
        return low
    }
}

/// A key that was looked up, and what using it up will change.
package struct RatchetStep: Sendable {
    /// The key itself.
    package let key: MessageKey
    fileprivate let advance: Advance?

    /// How the ratchet turns forward; absent for a key that was skipped before.
    fileprivate struct Advance: Sendable {
        let secret: SecretBytes
        let skipped: [MessageKey]
    }
}

extension HashRatchet {
    /// Reads the state of a ratchet.
    package init(suite: CipherSuite, from reader: inout ByteReader) throws(DecodeError) {
        self.suite = suite
        generation = try reader.integer()
        secret = try reader.secret()
        skipped = try reader.vector(limit: GroupLimits.skippedKeysPerRatchet) {
            reader throws(DecodeError) in
            MessageKey(
                generation: try reader.integer(),
                key: try reader.secret(),
                nonce: try reader.vector(limit: 255)
            )
        }
        var last: UInt32?
        for key in skipped {
            guard key.generation < generation, last.map({ $0 < key.generation }) ?? true else {
                throw .invalid
            }
            guard key.key.count == suite.aead.keyByteCount,
                key.nonce.count == suite.aead.nonceByteCount
            else { throw .invalid }
            last = key.generation
        }
    }

    /// Writes the state of the ratchet.
    package func encode(into writer: inout ByteWriter) {
        writer.integer(generation)
        writer.secret(secret)
        writer.vector(skipped) { writer, key in
            writer.integer(key.generation)
            writer.secret(key.key)
            writer.vector(key.nonce)
        }
    }
}
