/// Where a conversation stands.
struct Head {
    /// Its row number.
    let number: Int64
    var epoch: UInt64
    var sequence: UInt64
}
