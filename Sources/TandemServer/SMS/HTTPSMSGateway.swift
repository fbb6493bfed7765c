internal import AsyncHTTPClient
internal import Configuration
internal import Foundation
internal import Logging
internal import NIOCore
public import TandemDelivery
public import TandemProtocol

/// How an SMS provider wants its requests.
///
/// In the URL, the headers and the body, `{number}` and `{text}` stand for the message; they are
/// escaped as the place needs: percent-encoded in the URL and in form bodies, as JSON in JSON bodies.
public struct HTTPSMSSettings: Sendable {
    /// Where to.
    public var url: String
    /// Header fields.
    public var headers: [(name: String, value: String)]
    /// The body's template.
    public var body: String

    /// Reads `sms.headers` (one a line, or separated by `|`) and `sms.body`.
    ///
    /// - Throws: `invalidGateway`.
    init(url: String, _ config: ConfigReader) throws(SettingsError) {
        guard
            let scheme = URL(string: url.replacing("{", with: "").replacing("}", with: ""))?
                .scheme, ["http", "https"].contains(scheme)
        else { throw .invalidGateway }
        self.url = url
        body = config.string(forKey: "sms.body", default: #"{"to":"{number}","text":"{text}"}"#)
        let text = config.string(
            forKey: "sms.headers",
            isSecret: true,
            default: "Content-Type: application/json"
        )
        headers = []
        for line in text.split(whereSeparator: { $0 == "\n" || $0 == "|" }) {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { throw .invalidGateway }
            headers.append(
                (
                    parts[0].trimmingCharacters(in: .whitespaces),
                    parts[1].trimmingCharacters(in: .whitespaces)
                )
            )
        }
    }

    private var isJSON: Bool {
        headers.contains { $0.name.lowercased() == "content-type" && $0.value.contains("json") }
    }

    /// A template with the message put in.
    func filled(_ template: String, number: String, text: String) -> String {
        let escape = isJSON ? Self.jsonEscaped : Self.percentEncoded
        return fill(template, number, text, escape)
    }

    /// The URL with the message put in.
    func filledURL(number: String, text: String) -> String {
        fill(url, number, text, Self.percentEncoded)
    }

    private func fill(
        _ template: String,
        _ number: String,
        _ text: String,
        _ escape: (String) -> String
    ) -> String {
        template.replacing("{number}", with: escape(number)).replacing("{text}", with: escape(text))
    }

    private static func percentEncoded(_ text: String) -> String {
        let unreserved = CharacterSet(
            charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
        )
        return text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
    }

    private static func jsonEscaped(_ text: String) -> String {
        guard let data = try? JSONEncoder().encode([text]) else { return "" }
        // Without the brackets and the quotation marks.
        return String(decoding: data.dropFirst(2).dropLast(2), as: UTF8.self)
    }
}

/// Sends text messages through any provider that takes an HTTP request.
public struct HTTPSMSGateway: SMSGateway {
    private static let timeout = TimeAmount.seconds(15)

    private let settings: HTTPSMSSettings
    private let logger: Logger

    init(_ settings: HTTPSMSSettings, logger: Logger) {
        self.settings = settings
        self.logger = logger
    }

    /// Posts the message; any 2xx answer means that it was taken.
    public func send(_ text: String, to number: PhoneNumber) async throws(SMSError) {
        let digits = String(decoding: number.bytes, as: UTF8.self)
        let status: UInt
        do {
            status = try await post(text, to: digits)
        } catch {
            logger.error("the SMS gateway cannot be reached")
            throw .unavailable
        }
        guard !(200..<300).contains(status) else { return }
        logger.error("the SMS gateway answered \(status)")
        throw status == 400 || status == 422 ? .refused : .unavailable
    }

    private func post(_ text: String, to number: String) async throws -> UInt {
        var request = HTTPClientRequest(url: settings.filledURL(number: number, text: text))
        request.method = .POST
        for header in settings.headers {
            request.headers.add(name: header.name, value: header.value)
        }
        let body = settings.filled(settings.body, number: number, text: text)
        request.body = .bytes(ByteBuffer(string: body))
        return try await HTTPClient.shared.execute(request, timeout: Self.timeout).status.code
    }
}
