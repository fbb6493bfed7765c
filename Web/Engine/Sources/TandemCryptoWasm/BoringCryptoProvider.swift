import CTandemBoring
public import TandemBytes
public import TandemCrypto

/// The primitives of the browser's engine: BoringSSL, compiled to WebAssembly.
///
/// It is the same source that the native provider runs, without its assembly.
public struct BoringCryptoProvider: CryptoProvider {
    /// Needs nothing: there is no state outside the host's random generator.
    public init() {}

    /// From the browser's cryptographic generator.
    public func randomBytes(count: Int) -> [UInt8] {
        [UInt8](filling: count) { tandem_random($0, count) }
    }
}

extension [UInt8] {
    /// Takes `count` bytes and lets `body` write all of them.
    init(filling count: Int, _ body: (UnsafeMutableRawPointer?) -> Void) {
        self.init(unsafeUninitializedCapacity: count) { buffer, initializedCount in
            body(UnsafeMutableRawPointer(buffer.baseAddress))
            initializedCount = count
        }
    }

    /// Takes `count` bytes and lets `body` write them; nil if it returns 0.
    init?(trying count: Int, _ body: (UnsafeMutableRawPointer?) -> Int32) {
        var succeeded = false
        self.init(filling: count) { succeeded = body($0) == 1 }
        if !succeeded { return nil }
    }

    /// Lends the bytes to `body`.
    func asInput<Result>(_ body: (tandem_input) -> Result) -> Result {
        withUnsafeBytes { body(tandem_input(bytes: $0.baseAddress, count: $0.count)) }
    }
}

extension SecretBytes {
    /// Takes `count` bytes and lets `body` write all of them in place.
    convenience init(filling count: Int, _ body: (UnsafeMutableRawPointer?) -> Void) {
        self.init(count: count) { span in
            span.withUnsafeMutableBytes { body($0.baseAddress) }
        }
    }

    /// Lends the bytes to `body`.
    func asInput<Result>(_ body: (tandem_input) -> Result) -> Result {
        withUnsafeBytes { body(tandem_input(bytes: $0.baseAddress, count: $0.count)) }
    }
}
