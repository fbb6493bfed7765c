import Logging
import TandemDelivery
import TandemStoreSQLite
import TandemTestSupport
import Testing

/// A store to be examined, and how to open what it kept once more.
struct StoreUnderTest: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let open: @Sendable (_ directory: String) throws -> any Store

    static let all = [
        StoreUnderTest(testDescription: "SQLite") { directory in
            var logger = Logger(label: "test")
            logger.logLevel = .critical
            return try SQLiteStore(path: directory + "/tandem.sqlite", logger: logger)
        }
    ]

    /// A fresh directory with a store in it.
    func make() throws -> (directory: String, store: any Store) {
        let directory = try Scratch.directory()
        return (directory, try open(directory))
    }
}
