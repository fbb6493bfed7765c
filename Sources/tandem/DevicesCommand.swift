import ArgumentParser

/// Shows and changes the account's devices.
struct DevicesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "devices",
        abstract: "List the account's devices; on the phone, link and log out others.",
        subcommands: [List.self, Link.self, LogOut.self],
        defaultSubcommand: List.self
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the account's devices.")

        @OptionGroup var common: CommonOptions

        func run() async throws {
            let output = common.output
            try await Connection.run(common, timeout: .seconds(common.timeout)) { connection in
                try await connection.ready()
                for device in try await connection.devices() {
                    let mark = device.current ? " (this one)" : ""
                    output.say("\(device.id)  \(device.kind)  \(device.name)\(mark)")
                    output.object([
                        "device": device.id, "kind": device.kind, "name": device.name,
                        "lastActive": device.lastActive, "current": device.current,
                    ])
                }
            }
        }
    }

    struct Link: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Link a computer, on the phone.",
            discussion: "Takes the text of the code that the computer shows."
        )

        @OptionGroup var common: CommonOptions
        @Argument(help: "The text of the code.") var code: String
        @Option(help: "The check code that the computer shows; asked for if it is not given.")
        var checkCode: String?

        func run() async throws {
            let (output, code, checkCode) = (common.output, code, checkCode)
            try await Connection.run(common, timeout: nil) { connection in
                try await connection.ready()
                try connection.submit("useLinkText", ["text": code])
                let device = try await connection.waitForLink("confirm")
                output.hint(Self.describe(device))
                let typed = checkCode ?? Self.ask(output)
                try connection.submit("confirmLink", ["code": typed])
                _ = try await connection.waitForLink("done")
                output.say("Linked.")
                output.object(["link": "done"])
            }
        }

        private static func describe(_ device: Notification.Linking) -> String {
            let name = "\(device.browser ?? "?") on \(device.system ?? "?")"
            let place = device.sameNetwork == true ? "this network" : "another network"
            return "Linking \(name), from \(place)."
        }

        private static func ask(_ output: Output) -> String {
            output.hint("Check code shown on the computer: ")
            return readLine() ?? ""
        }
    }

    struct LogOut: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "log-out",
            abstract: "Log out a linked device, or all of them, on the phone."
        )

        @OptionGroup var common: CommonOptions
        @Flag(help: "Log out every linked device.") var all = false
        @Argument(help: "The device's ID, as listed.") var device: String?

        func validate() throws {
            guard all != (device != nil) else {
                throw ValidationError("Name one device, or say --all.")
            }
        }

        func run() async throws {
            let (all, device) = (all, device)
            try await Connection.run(common, timeout: .seconds(common.timeout)) { connection in
                try await connection.ready()
                _ = try await connection.devices()
                try connection.submit(
                    all ? "logOutAll" : "logOutDevice",
                    device.map { ["device": $0] } ?? [:]
                )
                try await connection.waitUntilGone(device)
            }
            common.output.say("Logged out.")
            common.output.object(["loggedOut": device ?? "all"])
        }
    }
}

extension Connection {
    fileprivate mutating func devices() async throws -> [Notification.Device] {
        try submit("listDevices")
        return try await wait { notification in
            guard case .devices(let devices) = notification else { return nil }
            return devices
        }
    }

    fileprivate mutating func waitForLink(_ state: String) async throws -> Notification.Linking {
        try await wait { notification in
            guard case .linking(let linking) = notification else { return nil }
            guard linking.state != "failed" else {
                throw Refusal(code: Self.problem(linking.reason))
            }
            return linking.state == state ? linking : nil
        }
    }

    private static func problem(_ reason: String?) -> String {
        switch reason {
        case "badCode": "badLinkText"
        case "used": "linkUsed"
        case "expired": "linkExpired"
        case "wrongCode": "linkWrongCode"
        default: "linkRefused"
        }
    }

    fileprivate mutating func waitUntilGone(_ device: String?) async throws {
        try await wait(until: { notification in
            guard case .devices(let devices) = notification else { return false }
            return !devices.contains { device.map($0.id.hasPrefix) ?? !$0.current }
        })
    }
}
