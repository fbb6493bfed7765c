public import TandemCrypto
public import TandemJSON

/// Why bytes are no vector file.
public enum VectorFileError: Error, Equatable, Sendable {
    /// They are not JSON.
    case malformed(JSONError)
    /// They are no array of objects, or the first is of no kind that is known here.
    case unknownKind
}

/// Runs every entry of one file of the working group's test vectors.
///
/// The kind is told by the fields, not by the file's name. Entries of suites that are not
/// implemented are counted and named, never passed over in silence.
///
/// - Parameter file: The file's contents.
/// - Throws: `VectorFileError` if they are no vector file.
///
/// Source: mlswg/mls-implementations, test-vectors.md.
public func runVectors(
    _ file: [UInt8],
    crypto: some CryptoProvider
) throws(VectorFileError) -> VectorReport {
    let entries = try entries(of: file)
    guard let first = entries.first, let kind = VectorKind(of: first) else { throw .unknownKind }
    var report = VectorReport(kind: kind)
    for (index, entry) in entries.enumerated() {
        run(VectorEntry(entry), index, kind, &report, crypto)
    }
    return report
}

private func entries(of file: [UInt8]) throws(VectorFileError) -> [JSONValue] {
    let value: JSONValue
    do throws(JSONError) {
        value = try JSONValue(parsing: file, limits: JSONLimits(byteCount: 1 << 28, depth: 16))
    } catch {
        throw .malformed(error)
    }
    guard let entries = value.array else { throw .unknownKind }
    return entries
}

private func run(
    _ entry: VectorEntry,
    _ index: Int,
    _ kind: VectorKind,
    _ report: inout VectorReport,
    _ crypto: some CryptoProvider
) {
    do throws(CheckFailure) {
        switch try suite(of: entry, kind) {
        case .none: try check(entry, kind)
        case .known(let suite): try check(entry, kind, suite, crypto)
        case .unknown(let number): return report.skip(suite: number)
        }
        report.pass()
    } catch {
        report.fail(index, error)
    }
}

/// What an entry says of its suite.
private enum EntrySuite {
    case none
    case known(CipherSuite)
    case unknown(UInt64)
}

private func suite(
    of entry: VectorEntry,
    _ kind: VectorKind
) throws(CheckFailure) -> EntrySuite {
    switch kind {
    case .treeMath, .messages, .deserialization: return .none
    default:
        let number = try entry.integer("cipher_suite", UInt64.self)
        guard let value = UInt16(exactly: number), let suite = CipherSuite(rawValue: value) else {
            return .unknown(number)
        }
        return .known(suite)
    }
}
