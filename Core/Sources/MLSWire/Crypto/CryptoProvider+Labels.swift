public import TandemBytes
public import TandemCrypto

extension CryptoProvider {
    /// Signs content for one purpose.
    ///
    /// - Throws: `malformedInput` if the key is not of the suite.
    ///
    /// Source: RFC 9420 §5.1.2.
    public func signWithLabel(
        _ suite: CipherSuite,
        privateKey: SecretBytes,
        label: String,
        _ content: [UInt8]
    ) throws(CryptoError) -> [UInt8] {
        try sign(suite.signature, privateKey: privateKey, Labels.prefixed(label, content))
    }

    /// Whether a signature was made over content for one purpose; false for a malformed key.
    ///
    /// Source: RFC 9420 §5.1.2.
    public func verifyWithLabel(
        _ suite: CipherSuite,
        publicKey: SignaturePublicKey,
        label: String,
        _ content: [UInt8],
        signature: [UInt8]
    ) -> Bool {
        verify(
            suite.signature,
            publicKey: publicKey.bytes,
            signature: signature,
            Labels.prefixed(label, content)
        )
    }

    /// Seals a plaintext for one purpose and context.
    ///
    /// - Throws: `malformedInput` if the key is not of the suite.
    ///
    /// Source: RFC 9420 §5.1.3.
    public func encryptWithLabel(
        _ suite: CipherSuite,
        publicKey: HPKEPublicKey,
        label: String,
        context: [UInt8],
        _ plaintext: [UInt8]
    ) throws(CryptoError) -> HPKECiphertext {
        let parts = try hpkeSeal(
            suite,
            publicKey: publicKey.bytes,
            info: Labels.prefixed(label, context),
            authenticatedData: [],
            plaintext
        )
        return HPKECiphertext(kemOutput: parts.encapsulated, ciphertext: parts.ciphertext)
    }

    /// Opens what `encryptWithLabel` sealed.
    ///
    /// - Throws: As `hpkeOpen`.
    ///
    /// Source: RFC 9420 §5.1.3.
    public func decryptWithLabel(
        _ suite: CipherSuite,
        privateKey: SecretBytes,
        label: String,
        context: [UInt8],
        _ sealed: HPKECiphertext
    ) throws(CryptoError) -> [UInt8] {
        try hpkeOpen(
            suite,
            privateKey: privateKey,
            encapsulated: sealed.kemOutput,
            info: Labels.prefixed(label, context),
            authenticatedData: [],
            sealed.ciphertext
        )
    }

    /// The hash that names a value.
    ///
    /// Source: RFC 9420 §5.2.
    public func refHash(_ suite: CipherSuite, label: String, _ value: [UInt8]) -> [UInt8] {
        var writer = ByteWriter(capacity: value.count + 40)
        writer.vector(utf8Bytes(label))
        writer.vector(value)
        return hash(suite.hash, writer.bytes)
    }

    /// The name of a key package.
    ///
    /// Source: RFC 9420 §5.2.
    public func makeKeyPackageRef(_ suite: CipherSuite, _ keyPackage: KeyPackage) -> KeyPackageRef {
        KeyPackageRef(refHash(suite, label: Labels.keyPackageReference, keyPackage.encoded))
    }

    /// The name of a proposal, which covers the message that it came in.
    ///
    /// Source: RFC 9420 §5.2.
    public func makeProposalRef(
        _ suite: CipherSuite,
        _ proposal: AuthenticatedContent
    ) -> ProposalRef {
        ProposalRef(refHash(suite, label: Labels.proposalReference, proposal.encoded))
    }
}
