import Foundation
import Logging
import Metrics
import ServiceLifecycle
import TandemServer

/// `tandem-server`: reads the settings, says where to click, and runs until Ctrl-C.
@main
struct Main {
    static func main() async throws {
        if CommandLine.arguments.contains("--help") {
            print(ServerSettings.help)
            return
        }
        let settings: ServerSettings
        do {
            settings = try await ServerSettings.load()
        } catch {
            report("\(error)")
            exit(64)
        }
        do {
            try await run(settings)
        } catch {
            report(
                """
                The server cannot run with \(settings.dataDirectory) on \(settings.address):\
                \(settings.port): \(error)
                """
            )
            exit(1)
        }
    }

    /// Standard output is for where to click, and for the log.
    private static func report(_ sentence: String) {
        FileHandle.standardError.write(Data("tandem-server: \(sentence)\n".utf8))
    }

    private static func run(_ settings: ServerSettings) async throws {
        var logger = Logger(label: "tandem")
        logger.logLevel = settings.logLevel
        let metrics = PrometheusRegistry()
        MetricsSystem.bootstrap(metrics)
        let server = try TandemServer(settings: settings, metrics: metrics, logger: logger) {
            port in
            print(settings.welcome(port: port))
            fflush(nil)
        }
        let group = ServiceGroup(
            configuration: .init(
                services: [server],
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: logger
            )
        )
        try await group.run()
    }
}
