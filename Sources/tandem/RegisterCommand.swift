import ArgumentParser

/// Makes this the phone of a number.
struct RegisterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "register",
        abstract: "Register a phone number, with this as its phone.",
        discussion: """
            The server sends a code to the number; it is read from standard input. A phone that had \
            the number before is logged out.
            """
    )

    @OptionGroup var common: CommonOptions
    @Option(help: "The phone number, with its country code: +491701234567.") var number: String
    @Option(help: "The name that others see.") var name: String

    func validate() throws {
        guard !name.isEmpty else { throw ValidationError("Give a name that is not empty.") }
    }

    func run() async throws {
        let (output, number, name) = (common.output, number, name)
        try await Connection.run(common, kind: .phone) { connection in
            try await connection.vacant()
            try connection.submit("requestCode", ["number": number])
            try await connection.waitForStep("code")
            try await connection.verifyTypedCode(output)
            try connection.submit("setName", ["name": name])
            try await connection.ready()
            output.say("Registered \(number).")
            output.object(["registered": number])
        }
    }
}

extension Connection {
    fileprivate mutating func waitForStep(_ step: String) async throws {
        try await wait(until: { $0.isRegistration(step) })
    }

    /// Asks for the code until it is right, or until the server wants to hear no more.
    fileprivate mutating func verifyTypedCode(_ output: Output) async throws {
        var question = "Verification code: "
        while true {
            try submit("verifyCode", ["code": try await ask(question, output)])
            let isRight = try await wait { notification -> Bool? in
                if case .problem(let problem) = notification, problem.code == "wrongCode" {
                    return false
                }
                return notification.isRegistration("name") ? true : nil
            }
            if isRight { return }
            question = "That code is wrong. Verification code: "
        }
    }
}

extension Notification {
    fileprivate func isRegistration(_ step: String) -> Bool {
        guard case .registration(let registration) = self else { return false }
        return registration.step == step
    }
}
