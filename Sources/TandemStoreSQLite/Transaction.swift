internal import GRDB

/// One transaction: the connection, and what is known about heads without asking it.
struct Transaction {
    let db: Database
    let heads: HeadCache
}
