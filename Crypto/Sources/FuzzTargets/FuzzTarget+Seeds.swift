import TandemBytes
import TandemProtocol

extension FuzzTarget {
    /// Inputs to start from, most of which the target accepts.
    public var seeds: [[UInt8]] {
        let group = FuzzGroup.shared
        return switch self {
        case .mlsMessage: group.messages + group.keyPackages
        case .ratchetTree: group.trees
        case .groupInfo: group.groupInfos
        case .publicGroup: group.handshakes
        case .group: group.messages
        case .welcome: group.welcomes
        case .stored: group.stored
        case .clientFrame: frames(of: RequestType.allCases.map(\.rawValue))
        case .serverFrame: frames(of: ServerMessageType.allCases.map(\.rawValue))
        case .protocolStructures: structures
        case .linkCode: [codeText]
        case .content: contents
        case .engine: FuzzEngine.shared.seeds
        case .json: jsonTexts.map { Array($0.utf8) }
        }
    }
}

/// Each type's header before zeros, of several lengths.
private func frames(of types: [UInt16]) -> [[UInt8]] {
    types.flatMap { type in
        [0, 1, 4, 17, 64, 200].map { count in
            [UInt8(type >> 8), UInt8(type & 0xff), 0, 0, 0, 1] + [UInt8](repeating: 0, count: count)
        }
    }
}

private let structures: [[UInt8]] =
    (1...5).map { [$0, 33, 32] + [UInt8](repeating: 7, count: 32) }
    + [16, 32, 64, 128, 256].map { [UInt8](repeating: 0, count: $0) }

/// Each type's head before zeros, of several lengths.
private let contents: [[UInt8]] = (0...9).flatMap { type in
    [0, 1, 8, 40, 100].map { count in
        [0, type] + [UInt8](repeating: 0, count: 24 + count)
    }
}

private let codeText = Array("TANDEM1:".utf8) + [UInt8](repeating: UInt8(ascii: "A"), count: 86)

private let jsonTexts = [
    #"{"text":"h\u00e9\ud83d\ude00","n":-12,"list":[1,2.5e3,true,false,null,{}],"hex":"00ff"}"#,
    #"[[[[]]]]"#, #""\"\\\/\b\f\n\r\t""#, "18446744073709551615",
]
