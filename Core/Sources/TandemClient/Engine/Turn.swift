import TandemBytes
import TandemProtocol

/// What one event leads to: first everything that is stored, in one batch, then the rest in order.
///
/// So nothing leaves the device that would not be there after a crash.
struct Turn {
    private var changes: [StoreChange] = []
    private var actions: [Action] = []
    /// Chats whose line in the chat list is to be shown anew.
    var changedChats: [ConversationID] = []
    /// Chats that are to be looked at once more before the turn ends.
    var touched: [ConversationID] = []

    mutating func put(_ key: [UInt8], _ value: some WireCodable) {
        changes.append(.put(.state, key: key, value: value.encoded))
    }

    mutating func change(_ change: StoreChange) {
        changes.append(change)
    }

    /// Forgets what was to be stored: after a wipe it must not come back.
    mutating func forgetChanges() {
        changes = []
        changedChats = []
        touched = []
    }

    mutating func act(_ action: Action) {
        actions.append(action)
    }

    mutating func showChat(_ chat: ConversationID) {
        if !changedChats.contains(chat) { changedChats.append(chat) }
    }

    mutating func touch(_ chat: ConversationID) {
        if !touched.contains(chat) { touched.append(chat) }
    }

    /// Everything that is to be done.
    consuming func finished() -> [Action] {
        changes.isEmpty ? actions : [.persist(changes)] + actions
    }
}
