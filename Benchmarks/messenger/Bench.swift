import ArgumentParser
import TandemDriver

/// Drives a running server with native devices, for the figures in docs/benchmarks.md.
@main
struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tandem-bench",
        abstract: "Measures a running server with native devices; script/bench starts both.",
        subcommands: [DeliveryBench.self, FanOutBench.self, SeedCommand.self]
    )
}

/// What every measurement takes.
struct ServerOptions: ParsableArguments {
    @Option(help: "The server's address.")
    var server = "http://127.0.0.1:8480"

    func address() throws -> ServerAddress {
        guard let address = ServerAddress(server) else {
            throw ValidationError("Write the server's address like http://127.0.0.1:8480.")
        }
        return address
    }
}
