import Foundation

/// Where the working group's vectors are; they are not part of this repository.
enum VectorFiles {
    /// How to get them, for whoever has not.
    static let advice = """
        the working group's vectors are not here. To run them: \
        git clone https://github.com/mlswg/mls-implementations, then set TANDEM_VECTORS to its \
        folder test-vectors
        """

    /// The names without which a folder is incomplete.
    static let required = [
        "crypto-basics", "deserialization", "key-schedule", "message-protection", "messages",
        "passive-client-handling-commit", "passive-client-welcome", "psk_secret", "secret-tree",
        "transcript-hashes", "tree-math", "tree-operations", "tree-validation", "treekem",
        "welcome",
    ]

    /// `TANDEM_VECTORS`, or a folder beside the repository.
    static let folder: URL = {
        if let path = ProcessInfo.processInfo.environment["TANDEM_VECTORS"] {
            return URL(fileURLWithPath: path, isDirectory: true)
        }
        return repository.appendingPathComponent("../shared/vectors/mls").standardizedFileURL
    }()

    static let repository = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// All files of the working group, by name.
    static let all = jsonFiles(in: folder)

    /// The files of this repository's own making.
    static let own = jsonFiles(in: repository.appendingPathComponent("Core/Tests/KnownAnswers"))

    private static func jsonFiles(in folder: URL) -> [URL] {
        let files = try? FileManager.default.contentsOfDirectory(
            at: folder,
            includingPropertiesForKeys: nil
        )
        return (files ?? []).filter { $0.pathExtension == "json" }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
    }

    static func contents(of file: URL) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: file))
    }
}
