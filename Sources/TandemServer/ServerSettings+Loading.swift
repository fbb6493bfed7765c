internal import Configuration
internal import SystemPackage

extension ServerSettings {
    /// Reads the settings of this process.
    ///
    /// - Throws: `SettingsError`, or the configuration file's error.
    public static func load() async throws -> ServerSettings {
        var providers: [any ConfigProvider] = [
            CommandLineArgumentsProvider(),
            EnvironmentVariablesProvider().prefixKeys(with: "tandem"),
        ]
        if let path = ConfigReader(providers: providers).string(forKey: "config") {
            providers.append(try await FileProvider<JSONSnapshot>(filePath: FilePath(path)))
        }
        return try ServerSettings(ConfigReader(providers: providers))
    }

    /// What `--help` prints.
    public static var help: String {
        """
        Usage: tandem-server [--port 8480] [--address 127.0.0.1] [--data .data] [--web Web:.wasm]

        Every option is also an environment variable (TANDEM_PORT, TANDEM_DATA, …) and a key of the
        JSON file that --config names. docs/server.md lists them all.
        """
    }

    /// What is said when the server runs.
    public func welcome(port: Int) -> String {
        let host = address.contains(":") ? "[\(address)]" : address
        let base = "http://\(host):\(port)"
        var lines = [
            "Tandem runs.",
            "  Phone:    \(base)/phone",
            "  Desktop:  \(base)/",
        ]
        if case .localOutbox = sms { lines.append("  SMS codes: \(base)/outbox") }
        lines.append("Ctrl-C stops it.")
        return lines.joined(separator: "\n")
    }
}
