import Configuration
import Hummingbird
import Logging
import Synchronization
import TandemProtocol
import Testing

@testable import TandemDelivery
@testable import TandemServer

@Suite("The SMS gateway, docs/server.md")
struct SMSGatewayTests {
    /// What a provider was sent.
    private struct Received: Equatable {
        var path = ""
        var authorization: String?
        var contentType: String?
        var body = ""
    }

    private let text = #"Your "code" is 12 & 34."#

    private func settings(_ url: String, _ values: [String: String]) throws -> HTTPSMSSettings {
        let items = values.map {
            (AbsoluteConfigKey(stringLiteral: $0), ConfigValue(stringLiteral: $1))
        }
        let provider = InMemoryProvider(values: Dictionary(uniqueKeysWithValues: items))
        return try HTTPSMSSettings(url: url, ConfigReader(provider: provider))
    }

    /// Sends one message to a provider that answers with a status.
    ///
    /// - Returns: What the provider got.
    private func send(
        path: String,
        _ values: [String: String],
        answer status: HTTPResponse.Status = .ok
    ) async throws -> Received {
        let received = Mutex(Received())
        let (ports, source) = AsyncStream.makeStream(of: Int.self)
        let provider = Application(
            responder: CallbackResponder { (request: Request, _: BasicRequestContext) in
                let body = try await request.body.collect(upTo: 10_000)
                received.withLock {
                    $0.path = request.uri.string
                    $0.authorization = request.headers[.authorization]
                    $0.contentType = request.headers[.contentType]
                    $0.body = String(buffer: body)
                }
                return Response(status: status)
            },
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { source.yield($0.localAddress?.port ?? 0) },
            logger: Self.silent
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await provider.run() }
            for await port in ports {
                defer { group.cancelAll() }
                let url = "http://127.0.0.1:\(port)\(path)"
                let gateway = HTTPSMSGateway(try settings(url, values), logger: Self.silent)
                try await gateway.send(text, to: try number)
                break
            }
        }
        return received.withLock { $0 }
    }

    private var number: PhoneNumber {
        get throws { try #require(PhoneNumber(Array("+4915112345678".utf8))) }
    }

    private static var silent: Logger {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return logger
    }

    @Test("number and text are put into a JSON body, escaped, with the headers as they are set")
    func json() async throws {
        let received = try await send(
            path: "/send",
            [
                "sms.headers": "Authorization: Bearer abc:def | Content-Type: application/json",
                "sms.body": #"{"to":["{number}"],"message":"{text}"}"#,
            ]
        )
        #expect(
            received
                == Received(
                    path: "/send",
                    authorization: "Bearer abc:def",
                    contentType: "application/json",
                    body: #"{"to":["+4915112345678"],"message":"Your \"code\" is 12 & 34."}"#
                )
        )
    }

    @Test("without settings of its own the body is JSON")
    func defaults() async throws {
        let received = try await send(path: "/", [:])
        #expect(received.contentType == "application/json")
        #expect(received.body.hasPrefix(#"{"to":"+4915112345678","text":"Your"#))
    }

    @Test("in a form and in the URL they are percent-encoded")
    func form() async throws {
        let received = try await send(
            path: "/send?to={number}",
            [
                "sms.headers": "Content-Type: application/x-www-form-urlencoded",
                "sms.body": "text={text}",
            ]
        )
        #expect(received.path == "/send?to=%2B4915112345678")
        #expect(received.body == "text=Your%20%22code%22%20is%2012%20%26%2034.")
    }

    @Test(
        "a number that the provider refuses is told apart from a provider that fails",
        arguments: [
            (HTTPResponse.Status.badRequest, SMSError.refused),
            (.unprocessableContent, .refused), (.unauthorized, .unavailable),
            (.internalServerError, .unavailable), (.tooManyRequests, .unavailable),
        ]
    )
    func refusals(status: HTTPResponse.Status, error: SMSError) async throws {
        await #expect(throws: error) { try await send(path: "/", [:], answer: status) }
    }

    @Test("a provider that is away is unavailable")
    func away() async throws {
        let gateway = HTTPSMSGateway(try settings("http://127.0.0.1:1/", [:]), logger: Self.silent)
        await #expect(throws: SMSError.unavailable) {
            try await gateway.send(text, to: try number)
        }
    }

    @Test("a URL or headers that cannot be meant are refused at the start")
    func invalid() {
        for url in ["ftp://example.org", "example.org", ""] {
            #expect(throws: SettingsError.invalidGateway) { try settings(url, [:]) }
        }
        #expect(throws: SettingsError.invalidGateway) {
            try settings("https://example.org", ["sms.headers": "no colon"])
        }
    }
}
