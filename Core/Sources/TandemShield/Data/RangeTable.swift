/// Values of code points: each holds from its key until the next one.
struct RangeTable: Sendable {
    private var keys: [UInt32] = []
    private var values: [UInt32] = []

    /// Reads pairs of three-byte integers.
    ///
    /// - Throws: `malformed` unless the keys ascend.
    init(_ bytes: ArraySlice<UInt8>) throws(ShieldDataError) {
        guard bytes.count % 6 == 0 else { throw .malformed }
        keys.reserveCapacity(bytes.count / 6)
        values.reserveCapacity(bytes.count / 6)
        var position = bytes.startIndex
        while position < bytes.endIndex {
            let key = uint24(bytes, at: position)
            if let last = keys.last, last >= key { throw .malformed }
            keys.append(key)
            values.append(uint24(bytes, at: position + 3))
            position += 6
        }
    }

    /// The value that holds for `key`; 0 before the first.
    subscript(key: UInt32) -> UInt32 {
        var (low, high) = (0, keys.count)
        while low < high {
            let middle = (low + high) / 2
            if keys[middle] <= key { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? 0 : values[low - 1]
    }
}

/// A big-endian integer of three bytes.
///
/// - Precondition: Three bytes lie at `position`.
func uint24(_ bytes: ArraySlice<UInt8>, at position: Int) -> UInt32 {
    UInt32(bytes[position]) << 16 | UInt32(bytes[position + 1]) << 8 | UInt32(bytes[position + 2])
}
