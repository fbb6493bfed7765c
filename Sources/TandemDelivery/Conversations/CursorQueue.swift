internal import Synchronization
internal import TandemProtocol

/// Cursors and activity that wait to be written, all in one go.
///
/// Lazy on purpose: a lost cursor means that a message comes twice, which clients drop.
final class CursorQueue: Sendable {
    private struct Key: Hashable {
        let conversation: ConversationID?
        let device: DeviceID
    }

    private struct State {
        var cursors: [Key: UInt64] = [:]
        var activity: [DeviceID: StoredActivity] = [:]
    }

    private let state = Mutex(State())

    /// Notes a cursor; only the furthest counts.
    func note(_ update: CursorUpdate) {
        state.withLock { state in
            switch update {
            case .conversation(let conversation, let device, let sequence):
                let key = Key(conversation: conversation, device: device)
                state.cursors[key] = max(sequence, state.cursors[key] ?? 0)
            case .mailbox(let device, let sequence):
                let key = Key(conversation: nil, device: device)
                state.cursors[key] = max(sequence, state.cursors[key] ?? 0)
            }
        }
    }

    /// Notes that a device is here.
    func note(_ activity: StoredActivity) {
        state.withLock { $0.activity[activity.device] = activity }
    }

    /// Takes everything that waits.
    func takeAll() -> (cursors: [CursorUpdate], activity: [StoredActivity]) {
        let taken = state.withLock { state in
            let taken = state
            state = State()
            return taken
        }
        let cursors = taken.cursors.map { key, sequence in
            if let conversation = key.conversation {
                CursorUpdate.conversation(conversation, key.device, sequence)
            } else {
                CursorUpdate.mailbox(key.device, sequence)
            }
        }
        return (cursors, Array(taken.activity.values))
    }
}
