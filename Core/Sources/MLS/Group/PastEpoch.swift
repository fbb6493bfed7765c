package import MLSWire
package import TandemBytes
import TandemCrypto

/// What is kept of an epoch that is over, for application messages that come late.
package struct PastEpoch: Sendable {
    /// The epoch's message keys.
    package var cipher: MessageCipher

    /// The own place in that epoch.
    package let ownLeaf: LeafIndex

    /// The leaves that the next epoch changed, as they were; `nil` where nobody was.
    ///
    /// All others are as in the next epoch. So a past epoch costs what changed, not a tree.
    package let changedLeaves: [LeafIndex: LeafNode?]

    package init(
        cipher: MessageCipher,
        ownLeaf: LeafIndex,
        changedLeaves: [LeafIndex: LeafNode?]
    ) {
        self.cipher = cipher
        self.ownLeaf = ownLeaf
        self.changedLeaves = changedLeaves
    }
}

extension PastEpoch {
    /// What remains of an epoch when a commit ends it.
    ///
    /// - Parameter touched: The leaves that the commit changed.
    init(ending epoch: EpochState, touched: Set<LeafIndex>) {
        var changed: [LeafIndex: LeafNode?] = [:]
        for index in touched {
            changed.updateValue(epoch.tree.leaf(at: index), forKey: index)
        }
        self.init(
            cipher: epoch.cipher,
            ownLeaf: epoch.privateTree.leaf,
            changedLeaves: changed
        )
    }
}

extension GroupState {
    /// The member at a leaf in one of the past epochs.
    ///
    /// - Parameter position: The place of the epoch in `pastEpochs`.
    func leaf(at index: LeafIndex, pastEpoch position: Int) -> LeafNode? {
        for newer in stride(from: position, through: 0, by: -1) {
            if let changed = pastEpochs[newer].changedLeaves[index] { return changed }
        }
        return tree.leaf(at: index)
    }
}

/// The resumption secret of one epoch of the group.
package struct ResumptionSecret: Sendable {
    package let epoch: Epoch
    package let secret: SecretBytes
}
