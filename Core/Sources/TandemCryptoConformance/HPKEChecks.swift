import TandemBytes
import TandemCrypto

/// One known answer of HPKE in base mode.
private struct HPKEAnswer {
    let name: StaticString
    let suite: CipherSuite
    let ikm: StaticString
    let privateKey: StaticString
    let publicKey: StaticString
    let encapsulated: StaticString
    /// Of the first message, with additional authenticated data "Count-0".
    let ciphertext: StaticString
    /// For the contexts "", one zero byte, and "TestContext".
    let exports: [StaticString]
}

/// Source: RFC 9180 A.1.1, A.2.1.
private let hpkeAnswers = [
    HPKEAnswer(
        name: "HPKE with X25519 and AES-128-GCM, RFC 9180 A.1.1",
        suite: .x25519AES128GCMSHA256Ed25519,
        ikm: "6db9df30aa07dd42ee5e8181afdb977e538f5e1fec8a06223f33f7013e525037",
        privateKey: "4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8",
        publicKey: "3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d",
        encapsulated: "37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431",
        ciphertext: """
            f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a9\
            6d8770ac83d07bea87e13c512a
            """,
        exports: [
            "3853fe2b4035195a573ffc53856e77058e15d9ea064de3e59f4961d0095250ee",
            "2e8f0b54673c7029649d4eb9d5e33bf1872cf76d623ff164ac185da9e88c21a5",
            "e9e43065102c3836401bed8c3c3c75ae46be1639869391d62c61f1ec7af54931",
        ]
    ),
    HPKEAnswer(
        name: "HPKE with X25519 and ChaCha20-Poly1305, RFC 9180 A.2.1",
        suite: .x25519ChaCha20Poly1305SHA256Ed25519,
        ikm: "1ac01f181fdf9f352797655161c58b75c656a6cc2716dcb66372da835542e1df",
        privateKey: "8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb",
        publicKey: "4310ee97d88cc1f088a5576c77ab0cf5c3ac797f3d95139c6c84b5429c59662a",
        encapsulated: "1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a",
        ciphertext: """
            1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db\
            21993c62ce81883d2dd1b51a28
            """,
        exports: [
            "4bbd6243b8bb54cec311fac9df81841b6fd61f56538a775e7c80a9f40160606e",
            "8c1df14732580e5501b00f82b10a1647b40713191b7c1240ac80e2b68808ba69",
            "5acb09211139c43b3090489a9da433e8a30ee7188ba8b0a9a1ccf0c229283e53",
        ]
    ),
]

private let hpkeInfo = Array("Ode on a Grecian Urn".utf8)

/// Derives the known keys, opens the known message, and exports the known secrets.
func checkHPKEAnswers(_ crypto: some CryptoProvider, _ report: inout ConformanceReport) {
    for answer in hpkeAnswers {
        let pair = try? crypto.deriveKEMKeyPair(.x25519, ikm: secret(answer.ikm))
        report.check(answer.name, equal(pair?.privateKey, hex(answer.privateKey)))
        report.check(answer.name, pair?.publicKey == hex(answer.publicKey))
        let opened = try? crypto.hpkeOpen(
            answer.suite,
            privateKey: secret(answer.privateKey),
            encapsulated: hex(answer.encapsulated),
            info: hpkeInfo,
            authenticatedData: Array("Count-0".utf8),
            hex(answer.ciphertext)
        )
        report.check(answer.name, opened == Array("Beauty is truth, truth beauty".utf8))
        let contexts: [[UInt8]] = [[], [0], Array("TestContext".utf8)]
        for (context, export) in zip(contexts, answer.exports) {
            let exported = try? crypto.hpkeReceiveExport(
                answer.suite,
                privateKey: secret(answer.privateKey),
                encapsulated: hex(answer.encapsulated),
                info: hpkeInfo,
                exporterContext: context,
                byteCount: 32
            )
            report.check(answer.name, equal(exported, hex(export)))
        }
    }
}

/// What the seam demands of HPKE, whatever the bytes.
func checkHPKERules(_ crypto: some CryptoProvider, _ report: inout ConformanceReport) {
    for suite in CipherSuite.allCases {
        checkHPKERoundTrip(suite, crypto, &report)
        checkHPKETampering(suite, crypto, &report)
        checkHPKEKeys(suite, crypto, &report)
    }
    for count in [0, 31] {
        report.check("too little material makes no key pair", throws: .malformedInput) {
            () throws(CryptoError) in
            try crypto.deriveKEMKeyPair(.x25519, ikm: secret(repeating: 1, count: count))
        }
    }
    report.check(
        "more material than a key's length makes a key pair",
        (try? crypto.deriveKEMKeyPair(.x25519, ikm: secret(repeating: 1, count: 100))) != nil
    )
}

