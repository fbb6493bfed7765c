internal import Synchronization
internal import TandemProtocol

/// The account records that were needed lately, in memory.
///
/// Every change of a record goes through here, so what is in memory is what is stored.
final class AccountDirectory: Sendable {
    private let store: any Store
    private let records = Mutex<[AccountID: AccountRecord]>([:])

    init(store: any Store) {
        self.store = store
    }

    /// Keeps a record that was just stored, unless a later one is here already.
    func note(_ record: AccountRecord) {
        records.withLock { records in
            if let known = records[record.account], known.list.version > record.list.version {
                return
            }
            if records.count >= DeliveryLimits.accountRecordCount {
                records.removeAll(keepingCapacity: true)
            }
            records[record.account] = record
        }
    }

    /// The records of accounts; those that are not known are left out.
    func records(of ids: [AccountID]) async throws(StoreError) -> [AccountID: AccountRecord] {
        let unique = Set(ids)
        var found = records.withLock { records in
            var found: [AccountID: AccountRecord] = [:]
            for id in unique { found[id] = records[id] }
            return found
        }
        let missing = unique.filter { found[$0] == nil }
        guard !missing.isEmpty else { return found }
        for record in try await store.accounts(Array(missing)) {
            note(record)
            found[record.account] = record
        }
        return found
    }

    /// The record of one account.
    func record(of id: AccountID) async throws(StoreError) -> AccountRecord? {
        if let record = records.withLock({ $0[id] }) { return record }
        return try await records(of: [id])[id]
    }
}
