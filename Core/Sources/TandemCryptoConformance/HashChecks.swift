import TandemBytes
import TandemCrypto

/// SHA-2 of "abc" and of nothing.
///
/// Source: FIPS 180-4 and NIST's example values.
func checkHashes(_ crypto: some CryptoProvider, _ report: inout ConformanceReport) {
    let abc = Array("abc".utf8)
    report.check(
        "SHA-256 of abc",
        crypto.hash(.sha256, abc)
            == hex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    )
    report.check(
        "SHA-256 of nothing",
        crypto.hash(.sha256, [])
            == hex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    )
    report.check(
        "SHA-384 of abc",
        crypto.hash(.sha384, abc)
            == hex(
                """
                cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed\
                8086072ba1e7cc2358baeca134c825a7
                """
            )
    )
    report.check(
        "SHA-512 of abc",
        crypto.hash(.sha512, abc)
            == hex(
                """
                ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a\
                2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f
                """
            )
    )
}

/// HMAC with a short key, a short text key, a long key, and no key.
///
/// Source: RFC 4231 §4.2, §4.3, §4.7; the empty key's answer is that of a key of one zero byte.
func checkHMAC(_ crypto: some CryptoProvider, _ report: inout ConformanceReport) {
    let jefe = SecretBytes(copying: Array("Jefe".utf8))
    let question = Array("what do ya want for nothing?".utf8)
    report.check(
        "HMAC-SHA-256, RFC 4231 case 1",
        crypto.hmac(.sha256, key: secret(repeating: 0x0b, count: 20), Array("Hi There".utf8))
            == hex("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")
    )
    report.check(
        "HMAC-SHA-256, RFC 4231 case 2",
        crypto.hmac(.sha256, key: jefe, question)
            == hex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    )
    report.check(
        "HMAC-SHA-384, RFC 4231 case 2",
        crypto.hmac(.sha384, key: jefe, question)
            == hex(
                """
                af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e\
                8e2240ca5e69e2c78b3239ecfab21649
                """
            )
    )
    report.check(
        "HMAC-SHA-512, RFC 4231 case 2",
        crypto.hmac(.sha512, key: jefe, question)
            == hex(
                """
                164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554\
                9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737
                """
            )
    )
    report.check(
        "HMAC-SHA-256 with a key longer than a block, RFC 4231 case 6",
        crypto.hmac(
            .sha256,
            key: secret(repeating: 0xaa, count: 131),
            Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8)
        )
            == hex("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
    )
    report.check(
        "HMAC-SHA-256 with an empty key",
        crypto.hmac(.sha256, key: SecretBytes(copying: []), question)
            == crypto.hmac(.sha256, key: secret("00"), question)
    )
}

/// HKDF with and without salt and information, and over several blocks.
///
/// Source: RFC 5869 A.1 to A.3.
func checkHKDF(_ crypto: some CryptoProvider, _ report: inout ConformanceReport) {
    let ikm = secret(repeating: 0x0b, count: 22)
    let first = crypto.extract(.sha256, salt: secret("000102030405060708090a0b0c"), ikm: ikm)
    report.check(
        "HKDF-Extract, RFC 5869 A.1",
        equal(first, hex("077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5"))
    )
    report.check(
        "HKDF-Expand, RFC 5869 A.1",
        equal(
            crypto.expand(
                .sha256,
                prk: first,
                info: hex("f0f1f2f3f4f5f6f7f8f9"),
                byteCount: 42
            ),
            hex(
                """
                3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf\
                34007208d5b887185865
                """
            )
        )
    )
    checkLongHKDF(crypto, &report)
    let third = crypto.extract(.sha256, salt: SecretBytes(copying: []), ikm: ikm)
    report.check(
        "HKDF-Extract without salt, RFC 5869 A.3",
        equal(third, hex("19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04"))
    )
    report.check(
        "HKDF-Extract takes an empty salt for zeros",
        third == crypto.extract(.sha256, salt: secret(repeating: 0, count: 32), ikm: ikm)
    )
    report.check(
        "HKDF-Expand without information, RFC 5869 A.3",
        equal(
            crypto.expand(.sha256, prk: third, info: [], byteCount: 42),
            hex(
                """
                8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d\
                9d201395faa4b61a96c8
                """
            )
        )
    )
    report.check(
        "HKDF-Expand gives as many bytes as asked for",
        [0, 1, 31, 32, 33, 255 * 32].allSatisfy { count in
            crypto.expand(.sha256, prk: third, info: [1], byteCount: count).count == count
        }
    )
}

private func checkLongHKDF(_ crypto: some CryptoProvider, _ report: inout ConformanceReport) {
    let prk = crypto.extract(
        .sha256,
        salt: SecretBytes(copying: Array(0x60...0xaf)),
        ikm: SecretBytes(copying: Array(0x00...0x4f))
    )
    report.check(
        "HKDF-Extract of long inputs, RFC 5869 A.2",
        equal(prk, hex("06a6b88c5853361a06104c9ceb35b45cef760014904671014a193f40c15fc244"))
    )
    report.check(
        "HKDF-Expand to several blocks, RFC 5869 A.2",
        equal(
            crypto.expand(.sha256, prk: prk, info: Array(0xb0...0xff), byteCount: 82),
            hex(
                """
                b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c\
                59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71\
                cc30c58179ec3e87c14c01d5c1f3434f1d87
                """
            )
        )
    )
}

/// Fresh bytes are as many as asked for, and never the same.
func checkRandomness(_ crypto: some CryptoProvider, _ report: inout ConformanceReport) {
    report.check(
        "random bytes are as many as asked for",
        [0, 1, 7, 8, 9, 1000].allSatisfy { crypto.randomBytes(count: $0).count == $0 }
    )
    report.check(
        "random bytes do not repeat",
        crypto.randomBytes(count: 32) != crypto.randomBytes(count: 32)
    )
    report.check(
        "a long run of random bytes holds nearly every value",
        Set(crypto.randomBytes(count: 8192)).count > 250
    )
}
