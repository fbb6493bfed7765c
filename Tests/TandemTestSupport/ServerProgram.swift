/// `tandem-server` as a process of its own, on a free port of this machine.
public struct ServerProgram: Sendable {
    /// The process.
    public let program: Program
    /// Where it listens.
    public let port: Int

    /// Its address.
    public var base: String { "http://127.0.0.1:\(port)" }

    /// Starts a server, waits until it says where it runs, and ends it after `body`.
    ///
    /// - Throws: What `body` throws; `ProgramSilent` if the server does not start.
    public static func run<Value>(
        _ directory: String,
        _ options: [String] = [],
        environment: [String: String] = [:],
        body: (ServerProgram) async throws -> Value
    ) async throws -> Value {
        let arguments = ["--port", "0", "--data", directory, "--log", "error"] + options
        return try await Program.run("tandem-server", arguments, environment: environment) {
            program in
            let port = try await program.wait { Self.port(in: $0.output) }
            return try await body(ServerProgram(program: program, port: port))
        }
    }

    private static func port(in output: String) -> Int? {
        guard output.contains("stops it") else { return nil }
        let rest = output.split(separator: "http://127.0.0.1:").dropFirst().first
        return rest.flatMap { Int($0.prefix { $0.isNumber }) }
    }
}
