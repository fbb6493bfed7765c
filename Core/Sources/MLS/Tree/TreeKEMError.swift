/// Why a path's secrets do not fit the tree.
package enum TreeKEMError: Error, Equatable, Sendable {
    /// The path has the wrong number of nodes or of ciphertexts.
    case malformed
    /// The path is sealed to no key that this member knows.
    case notForThisMember
    /// The secret for this member does not decrypt.
    case undecryptable
    /// A node's key is not the one that its secret yields.
    case wrongKey
}
