public import MLSWire
public import TandemBytes

/// The pre-shared keys that a client holds outside of a group's own state.
///
/// A group remembers its own resumption secrets (`GroupLimits.resumptionSecrets`); what it cannot
/// know are external keys, and secrets of other groups.
///
/// Source: RFC 9420 §8.4.
public struct PSKStore: Sendable {
    private var external: [(id: [UInt8], secret: SecretBytes)] = []
    private var resumption: [(groupID: GroupID, epoch: Epoch, secret: SecretBytes)] = []

    /// Starts empty.
    public init() {}

    /// Adds a key that was agreed outside of MLS, under the ID that its users know it by.
    public mutating func insert(external id: [UInt8], secret: SecretBytes) {
        external.append((id, secret))
    }

    /// Adds the resumption secret of another group's epoch.
    public mutating func insert(resumptionOf groupID: GroupID, epoch: Epoch, secret: SecretBytes) {
        resumption.append((groupID, epoch, secret))
    }

    /// The secret that `id` names, if it is here.
    package func secret(for id: PreSharedKeyID) -> SecretBytes? {
        switch id.key {
        case .external(let name):
            external.first { $0.id == name }?.secret
        case .resumption(_, let groupID, let epoch):
            resumption.first { $0.groupID == groupID && $0.epoch == epoch }?.secret
        }
    }
}
