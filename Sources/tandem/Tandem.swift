import ArgumentParser
import Foundation

/// The command line.
@main
struct Tandem: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tandem",
        abstract: "An end-to-end encrypted messenger, without a window.",
        discussion: "Exit codes and the shape of --json: docs/cli.md.",
        subcommands: [
            RegisterCommand.self, LinkCommand.self, SendCommand.self, ListenCommand.self,
            DevicesCommand.self, CheckLinkCommand.self,
        ]
    )

    static func main() async {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let failure as Failure {
            report(failure.sentence)
            exit(withError: failure.exitCode)
        } catch is CancellationError {
            report(Failure.unexpected.sentence)
            exit(withError: Failure.unexpected.exitCode)
        } catch {
            exit(withError: error)
        }
    }

    private static func report(_ sentence: String) {
        FileHandle.standardError.write(Data(("tandem: " + sentence + "\n").utf8))
    }
}
