// How bytes cross the boundary: the host takes a buffer, fills it and names it in a call; a call answers
// with the address of a buffer that the host reads and gives back.

/// Takes `count` bytes of the module's memory for an argument.
///
/// - Returns: The address; never 0, for the module stops when memory is exhausted.
@_expose(wasm, "tandem_alloc")
@_cdecl("tandem_alloc")
public func tandemAlloc(_ count: UInt32) -> UnsafeMutableRawPointer {
    .allocate(byteCount: max(Int(count), 1), alignment: 8)
}

/// Gives back what `tandem_alloc` took, or what another call returned.
@_expose(wasm, "tandem_free")
@_cdecl("tandem_free")
public func tandemFree(_ pointer: UnsafeMutableRawPointer) {
    pointer.deallocate()
}

/// The bytes of an argument.
public func argument(_ pointer: UnsafeRawPointer, _ count: UInt32) -> [UInt8] {
    Array(UnsafeRawBufferPointer(start: pointer, count: Int(count)))
}

/// A buffer that holds an answer.
///
/// Layout: the count of the bytes, 4 bytes, little-endian; then the bytes.
public func answer(_ bytes: [UInt8]) -> UnsafeMutableRawPointer {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 4 + bytes.count, alignment: 8)
    buffer.storeBytes(of: UInt32(bytes.count).littleEndian, as: UInt32.self)
    UnsafeMutableRawBufferPointer(rebasing: buffer[4...]).copyBytes(from: bytes)
    // Four bytes at least were taken, so there is an address.
    guard let address = buffer.baseAddress else { preconditionFailure("an empty buffer") }
    return address
}
