internal import MLSWire
internal import Synchronization
internal import TandemBytes
internal import TandemProtocol

/// A conversation in memory: its group as the server sees it.
///
/// What is here follows the store: it changes when a commit or a proposal is durable, in the order
/// of the store's completions.
final class Conversation: Sendable {
    struct State: Sendable {
        var group: PublicGroup
        /// The group's devices, with their leaves.
        var members: [DeviceID: LeafIndex]
    }

    let id: ConversationID
    let state: Mutex<State>

    init(id: ConversationID, group: PublicGroup) {
        self.id = id
        state = Mutex(State(group: group, members: Self.members(of: group)))
    }

    /// The devices of a group, with their leaves.
    static func members(of group: PublicGroup) -> [DeviceID: LeafIndex] {
        var members: [DeviceID: LeafIndex] = [:]
        group.tree.forEachMember { index, leaf in
            if let device = leaf.memberIdentity?.device { members[device] = index }
        }
        return members
    }

    /// The devices that get what is sent now.
    var devices: [DeviceID] { state.withLock { Array($0.members.keys) } }

    /// The devices that get what is sent now, and one more.
    func devices(and device: DeviceID) -> [DeviceID] {
        state.withLock { state in
            let devices = Array(state.members.keys)
            return state.members[device] == nil ? devices + [device] : devices
        }
    }

    /// Whether a device is in the group now.
    func contains(_ device: DeviceID) -> Bool { state.withLock { $0.members[device] != nil } }

    /// The group as it is now.
    var group: PublicGroup { state.withLock { $0.group } }

    /// Makes a later state of the group the current one.
    func advance(to group: PublicGroup) {
        let members = Self.members(of: group)
        state.withLock { state in
            guard state.group.epoch < group.epoch else { return }
            state = State(group: group, members: members)
        }
    }
}
