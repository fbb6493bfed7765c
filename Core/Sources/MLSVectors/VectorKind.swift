import TandemJSON

/// What a file of the working group's test vectors checks.
///
/// Source: mlswg/mls-implementations, test-vectors.md.
public enum VectorKind: CaseIterable, Sendable {
    case treeMath
    case cryptoBasics
    case secretTree
    case messageProtection
    case keySchedule
    case pskSecret
    case transcriptHashes
    case welcome
    case treeOperations
    case treeValidation
    case treeKEM
    case messages
    case deserialization
    /// All three files of this format: passive-client-welcome, -handling-commit and -random.
    case passiveClient

    /// The name of the official file, without its ending.
    public var name: StaticString {
        switch self {
        case .treeMath: "tree-math"
        case .cryptoBasics: "crypto-basics"
        case .secretTree: "secret-tree"
        case .messageProtection: "message-protection"
        case .keySchedule: "key-schedule"
        case .pskSecret: "psk_secret"
        case .transcriptHashes: "transcript-hashes"
        case .welcome: "welcome"
        case .treeOperations: "tree-operations"
        case .treeValidation: "tree-validation"
        case .treeKEM: "treekem"
        case .messages: "messages"
        case .deserialization: "deserialization"
        case .passiveClient: "passive-client"
        }
    }

    /// Fields that entries of this kind have, and together those of no other kind.
    private var fields: [StaticString] {
        switch self {
        case .treeMath: ["n_leaves", "n_nodes", "sibling"]
        case .cryptoBasics: ["ref_hash", "expand_with_label"]
        case .secretTree: ["encryption_secret", "sender_data", "leaves"]
        case .messageProtection: ["proposal_pub", "commit_priv", "application_priv"]
        case .keySchedule: ["initial_init_secret", "epochs"]
        case .pskSecret: ["psks", "psk_secret"]
        case .transcriptHashes: ["authenticated_content", "confirmed_transcript_hash_after"]
        case .welcome: ["signer_pub", "key_package", "welcome"]
        case .treeOperations: ["tree_before", "proposal_sender", "tree_after"]
        case .treeValidation: ["tree", "tree_hashes", "resolutions"]
        case .treeKEM: ["ratchet_tree", "leaves_private", "update_paths"]
        case .messages: ["mls_welcome", "mls_group_info", "public_message_commit"]
        case .deserialization: ["vlbytes_header", "length"]
        case .passiveClient: ["external_psks", "initial_epoch_authenticator", "epochs"]
        }
    }

    /// The kind of an entry, by its fields; nil if it is of none.
    init?(of entry: JSONValue) {
        let kind = Self.allCases.first { kind in
            kind.fields.allSatisfy { entry[$0] != nil }
        }
        guard let kind else { return nil }
        self = kind
    }
}
