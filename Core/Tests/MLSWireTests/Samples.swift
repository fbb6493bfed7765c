import MLSWire
import TandemBytes

/// Values of every structure, no two fields alike.
enum Samples {
    static let credential = Credential.basic(identity: [1, 2, 3])
    static let capabilities = Capabilities(
        cipherSuites: [.init(rawValue: 3), .init(rawValue: 0x2a2a)],
        extensions: [.init(rawValue: 0xf001)],
        proposals: [.init(rawValue: 0xf002)],
        credentials: [.basic, .init(rawValue: 0xf003)]
    )
    static let extensions = [Extension(type: .init(rawValue: 0xf001), data: [9, 9])]

    static func leaf(_ source: LeafNode.Source) -> LeafNode {
        LeafNode(
            encryptionKey: HPKEPublicKey([4]),
            signatureKey: SignaturePublicKey([5, 5]),
            credential: credential,
            capabilities: capabilities,
            source: source,
            extensions: extensions,
            signature: [6, 6, 6]
        )
    }

    static let leaves = [
        leaf(.keyPackage(Lifetime(notBefore: 1, notAfter: 2))),
        leaf(.update),
        leaf(.commit(parentHash: [7, 7])),
    ]

    static let keyPackage = KeyPackage(
        cipherSuite: .init(rawValue: 3),
        initKey: HPKEPublicKey([8]),
        leafNode: leaves[0],
        extensions: extensions,
        signature: [10]
    )

    static let pskIDs = [
        PreSharedKeyID(key: .external(id: [11]), nonce: [12]),
        PreSharedKeyID(
            key: .resumption(
                usage: .branch,
                groupID: GroupID([13]),
                epoch: Epoch(rawValue: 14)
            ),
            nonce: [15]
        ),
    ]

    static let proposals: [Proposal] = [
        .add(keyPackage),
        .update(leaves[1]),
        .remove(LeafIndex(rawValue: 16)),
        .preSharedKey(pskIDs[0]),
        .preSharedKey(pskIDs[1]),
        .reInit(
            ReInit(
                groupID: GroupID([17]),
                cipherSuite: .init(rawValue: 1),
                extensions: extensions
            )
        ),
        .externalInit(kemOutput: [18]),
        .groupContextExtensions(extensions),
        .custom(ProposalType(rawValue: 0xf004), body: [19]),
    ]

    static let ciphertext = HPKECiphertext(kemOutput: [20], ciphertext: [21, 22])
    static let updatePath = UpdatePath(
        leafNode: leaves[2],
        nodes: [
            UpdatePathNode(
                encryptionKey: HPKEPublicKey([23]),
                encryptedPathSecret: [ciphertext, ciphertext]
            )
        ]
    )

    static let commit = Commit(
        proposals: proposals.map { .proposal($0) } + [.reference(ProposalRef([24]))],
        path: updatePath
    )

    static let groupContext = GroupContext(
        cipherSuite: .init(rawValue: 3),
        groupID: GroupID([25]),
        epoch: Epoch(rawValue: 26),
        treeHash: [27],
        confirmedTranscriptHash: [28],
        extensions: extensions
    )

    static let tree = RatchetTreeNodes(nodes: [
        .leaf(leaves[2]),
        .parent(
            ParentNode(
                encryptionKey: HPKEPublicKey([29]),
                parentHash: [30],
                unmergedLeaves: [LeafIndex(rawValue: 31)]
            )
        ),
        nil,
    ])

    static let groupInfo = GroupInfo(
        groupContext: groupContext,
        extensions: [Extension(tree), Extension(ExternalPub(externalPub: HPKEPublicKey([32])))],
        confirmationTag: MAC([33]),
        signer: LeafIndex(rawValue: 34),
        signature: [35]
    )

    static let groupSecrets = GroupSecrets(
        joinerSecret: SecretBytes(copying: [36]),
        pathSecret: SecretBytes(copying: [37]),
        psks: pskIDs
    )

    static let welcome = Welcome(
        cipherSuite: .init(rawValue: 3),
        secrets: [
            EncryptedGroupSecrets(
                newMember: KeyPackageRef([38]),
                encryptedGroupSecrets: ciphertext
            )
        ],
        encryptedGroupInfo: [39]
    )

    static func publicMessage(_ sender: Sender, _ content: FramedContent.Content) -> PublicMessage {
        var isCommit = false
        if case .commit = content { isCommit = true }
        var isMember = false
        if case .member = sender { isMember = true }
        return PublicMessage(
            content: FramedContent(
                groupID: GroupID([40]),
                epoch: Epoch(rawValue: 41),
                sender: sender,
                authenticatedData: [42],
                content: content
            ),
            auth: FramedContentAuthData(
                signature: [43],
                confirmationTag: isCommit ? MAC([44]) : nil
            ),
            membershipTag: isMember ? MAC([45]) : nil
        )
    }

    static let publicMessages = [
        publicMessage(.member(LeafIndex(rawValue: 46)), .commit(commit)),
        publicMessage(.member(LeafIndex(rawValue: 47)), .application([48])),
        publicMessage(.external(senderIndex: 49), .proposal(proposals[2])),
        publicMessage(.newMemberProposal, .proposal(proposals[0])),
        publicMessage(.newMemberCommit, .commit(commit)),
    ]

    static let privateMessage = PrivateMessage(
        groupID: GroupID([50]),
        epoch: Epoch(rawValue: 51),
        contentType: .application,
        authenticatedData: [52],
        encryptedSenderData: [53],
        ciphertext: [54]
    )

    static let messages: [MLSMessage] =
        publicMessages.map { .publicMessage($0) } + [
            .privateMessage(privateMessage),
            .welcome(welcome),
            .groupInfo(groupInfo),
            .keyPackage(keyPackage),
        ]
}
