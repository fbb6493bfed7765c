// How the host passes bytes: it takes a buffer here, fills it, and names it in a call.

/// Takes `count` bytes of the module's memory; the host writes an argument there.
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
