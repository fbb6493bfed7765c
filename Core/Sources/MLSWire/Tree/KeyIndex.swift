/// Which keys a tree holds, to find duplicates without looking at every node.
///
/// In shards of their own copy-on-write, as `ChunkedArray`. Counted, so that a tree which was never
/// checked for duplicates stays consistent when one of two equal keys goes.
struct KeyIndex<Key: OpaqueIdentifier>: Sendable {
    private static var shardCount: Int { 64 }

    private var shards = [[Key: Int]](repeating: [:], count: shardCount)

    /// How many keys too many there are: 0 when all differ.
    private(set) var duplicateCount = 0

    /// Public keys look random at the end whatever their form begins with.
    private func shard(of key: Key) -> Int {
        Int(key.bytes.last ?? 0) % Self.shardCount
    }

    func contains(_ key: Key) -> Bool {
        shards[shard(of: key)][key] != nil
    }

    mutating func insert(_ key: Key) {
        let shard = shard(of: key)
        let count = shards[shard][key, default: 0]
        shards[shard][key] = count + 1
        if count > 0 { duplicateCount += 1 }
    }

    mutating func remove(_ key: Key) {
        let shard = shard(of: key)
        guard let count = shards[shard][key] else { return }
        shards[shard][key] = count > 1 ? count - 1 : nil
        if count > 1 { duplicateCount -= 1 }
    }
}
