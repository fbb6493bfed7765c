import TandemBytes
import TandemCrypto

/// One known answer of Ed25519.
private struct Ed25519Answer {
    let name: StaticString
    let seed: StaticString
    let publicKey: StaticString
    let message: StaticString
    let signature: StaticString
}

/// Source: RFC 8032 §7.1.
private let ed25519Answers = [
    Ed25519Answer(
        name: "Ed25519, RFC 8032 §7.1 test 1",
        seed: "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        publicKey: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        message: "",
        signature: """
            e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155\
            5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b
            """
    ),
    Ed25519Answer(
        name: "Ed25519, RFC 8032 §7.1 test 2",
        seed: "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        publicKey: "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        message: "72",
        signature: """
            92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da\
            085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00
            """
    ),
    Ed25519Answer(
        name: "Ed25519, RFC 8032 §7.1 test 3",
        seed: "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        publicKey: "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        message: "af82",
        signature: """
            6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac\
            18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a
            """
    ),
]

/// Signs to the known signature, verifies it, and refuses every other.
func checkEd25519(_ crypto: some CryptoProvider, _ report: inout ConformanceReport) {
    for answer in ed25519Answers {
        let message = hex(answer.message)
        let signature = hex(answer.signature)
        let publicKey = hex(answer.publicKey)
        let made = try? crypto.sign(.ed25519, privateKey: secret(answer.seed), message)
        report.check(answer.name, made == signature)
        report.check(
            answer.name,
            crypto.verify(.ed25519, publicKey: publicKey, signature: signature, message)
        )
        report.check(
            "a signature is of one message only",
            !crypto.verify(.ed25519, publicKey: publicKey, signature: signature, message + [0])
        )
    }
    checkEd25519Rules(crypto, &report)
}

private func checkEd25519Rules(_ crypto: some CryptoProvider, _ report: inout ConformanceReport) {
    let pair = crypto.generateSignatureKeyPair(.ed25519)
    let signature = (try? crypto.sign(.ed25519, privateKey: pair.privateKey, [1])) ?? []
    report.check("an Ed25519 seed has 32 bytes", pair.privateKey.count == 32)
    report.check(
        "a fresh key's signature verifies",
        crypto.verify(.ed25519, publicKey: pair.publicKey, signature: signature, [1])
    )
    report.check(
        "a signature with its scalar raised by the group's order is refused",
        !crypto.verify(
            .ed25519,
            publicKey: pair.publicKey,
            signature: addingOrder(to: signature),
            [1]
        )
    )
    for publicKey in [[], Array(pair.publicKey.dropLast()), pair.publicKey + [0]] {
        report.check(
            "a public key of another length verifies nothing",
            !crypto.verify(.ed25519, publicKey: publicKey, signature: signature, [1])
        )
    }
    for other in [[], Array(signature.dropLast()), signature + [0]] {
        report.check(
            "a signature of another length is refused",
            !crypto.verify(.ed25519, publicKey: pair.publicKey, signature: other, [1])
        )
    }
    for count in [0, 31, 33, 64] {
        report.check("a seed of another length signs nothing", throws: .malformedInput) {
            () throws(CryptoError) in
            try crypto.sign(.ed25519, privateKey: secret(repeating: 1, count: count), [1])
        }
    }
}

/// The same signature with `S + L` for `S`: a second form, which RFC 8032 §5.1.7 forbids.
private func addingOrder(to signature: [UInt8]) -> [UInt8] {
    guard signature.count == 64 else { return signature }
    let order = hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010")
    var sum = signature
    var carry: UInt16 = 0
    for index in 0..<32 {
        carry += UInt16(signature[32 + index]) + UInt16(order[index])
        sum[32 + index] = UInt8(truncatingIfNeeded: carry)
        carry >>= 8
    }
    return sum
}
