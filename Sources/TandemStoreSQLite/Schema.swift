internal import GRDB

/// The tables, as a list of migrations that is only ever added to.
///
/// Bodies lie in `body` in the order of their arrival; `log` says where in a conversation each
/// stands. The primary key of `log` and of `epoch` is the compare-and-swap: a place, or an epoch,
/// is taken once.
enum Schema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 accounts") { db in try db.execute(sql: accounts) }
        migrator.registerMigration("2 conversations") { db in try db.execute(sql: conversations) }
        migrator.registerMigration("3 mailboxes") { db in try db.execute(sql: mailboxes) }
        migrator.registerMigration("4 blobs") { db in try db.execute(sql: blobs) }
        return migrator
    }

    private static let accounts = """
        CREATE TABLE meta (
            key TEXT PRIMARY KEY NOT NULL,
            value INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        INSERT INTO meta (key, value) VALUES ('incarnation', 1);

        CREATE TABLE account (
            account BLOB PRIMARY KEY NOT NULL,
            number BLOB NOT NULL UNIQUE,
            accountKey BLOB NOT NULL,
            listVersion INTEGER NOT NULL,
            list BLOB NOT NULL,
            changedAt INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE device (
            device BLOB PRIMARY KEY NOT NULL,
            account BLOB NOT NULL,
            hasLeft INTEGER NOT NULL DEFAULT 0,
            hasPublished INTEGER NOT NULL DEFAULT 0,
            lastActive INTEGER NOT NULL DEFAULT 0,
            network BLOB NOT NULL DEFAULT x''
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX deviceAccount ON device (account);

        CREATE TABLE keyPackage (
            id INTEGER PRIMARY KEY NOT NULL,
            device BLOB NOT NULL,
            isLastResort INTEGER NOT NULL,
            body BLOB NOT NULL
        ) STRICT;
        CREATE INDEX keyPackageDevice ON keyPackage (device, isLastResort);
        """

    private static let conversations = """
        CREATE TABLE conversation (
            number INTEGER PRIMARY KEY NOT NULL,
            conversation BLOB NOT NULL UNIQUE
        ) STRICT;

        CREATE TABLE publicGroup (
            conversation INTEGER PRIMARY KEY NOT NULL,
            groupInfo BLOB NOT NULL,
            state BLOB NOT NULL
        ) STRICT;

        CREATE TABLE epoch (
            conversation INTEGER NOT NULL,
            epoch INTEGER NOT NULL,
            sequence INTEGER NOT NULL,
            PRIMARY KEY (conversation, epoch)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE log (
            conversation INTEGER NOT NULL,
            sequence INTEGER NOT NULL,
            sender BLOB NOT NULL,
            message BLOB NOT NULL,
            kind INTEGER NOT NULL,
            at INTEGER NOT NULL,
            body INTEGER NOT NULL,
            PRIMARY KEY (conversation, sequence)
        ) STRICT, WITHOUT ROWID;
        CREATE UNIQUE INDEX logMessage ON log (conversation, sender, message);

        CREATE TABLE body (
            id INTEGER PRIMARY KEY NOT NULL,
            conversation INTEGER NOT NULL,
            sequence INTEGER NOT NULL,
            at INTEGER NOT NULL,
            delivery BLOB NOT NULL
        ) STRICT;

        CREATE TABLE member (
            conversation INTEGER NOT NULL,
            device BLOB NOT NULL,
            acknowledged INTEGER NOT NULL,
            lastVisible INTEGER NOT NULL,
            PRIMARY KEY (conversation, device)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX deviceConversation ON member (device, conversation);
        """

    private static let blobs = """
        CREATE TABLE blob (
            blob BLOB PRIMARY KEY NOT NULL,
            account BLOB NOT NULL,
            byteCount INTEGER NOT NULL,
            at INTEGER NOT NULL,
            isWhole INTEGER NOT NULL DEFAULT 0
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX blobAccount ON blob (account, byteCount);
        """

    private static let mailboxes = """
        CREATE TABLE mail (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
            kind INTEGER NOT NULL,
            conversation BLOB NOT NULL,
            at INTEGER NOT NULL,
            body BLOB NOT NULL
        ) STRICT;

        CREATE TABLE mailbox (
            device BLOB NOT NULL,
            sequence INTEGER NOT NULL,
            PRIMARY KEY (device, sequence)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX mailboxSequence ON mailbox (sequence);
        """
}
