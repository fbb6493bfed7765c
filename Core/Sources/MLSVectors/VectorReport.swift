/// What came of the entries of one vector file.
public struct VectorReport: Sendable {
    /// What the file checks.
    public let kind: VectorKind
    /// How many entries passed.
    public private(set) var passedCount = 0
    /// The entries that did not, in their order.
    public private(set) var failures: [Failure] = []
    /// The entries that were not run, by their suite, in order of appearance.
    public private(set) var skipped: [SkippedSuite] = []

    /// An entry that did not pass.
    public struct Failure: Sendable {
        /// Its place in the file, from 0.
        public let index: Int
        /// Which step failed first.
        public let reason: CheckFailure
    }

    /// Entries of a suite that this implementation does not have.
    public struct SkippedSuite: Sendable {
        /// The suite's registered number.
        public let suite: UInt64
        /// How many entries there are.
        public internal(set) var count: Int
    }

    /// How many entries were not run.
    public var skippedCount: Int { skipped.reduce(0) { $0 + $1.count } }

    init(kind: VectorKind) {
        self.kind = kind
    }

    mutating func pass() {
        passedCount += 1
    }

    mutating func fail(_ index: Int, _ reason: CheckFailure) {
        failures.append(Failure(index: index, reason: reason))
    }

    mutating func skip(suite: UInt64) {
        if let place = skipped.firstIndex(where: { $0.suite == suite }) {
            skipped[place].count += 1
        } else {
            skipped.append(SkippedSuite(suite: suite, count: 1))
        }
    }
}

/// Why an entry did not pass: the first step that failed.
public enum CheckFailure: Error, Sendable {
    /// The entry lacks a field, or has it in another form.
    case malformed(field: StaticString)
    /// A computed value is not the expected one.
    case mismatch(StaticString)
    /// A step that must succeed was refused.
    case refused(StaticString)
    /// A step that must be refused succeeded.
    case accepted(StaticString)

    /// The reason as a sentence, without an end.
    public var text: String {
        switch self {
        case .malformed(let field): "the field " + String(field) + " is missing or malformed"
        case .mismatch(let what): "another value: " + String(what)
        case .refused(let what): "refused: " + String(what)
        case .accepted(let what): "accepted: " + String(what)
        }
    }
}

extension String {
    /// The text of a literal.
    init(_ literal: StaticString) {
        self.init(
            decoding: UnsafeBufferPointer(
                start: literal.utf8Start,
                count: literal.utf8CodeUnitCount
            ),
            as: UTF8.self
        )
    }
}

/// Fails unless `condition` holds.
func require(_ condition: Bool, _ what: StaticString) throws(CheckFailure) {
    guard condition else { throw .mismatch(what) }
}

/// Fails unless the two are equal.
func requireEqual<Value: Equatable>(
    _ found: Value,
    _ expected: Value,
    _ what: StaticString
) throws(CheckFailure) {
    guard found == expected else { throw .mismatch(what) }
}

/// The result of a step that must succeed.
func accept<Value, Failure: Error>(
    _ what: StaticString,
    _ step: () throws(Failure) -> Value
) throws(CheckFailure) -> Value {
    do throws(Failure) {
        return try step()
    } catch {
        throw .refused(what)
    }
}

/// Fails if a step that must be refused succeeds.
func refuse<Value, Failure: Error>(
    _ what: StaticString,
    _ step: () throws(Failure) -> Value
) throws(CheckFailure) {
    do throws(Failure) {
        _ = try step()
    } catch {
        return
    }
    throw .accepted(what)
}
