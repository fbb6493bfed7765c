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
            try await Connection.run(common) { connection in
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
            try await Connection.run(common) { connection in
                try await connection.ready()
                try connection.submit("useLinkText", ["text": code])
                let device = try await connection.waitForComputer()
                output.hint(Self.describe(device))
                try await connection.confirm(checkCode, output)
                output.say("Linked.")
                output.object(["link": "done"])
            }
        }

        private static func describe(_ device: Notification.Linking) -> String {
            let name = "\(device.browser ?? "?") on \(device.system ?? "?")"
            let place = device.sameNetwork == true ? "this network" : "another network"
            return "Linking \(name), from \(place)."
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
            let device = device
            try await Connection.run(common) { connection in
                try await connection.ready()
                let listed = try await connection.devices()
                guard let device else {
                    return try await connection.logOutAll(of: listed)
                }
                try await connection.logOut(device, among: listed)
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

    /// Waits until the computer behind a code is known.
    fileprivate mutating func waitForComputer() async throws -> Notification.Linking {
        try await wait { try $0.linking("confirm") }
    }

    /// Gives the check code that was named, or those that are typed, until one is right.
    fileprivate mutating func confirm(_ named: String?, _ output: Output) async throws {
        var question = "Check code shown on the computer: "
        while true {
            let code: String
            if let named { code = named } else { code = try await ask(question, output) }
            try submit("confirmLink", ["code": code])
            if try await isConfirmed() { return }
            guard named == nil else { throw Failure.refused("linkWrongCode") }
            question = "That code is wrong. Check code shown on the computer: "
        }
    }

    private mutating func isConfirmed() async throws -> Bool {
        try await wait { notification -> Bool? in
            if case .problem(let problem) = notification, problem.code == "linkWrongCode" {
                return false
            }
            return try notification.linking("done").map { _ in true }
        }
    }

    fileprivate mutating func logOutAll(of listed: [Notification.Device]) async throws {
        guard !listed.allSatisfy(\.current) else { return }
        try submit("logOutAll")
        try await waitForDevices { devices in devices.allSatisfy(\.current) }
    }

    /// Logs out the one device whose ID starts so.
    ///
    /// - Throws: `refused` if there is none, or more than one.
    fileprivate mutating func logOut(
        _ start: String,
        among listed: [Notification.Device]
    ) async throws {
        let meant = listed.filter { $0.id.hasPrefix(start) }
        guard let device = meant.first, meant.count == 1 else { throw Failure.refused("notFound") }
        guard !device.current else { throw Failure.refused("notAllowed") }
        try submit("logOutDevice", ["device": device.id])
        try await waitForDevices { devices in !devices.contains { $0.id == device.id } }
    }

    private mutating func waitForDevices(
        until isReached: ([Notification.Device]) -> Bool
    ) async throws {
        try await wait(until: { notification in
            guard case .devices(let devices) = notification else { return false }
            return isReached(devices)
        })
    }
}

extension Notification {
    /// What a link is like on the phone, if it has come so far.
    ///
    /// - Throws: `refused` when it failed.
    fileprivate func linking(_ state: String) throws -> Linking? {
        guard case .linking(let linking) = self else { return nil }
        guard linking.state != "failed" else {
            throw Failure.refused(Notification.problem(ofLink: linking.reason))
        }
        return linking.state == state ? linking : nil
    }
}
