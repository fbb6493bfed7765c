import ArgumentParser

/// Makes this the phone of a number.
struct RegisterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "register",
        abstract: "Register a phone number, with this as its phone.",
        discussion: """
            The server sends a code to the number; it is read from --code or from standard input. A \
            phone that had the number before is logged out.
            """
    )

    @OptionGroup var common: CommonOptions
    @Option(help: "The phone number, with its country code: +491701234567.") var number: String
    @Option(help: "The name that others see.") var name: String
    @Option(help: "The code, if it is known already.") var code: String?

    func run() async throws {
        let (output, number, name, code) = (common.output, number, name, code)
        try await Connection.run(common, kind: .phone, timeout: nil) { connection in
            try await connection.online()
            try connection.submit("requestCode", ["number": number])
            try await connection.waitForStep("code")
            try connection.submit("verifyCode", ["code": code ?? Self.ask(output)])
            try await connection.waitForStep("name")
            try connection.submit("setName", ["name": name])
            try await connection.ready()
            output.say("Registered \(number).")
            output.object(["registered": number])
        }
    }

    private static func ask(_ output: Output) -> String {
        output.hint("Verification code: ")
        return readLine() ?? ""
    }
}

extension Connection {
    fileprivate mutating func waitForStep(_ step: String) async throws {
        try await wait(until: { notification in
            guard case .registration(let registration) = notification else { return false }
            return registration.step == step
        })
    }
}
