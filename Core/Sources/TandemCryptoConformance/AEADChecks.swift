import TandemBytes
import TandemCrypto

/// One known answer of an AEAD.
private struct AEADAnswer {
    let name: StaticString
    let algorithm: AEADAlgorithm
    let key: [UInt8]
    let nonce: [UInt8]
    let authenticatedData: [UInt8]
    let plaintext: [UInt8]
    let ciphertext: [UInt8]
}

/// Seals to the known ciphertext, and opens it again.
///
/// Source: RFC 8439 §2.8.2; McGrew and Viega, The Galois/Counter Mode of Operation, appendix B.
func checkAEADAnswers(_ crypto: some CryptoProvider, _ report: inout ConformanceReport) {
    for answer in [chaCha20Poly1305Answer, aes128GCMAnswer, aes256GCMAnswer] {
        let key = SecretBytes(copying: answer.key)
        let sealed = try? crypto.seal(
            answer.algorithm,
            key: key,
            nonce: answer.nonce,
            authenticatedData: answer.authenticatedData,
            answer.plaintext
        )
        report.check(answer.name, sealed == answer.ciphertext)
        let opened = try? crypto.open(
            answer.algorithm,
            key: key,
            nonce: answer.nonce,
            authenticatedData: answer.authenticatedData,
            answer.ciphertext
        )
        report.check(answer.name, opened == answer.plaintext)
    }
}

private let chaCha20Poly1305Answer = AEADAnswer(
    name: "ChaCha20-Poly1305, RFC 8439 §2.8.2",
    algorithm: .chaCha20Poly1305,
    key: Array(0x80...0x9f),
    nonce: hex("070000004041424344454647"),
    authenticatedData: hex("50515253c0c1c2c3c4c5c6c7"),
    plaintext: Array(
        """
        Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, \
        sunscreen would be it.
        """.utf8
    ),
    ciphertext: hex(
        """
        d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d6\
        3dbea45e8ca9671282fafb69da92728b1a71de0a9e060b2905d6a5b67ecd3b36\
        92ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc\
        3ff4def08e4b7a9de576d26586cec64b61161ae10b594f09e26a7e902ecbd0600691
        """
    )
)

private let gcmPlaintext = hex(
    """
    d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72\
    1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39
    """
)

private let aes128GCMAnswer = AEADAnswer(
    name: "AES-128-GCM, test case 4",
    algorithm: .aes128GCM,
    key: hex("feffe9928665731c6d6a8f9467308308"),
    nonce: hex("cafebabefacedbaddecaf888"),
    authenticatedData: hex("feedfacedeadbeeffeedfacedeadbeefabaddad2"),
    plaintext: gcmPlaintext,
    ciphertext: hex(
        """
        42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e\
        21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091\
        5bc94fbc3221a5db94fae95ae7121a47
        """
    )
)

private let aes256GCMAnswer = AEADAnswer(
    name: "AES-256-GCM, test case 16",
    algorithm: .aes256GCM,
    key: hex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"),
    nonce: hex("cafebabefacedbaddecaf888"),
    authenticatedData: hex("feedfacedeadbeeffeedfacedeadbeefabaddad2"),
    plaintext: gcmPlaintext,
    ciphertext: hex(
        """
        522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa\
        8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662\
        76fc6ece0f4e1768cddf8853bb2d551b
        """
    )
)

/// What the seam demands of every AEAD, whatever the bytes.
func checkAEADRules(_ crypto: some CryptoProvider, _ report: inout ConformanceReport) {
    for algorithm in [AEADAlgorithm.aes128GCM, .aes256GCM, .chaCha20Poly1305] {
        checkAEADRoundTrips(algorithm, crypto, &report)
        checkAEADTampering(algorithm, crypto, &report)
        checkAEADLengths(algorithm, crypto, &report)
    }
}

private func checkAEADRoundTrips(
    _ algorithm: AEADAlgorithm,
    _ crypto: some CryptoProvider,
    _ report: inout ConformanceReport
) {
    let key = secret(repeating: 7, count: algorithm.keyByteCount)
    let nonce = [UInt8](repeating: 9, count: algorithm.nonceByteCount)
    for count in [0, 1, 15, 16, 17, 1000] {
        let plaintext = crypto.randomBytes(count: count)
        let sealed = try? crypto.seal(
            algorithm,
            key: key,
            nonce: nonce,
            authenticatedData: [1, 2],
            plaintext
        )
        report.check(
            "a ciphertext is a tag longer than the plaintext",
            sealed?.count == count + algorithm.tagByteCount
        )
        let opened = try? crypto.open(
            algorithm,
            key: key,
            nonce: nonce,
            authenticatedData: [1, 2],
            sealed ?? []
        )
        report.check("what was sealed opens", opened == plaintext)
    }
}

private func checkAEADTampering(
    _ algorithm: AEADAlgorithm,
    _ crypto: some CryptoProvider,
    _ report: inout ConformanceReport
) {
    let key = secret(repeating: 7, count: algorithm.keyByteCount)
    let nonce = [UInt8](repeating: 9, count: algorithm.nonceByteCount)
    let sealed =
        (try? crypto.seal(algorithm, key: key, nonce: nonce, authenticatedData: [1], [5, 6])) ?? []
    for index in sealed.indices {
        var changed = sealed
        changed[index] ^= 1
        report.check("a changed ciphertext does not open", throws: .unauthenticated) {
            () throws(CryptoError) in
            try crypto.open(algorithm, key: key, nonce: nonce, authenticatedData: [1], changed)
        }
    }
    report.check("other authenticated data do not open", throws: .unauthenticated) {
        () throws(CryptoError) in
        try crypto.open(algorithm, key: key, nonce: nonce, authenticatedData: [2], sealed)
    }
    for count in [0, 1, algorithm.tagByteCount - 1] {
        report.check("a ciphertext shorter than a tag does not open", throws: .unauthenticated) {
            () throws(CryptoError) in
            try crypto.open(
                algorithm,
                key: key,
                nonce: nonce,
                authenticatedData: [1],
                Array(sealed.prefix(count))
            )
        }
    }
}

private func checkAEADLengths(
    _ algorithm: AEADAlgorithm,
    _ crypto: some CryptoProvider,
    _ report: inout ConformanceReport
) {
    let sealed = [UInt8](repeating: 1, count: 32)
    for (keyCount, nonceCount) in [
        (0, 12), (15, 12), (24, 12), (33, 12), (-1, 11), (-1, 13), (-1, 0),
    ] {
        let key = secret(repeating: 7, count: keyCount < 0 ? algorithm.keyByteCount : keyCount)
        let nonce = [UInt8](repeating: 9, count: nonceCount)
        report.check("a key or nonce of another length is not used", throws: .malformedInput) {
            () throws(CryptoError) in
            try crypto.seal(algorithm, key: key, nonce: nonce, authenticatedData: [], [1])
        }
        report.check("a key or nonce of another length is not used", throws: .malformedInput) {
            () throws(CryptoError) in
            try crypto.open(algorithm, key: key, nonce: nonce, authenticatedData: [], sealed)
        }
    }
}
