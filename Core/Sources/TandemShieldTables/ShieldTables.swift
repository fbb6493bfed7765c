import CTandemShieldTables

/// The link shield's tables, for programs that carry them along. The browser fetches the same file.
public enum ShieldTables {
    /// The contents of `shield.bin`, as `script/build-shield` made it.
    public static var bytes: [UInt8] {
        // Unsafe: a C array has no bounds of its own; its count stands beside it.
        let count = Int(tandem_shield_tables_count())
        return Array(UnsafeBufferPointer(start: tandem_shield_tables(), count: count))
    }
}
