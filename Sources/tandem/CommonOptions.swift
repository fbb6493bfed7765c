import ArgumentParser
import Foundation
import TandemDriver

/// What every command takes.
struct CommonOptions: ParsableArguments {
    @Option(help: "The server's address.")
    var server = "http://127.0.0.1:8480"

    @Option(help: "Where this client keeps its keys and messages.")
    var data = NSString(string: "~/.tandem").expandingTildeInPath

    @Flag(help: "Print one JSON object a line, for programs.")
    var json = false

    @Option(help: "How long to wait for the server, in seconds.")
    var timeout = 30

    var output: Output { Output(json: json) }

    func validate() throws {
        guard ServerAddress(server) != nil else {
            throw ValidationError("Write the server's address like http://127.0.0.1:8480.")
        }
        guard timeout > 0 else { throw ValidationError("The timeout must be above 0.") }
    }
}
