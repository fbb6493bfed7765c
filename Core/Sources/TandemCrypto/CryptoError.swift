/// Why a cryptographic operation gave no result.
///
/// It says no more than that: what exactly failed would help an attacker only.
public enum CryptoError: Error, Equatable, Sendable {
    /// A key, nonce or encapsulation is not of the algorithm's form (length, low-order point).
    case malformedInput
    /// A tag or a signature does not verify.
    case unauthenticated
}