private func checkHPKERoundTrip(
    _ suite: CipherSuite,
    _ crypto: some CryptoProvider,
    _ report: inout ConformanceReport
) {
    let pair = crypto.generateKEMKeyPair(suite.kem)
    for plaintext in [[], [1], [UInt8](repeating: 2, count: 5000)] {
        guard
            let sealed = try? crypto.hpkeSeal(
                suite,
                publicKey: pair.publicKey,
                info: [3],
                authenticatedData: [4],
                plaintext
            )
        else { return report.check("HPKE seals", false) }
        let opened = try? crypto.hpkeOpen(
            suite,
            privateKey: pair.privateKey,
            encapsulated: sealed.encapsulated,
            info: [3],
            authenticatedData: [4],
            sealed.ciphertext
        )
        report.check("HPKE opens what it sealed", opened == plaintext)
    }
    guard
        let sent = try? crypto.hpkeSendExport(
            suite,
            publicKey: pair.publicKey,
            info: [3],
            exporterContext: [5],
            byteCount: 48
        )
    else { return report.check("HPKE exports", false) }
    let received = try? crypto.hpkeReceiveExport(
        suite,
        privateKey: pair.privateKey,
        encapsulated: sent.encapsulated,
        info: [3],
        exporterContext: [5],
        byteCount: 48
    )
    report.check("both sides export the same", sent.secret == received && sent.secret.count == 48)
}

private func checkHPKETampering(
    _ suite: CipherSuite,
    _ crypto: some CryptoProvider,
    _ report: inout ConformanceReport
) {
    let pair = crypto.generateKEMKeyPair(suite.kem)
    guard
        let sealed = try? crypto.hpkeSeal(
            suite,
            publicKey: pair.publicKey,
            info: [3],
            authenticatedData: [4],
            [5, 6]
        )
    else { return report.check("HPKE seals", false) }
    func open(
        key: SecretBytes? = nil,
        info: [UInt8] = [3],
        authenticatedData: [UInt8] = [4],
        ciphertext: [UInt8]? = nil
    ) throws(CryptoError) -> [UInt8] {
        try crypto.hpkeOpen(
            suite,
            privateKey: key ?? pair.privateKey,
            encapsulated: sealed.encapsulated,
            info: info,
            authenticatedData: authenticatedData,
            ciphertext ?? sealed.ciphertext
        )
    }
    let other = crypto.generateKEMKeyPair(suite.kem).privateKey
    report.check("another key does not open", throws: .unauthenticated) {
        () throws(CryptoError) in try open(key: other)
    }
    report.check("other information does not open", throws: .unauthenticated) {
        () throws(CryptoError) in try open(info: [])
    }
    report.check("other authenticated data do not open", throws: .unauthenticated) {
        () throws(CryptoError) in try open(authenticatedData: [])
    }
    report.check("a cut ciphertext does not open", throws: .unauthenticated) {
        () throws(CryptoError) in try open(ciphertext: Array(sealed.ciphertext.dropLast()))
    }
    report.check("an empty ciphertext does not open", throws: .unauthenticated) {
        () throws(CryptoError) in try open(ciphertext: [])
    }
}

/// Public keys of another length, and points of low order in every form.
///
/// Source: RFC 9180 §7.1.4; RFC 7748 §6.1.
private func checkHPKEKeys(
    _ suite: CipherSuite,
    _ crypto: some CryptoProvider,
    _ report: inout ConformanceReport
) {
    let pair = crypto.generateKEMKeyPair(suite.kem)
    let badKeys = [[], Array(pair.publicKey.dropLast()), pair.publicKey + [0]] + lowOrderPoints
    for publicKey in badKeys {
        report.check("nothing is sealed to a malformed key", throws: .malformedInput) {
            () throws(CryptoError) in
            try crypto.hpkeSeal(suite, publicKey: publicKey, info: [], authenticatedData: [], [1])
        }
        report.check("nothing is exported to a malformed key", throws: .malformedInput) {
            () throws(CryptoError) in
            try crypto.hpkeSendExport(
                suite,
                publicKey: publicKey,
                info: [],
                exporterContext: [],
                byteCount: 32
            )
        }
        report.check("a malformed encapsulation opens nothing", throws: .malformedInput) {
            () throws(CryptoError) in
            try crypto.hpkeOpen(
                suite,
                privateKey: pair.privateKey,
                encapsulated: publicKey,
                info: [],
                authenticatedData: [],
                [UInt8](repeating: 0, count: 20)
            )
        }
        report.check("a malformed encapsulation exports nothing", throws: .malformedInput) {
            () throws(CryptoError) in
            try crypto.hpkeReceiveExport(
                suite,
                privateKey: pair.privateKey,
                encapsulated: publicKey,
                info: [],
                exporterContext: [],
                byteCount: 32
            )
        }
    }
    for count in [0, 31, 33] {
        report.check("a private key of another length opens nothing", throws: .malformedInput) {
            () throws(CryptoError) in
            try crypto.hpkeOpen(
                suite,
                privateKey: secret(repeating: 1, count: count),
                encapsulated: pair.publicKey,
                info: [],
                authenticatedData: [],
                [UInt8](repeating: 0, count: 20)
            )
        }
    }
}

/// The u-coordinates with which every X25519 secret is zero, and one with its ignored bit set.
private let lowOrderPoints: [[UInt8]] = [
    hex("0000000000000000000000000000000000000000000000000000000000000000"),
    hex("0100000000000000000000000000000000000000000000000000000000000000"),
    hex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"),
    hex("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157"),
    hex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
    hex("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
    hex("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
    hex("0000000000000000000000000000000000000000000000000000000000000080"),
]
