import TandemCryptoWasm
import TandemCrypto
import TandemBytes

@_expose(wasm, "selftest")
@_cdecl("tandem_selftest")
func selftest() -> Int32 {
    let provider = BoringCryptoProvider()
    let pair = provider.generateKEMKeyPair(.x25519)
    let message: [UInt8] = [1, 2, 3]
    let signer = provider.generateSignatureKeyPair(.ed25519)
    do throws(CryptoError) {
        let signature = try provider.sign(.ed25519, privateKey: signer.privateKey, message)
        guard provider.verify(.ed25519, publicKey: signer.publicKey, signature: signature, message) else { return 1 }
        let sealed = try provider.hpkeSeal(.x25519ChaCha20Poly1305SHA256Ed25519, publicKey: pair.publicKey, info: [], authenticatedData: [9], message)
        let opened = try provider.hpkeOpen(.x25519ChaCha20Poly1305SHA256Ed25519, privateKey: pair.privateKey, encapsulated: sealed.encapsulated, info: [], authenticatedData: [9], sealed.ciphertext)
        guard opened == message else { return 2 }
        let key = SecretBytes(copying: provider.randomBytes(count: 16))
        let box = try provider.seal(.aes128GCM, key: key, nonce: [UInt8](repeating: 1, count: 12), authenticatedData: [], message)
        let unboxed = try provider.open(.aes128GCM, key: key, nonce: [UInt8](repeating: 1, count: 12), authenticatedData: [], box)
        guard unboxed == message else { return 3 }
    } catch {
        return 4
    }
    return 0
}
