public import Foundation
public import Testing

/// A folder that a test writes into, and that is deleted when the test ends, however it ends.
///
/// A suite asks for it by the trait `.scratch`; each test then has one of its own.
public enum Scratch {
    @TaskLocal private static var folder: URL?

    /// Runs `body` with a fresh folder, and deletes it.
    ///
    /// - Throws: What `body` or the file system throws.
    public static func use(_ body: () async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("tandem-\(UUID().uuidString)", isDirectory: true)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await $folder.withValue(folder, operation: body)
    }

    /// A path in the test's folder that nothing is at yet.
    ///
    /// - Throws: `ScratchMissing` in a test without the trait.
    public static func path(_ name: String = "") throws -> String {
        guard let folder else { throw ScratchMissing() }
        return folder.appendingPathComponent("\(UUID().uuidString)\(name)").path
    }

    /// A fresh directory in the test's folder.
    ///
    /// - Throws: `ScratchMissing` in a test without the trait; what the file system throws.
    public static func directory() throws -> String {
        let path = try path()
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }
}

/// A test writes files, but has no folder: give its suite the trait `.scratch`.
public struct ScratchMissing: Error {}

/// Gives each test a folder of its own.
public struct ScratchTrait: SuiteTrait, TestTrait, TestScoping {
    /// Every test of the suite, not the suite as a whole.
    public var isRecursive: Bool { true }

    /// Runs one test with its folder.
    public func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @Sendable () async throws -> Void
    ) async throws {
        try await Scratch.use(function)
    }
}

extension Trait where Self == ScratchTrait {
    /// Gives each test a folder of its own, which is deleted when the test ends.
    public static var scratch: ScratchTrait { ScratchTrait() }
}
