public import Foundation

/// A program that was built beside the tests, as a process of its own.
///
/// Its outputs go to files, so that reading never blocks.
public final class Program: Sendable {
    /// How a program ended, and what it said.
    public struct Outcome: Sendable {
        /// The exit code.
        public let status: Int32
        /// Standard output.
        public let output: String
        /// Standard error.
        public let errors: String
    }

    // Foundation does not call it Sendable: it is set up and started in `init`, before anybody else
    // has it, and afterwards only asked and ended, which Foundation guards by itself.
    private nonisolated(unsafe) let process = Process()
    private let input = Pipe()
    private let outputPath: String
    private let errorPath: String

    /// Starts a program, runs `body`, and ends the program if it has not ended by itself.
    ///
    /// - Throws: What `body` throws; `ScratchMissing`; what the system says.
    public static func run<Value>(
        _ name: String,
        _ arguments: [String],
        environment: [String: String] = [:],
        body: (Program) async throws -> Value
    ) async throws -> Value {
        let program = try Program(name, arguments, environment)
        defer { program.kill() }
        return try await body(program)
    }

    private init(_ name: String, _ arguments: [String], _ environment: [String: String]) throws {
        outputPath = try Scratch.path(".out")
        errorPath = try Scratch.path(".err")
        process.executableURL = Self.folder.appendingPathComponent(name)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = input
        process.standardOutput = try Self.file(outputPath)
        process.standardError = try Self.file(errorPath)
        try process.run()
    }

    private static var folder: URL {
        Bundle.main.executableURL?.deletingLastPathComponent() ?? URL(fileURLWithPath: ".")
    }

    private static func file(_ path: String) throws -> FileHandle {
        try Data().write(to: URL(fileURLWithPath: path))
        return try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    }

    /// The process's ID.
    public var identifier: Int32 { process.processIdentifier }

    /// Whether it has not ended.
    public var isRunning: Bool { process.isRunning }

    /// What it has written to standard output so far.
    public var output: String { Self.text(outputPath) }

    /// What it has written to standard error so far.
    public var errors: String { Self.text(errorPath) }

    private static func text(_ path: String) -> String {
        String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
    }

    /// Types a line.
    public func type(_ line: String) {
        input.fileHandleForWriting.write(Data((line + "\n").utf8))
    }

    /// Ends standard input.
    public func endInput() {
        try? input.fileHandleForWriting.close()
    }

    /// Asks it to end.
    public func terminate() {
        process.terminate()
    }

    /// Ends it at once, and waits until it is gone.
    public func kill() {
        if process.isRunning { Foundation.kill(identifier, SIGKILL) }
        process.waitUntilExit()
    }

    /// Waits until `find` sees something in what the program has written.
    ///
    /// - Throws: `ProgramSilent` if it ends, or a minute passes, without.
    public func wait<Value>(_ find: (Program) -> Value?) async throws -> Value {
        for _ in 0..<6_000 {
            let hasEnded = !isRunning
            if let value = find(self) { return value }
            if hasEnded { break }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw ProgramSilent(output: output, errors: errors)
    }

    /// Waits until it ends by itself.
    ///
    /// - Throws: `ProgramSilent` if it does not within a minute.
    public func outcome() async throws -> Outcome {
        for _ in 0..<6_000 where process.isRunning {
            try await Task.sleep(for: .milliseconds(10))
        }
        guard !process.isRunning else { throw ProgramSilent(output: output, errors: errors) }
        return Outcome(status: process.terminationStatus, output: output, errors: errors)
    }
}

/// A program did not say or do what a test waited for.
public struct ProgramSilent: Error {
    /// What it had said until then.
    public let output: String
    /// What it had complained about until then.
    public let errors: String
}
