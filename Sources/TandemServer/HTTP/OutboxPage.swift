internal import Foundation
internal import TandemDelivery

/// The local outbox, as a page and as JSON.
enum OutboxPage {
    private struct Item: Encodable {
        let number: String
        let text: String
        let at: UInt64
    }

    private static func items(_ entries: [LocalOutbox.Entry]) -> [Item] {
        entries.map {
            Item(
                number: String(decoding: $0.number.bytes, as: UTF8.self),
                text: $0.text,
                at: $0.at.milliseconds
            )
        }
    }

    /// `[{"number","text","at"}]`, the newest first; `at` in milliseconds since 1970.
    static func json(_ entries: [LocalOutbox.Entry]) throws -> Data {
        try JSONEncoder().encode(items(entries))
    }

    /// A page that reloads itself.
    static func html(_ entries: [LocalOutbox.Entry]) -> String {
        let rows = items(entries).map { item in
            let date = Date(timeIntervalSince1970: Double(item.at) / 1000)
            let time = date.formatted(.iso8601.time(includingFractionalSeconds: false))
            return "<tr><td>\(escaped(item.number))<td>\(escaped(item.text))<td>\(time) UTC"
        }
        return """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <meta http-equiv="refresh" content="3">
            <title>Outbox – Tandem</title>
            <h1>Outbox</h1>
            <p>No SMS gateway is configured. What would be sent stands here, the newest first.</p>
            <table>
            <tr><th>Number<th>Text<th>Time
            \(rows.joined(separator: "\n"))
            </table>
            </html>

            """
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            .replacing(">", with: "&gt;")
    }
}
