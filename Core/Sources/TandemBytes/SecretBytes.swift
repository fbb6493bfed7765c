import CTandemWipe

/// Bytes that nobody else may learn: wiped on release, compared in constant time, never printed.
///
/// A class, so that copies of the values that hold it share one buffer, which is wiped once, when
/// the last of them goes.
public final class SecretBytes: Sendable {
    // Written by `init` only, and wiped by `deinit`: no two threads ever race for it.
    private nonisolated(unsafe) let storage: UnsafeMutableRawBufferPointer

    /// How many bytes there are.
    public var count: Int { storage.count }

    /// Takes `count` zero bytes.
    ///
    /// The generic initialisers are convenience ones that call this: Embedded Swift has no others.
    private init(zeros count: Int) {
        storage = .allocate(byteCount: count, alignment: 8)
        storage.initializeMemory(as: UInt8.self, repeating: 0)
    }

    /// Takes `count` zero bytes and lets `body` fill them in place.
    public convenience init<Failure: Error>(
        count: Int,
        fill body: (inout MutableRawSpan) throws(Failure) -> Void
    ) throws(Failure) {
        self.init(zeros: count)
        var span = MutableRawSpan(_unsafeBytes: storage)
        try body(&span)
    }

    /// Copies `bytes`; the caller's own copy is the caller's to forget.
    public convenience init(copying bytes: some Collection<UInt8>) {
        self.init(zeros: bytes.count)
        storage.copyBytes(from: bytes)
    }

    /// Moves the bytes here and overwrites the caller's array with zeros.
    ///
    /// The array must have no other owner: a copy elsewhere keeps its bytes.
    public convenience init(moving bytes: inout [UInt8]) {
        self.init(copying: bytes)
        wipe(&bytes)
    }

    deinit {
        if let base = storage.baseAddress {
            tandem_wipe(base, storage.count)
        }
        storage.deallocate()
    }

    /// Lends the bytes to `body`, which must not keep them.
    public func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(UnsafeRawBufferPointer(storage))
    }

    /// A plain copy, for the encoder of state that is encrypted before it is stored.
    public func copyBytes() -> [UInt8] {
        Array(storage)
    }
}

extension SecretBytes: Equatable {
    /// Compares in a time that depends on the lengths only.
    public static func == (left: SecretBytes, right: SecretBytes) -> Bool {
        left.withUnsafeBytes { left in
            right.withUnsafeBytes { right in equalInConstantTime(left, right) }
        }
    }
}

#if !$Embedded
    extension SecretBytes: CustomStringConvertible {
        /// The length, and nothing of the contents.
        public var description: String { "SecretBytes(\(count))" }
    }
#endif

/// Overwrites an array with zeros in a way that the optimiser keeps, and leaves it empty.
public func wipe(_ bytes: inout [UInt8]) {
    bytes.withUnsafeMutableBytes { wipe($0) }
    bytes = []
}

/// Overwrites a buffer with zeros in a way that the optimiser keeps.
public func wipe(_ buffer: UnsafeMutableRawBufferPointer) {
    if let base = buffer.baseAddress {
        tandem_wipe(base, buffer.count)
    }
}

/// Compares two buffers in a time that depends on their lengths only.
public func equalInConstantTime(
    _ left: UnsafeRawBufferPointer,
    _ right: UnsafeRawBufferPointer
) -> Bool {
    guard left.count == right.count else { return false }
    guard let leftBase = left.baseAddress, let rightBase = right.baseAddress else { return true }
    return tandem_equal(leftBase, rightBase, left.count) == 1
}

/// Compares two arrays in a time that depends on their lengths only.
public func equalInConstantTime(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.withUnsafeBytes { left in
        right.withUnsafeBytes { right in equalInConstantTime(left, right) }
    }
}
