/// How much of each thing a frame may carry: bounds on memory and time for bytes from outside.
public enum ProtocolLimits {
    /// Bytes of one frame, which is one WebSocket message.
    public static let frameByteCount = 4 << 20
    /// Undecodable frames on one connection before it is closed.
    public static let malformedFrameCount = 8

    /// Bytes of a phone number on the wire; a well-formed one has at most 16.
    public static let numberByteCount = 32
    /// Bytes of a registration code on the wire; a well-formed one has 6.
    public static let codeByteCount = 16
    /// Bytes of the host and port that a client connected to.
    public static let audienceByteCount = 512
    /// Bytes of a public key; Ed25519 has 32, X-Wing's KEM 1216.
    public static let keyByteCount = 2048
    /// Bytes of a signature; Ed25519 has 64.
    public static let signatureByteCount = 256
    /// Bytes of a shortened network address in text.
    public static let networkByteCount = 64

    /// Devices in one account's list.
    public static let deviceCount = 16
    /// How far one update may raise the version of a device list: whoever could choose any would use
    /// all of them up, and the account could never change again.
    public static let listVersionStep: UInt64 = 1_000
    /// Participants of one conversation.
    public static let participantCount = 2_000
    /// Accounts that one request may ask for.
    public static let accountCount = 256
    /// Devices that one request may take key packages of, or that one commit may welcome.
    public static let welcomedCount = 2_000
    /// Key packages in one publication, and the most that are kept of one device.
    public static let keyPackageCount = 200
    /// Key packages below which the device is told to publish more.
    public static let keyPackageLowMark = 20
    /// Bytes of one key package.
    public static let keyPackageByteCount = 16 << 10
    /// Conversations of one device, as `Heads` lists them.
    public static let headCount = 1 << 16
    /// Deliveries in one answer.
    public static let deliveryCount = 1_000

    /// Bytes of one application message or proposal.
    public static let messageByteCount = 1 << 20
    /// Bytes of a commit, a GroupInfo, a ratchet tree or a Welcome.
    public static let handshakeByteCount = 4 << 20
    /// Bytes of an ephemeral message.
    public static let ephemeralByteCount = 1 << 10
    /// Bytes of one message on a rendezvous.
    public static let rendezvousByteCount = 1 << 20
    /// Bytes of a blob.
    public static let blobByteCount: UInt64 = 100 << 20
    /// Bytes of a browser's or a system's name.
    public static let labelByteCount = 256
}
