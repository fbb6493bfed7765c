import CTandemBoring
import TandemBytes
import TandemCrypto
import TandemCryptoWasm

// Uses secrets with a known pattern in ways that Tandem uses them, so that a test can look through the module's
// memory for what is left of them.

/// The secret that is held while the test looks; the module has one thread.
private nonisolated(unsafe) var held: SecretBytes?

/// A secret of 32 bytes that occur nowhere else: an arithmetic sequence from `seed`.
///
/// It is not inlined, so that its pattern is never a constant of the module.
@inline(never)
private func marked(_ seed: UInt32) -> SecretBytes {
    SecretBytes(count: 32) { span in
        span.withUnsafeMutableBytes { buffer in
            for index in buffer.indices {
                buffer[index] = UInt8(truncatingIfNeeded: seed &+ 73 &* UInt32(index))
            }
        }
    }
}

/// Holds a secret: the pattern must then be found.
@_expose(wasm, "probe_hold")
@_cdecl("probe_hold")
public func probeHold(_ seed: UInt32) {
    held = marked(seed)
}

/// Lets go of the held secret: the pattern must then be gone.
@_expose(wasm, "probe_release")
@_cdecl("probe_release")
public func probeRelease() {
    held = nil
}

/// Copies a secret into an array and wipes the array.
@_expose(wasm, "probe_wiped_array")
@_cdecl("probe_wiped_array")
public func probeWipedArray(_ seed: UInt32) -> Int32 {
    var copy = marked(seed).copyBytes()
    let first = Int32(copy[0])
    wipe(&copy)
    return first
}

/// Signs under a key, encrypts under a key, derives from a key.
@_expose(wasm, "probe_use")
@_cdecl("probe_use")
public func probeUse(_ seed: UInt32) -> Int32 {
    defer { tandem_wipe_stack() }
    return usingKey(seed)
}

@inline(never)
private func usingKey(_ seed: UInt32) -> Int32 {
    let provider = BoringCryptoProvider()
    let key = marked(seed)
    let nonce = [UInt8](repeating: 0, count: AEADAlgorithm.chaCha20Poly1305.nonceByteCount)
    do throws(CryptoError) {
        let signature = try provider.sign(.ed25519, privateKey: key, nonce)
        let chaCha = try provider.seal(
            .chaCha20Poly1305,
            key: key,
            nonce: nonce,
            authenticatedData: [],
            signature
        )
        let aes = try provider.seal(
            .aes256GCM,
            key: key,
            nonce: nonce,
            authenticatedData: [],
            chaCha
        )
        let derived = provider.expand(.sha256, prk: key, info: aes, byteCount: 32)
        return Int32(provider.hmac(.sha256, key: key, derived.copyBytes())[0])
    } catch {
        return -1
    }
}

/// Opens a message under an HPKE key.
@_expose(wasm, "probe_hpke")
@_cdecl("probe_hpke")
public func probeHPKE(_ seed: UInt32) -> Int32 {
    defer { tandem_wipe_stack() }
    return usingPrivateKey(seed)
}

@inline(never)
private func usingPrivateKey(_ seed: UInt32) -> Int32 {
    let provider = BoringCryptoProvider()
    let key = marked(seed)
    let encapsulated = provider.generateKEMKeyPair(.x25519).publicKey
    let secret = try? provider.hpkeReceiveExport(
        .x25519ChaCha20Poly1305SHA256Ed25519,
        privateKey: key,
        encapsulated: encapsulated,
        info: [],
        exporterContext: [],
        byteCount: 32
    )
    return secret == nil ? -1 : 0
}
