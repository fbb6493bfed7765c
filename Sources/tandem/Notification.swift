import Foundation

/// What the engine says, as far as the command line acts on it; the rest is passed on as it came.
///
/// Source: docs/engine.md, Notifications.
enum Notification {
    case session(Session)
    case registration(Registration)
    case link(LinkShown)
    case linking(Linking)
    case messages(Messages)
    case arrived(Arrival)
    case opened(chat: String)
    case devices([Device])
    case problem(Problem)
    case other

    struct Session: Decodable {
        let phase: String
        let connection: String
        let reason: String?
    }

    struct Registration: Decodable {
        let step: String
    }

    struct LinkShown: Decodable {
        let state: String
        let payload: String?
        let checkCode: String?
        let reason: String?
    }

    struct Linking: Decodable {
        let state: String
        let browser: String?
        let system: String?
        let sameNetwork: Bool?
        let reason: String?
    }

    struct Messages: Decodable {
        let chat: String
        let messages: [Message]
    }

    struct Arrival: Decodable {
        let chat: String
        let message: Message
    }

    struct Message: Decodable {
        let id: String
        let at: Int64
        let sender: Sender
        let kind: String
        let text: String
        let state: String
    }

    struct Sender: Decodable {
        let account: String
        let name: String
        let own: Bool
    }

    struct Device: Decodable {
        let id: String
        let name: String
        let kind: String
        let lastActive: Int64
        let current: Bool
    }

    struct Problem: Decodable {
        let code: String
        let retryAfterSeconds: Int?
        let triesLeft: Int?
    }

    private struct Kind: Decodable {
        let type: String
    }

    private struct Opened: Decodable {
        let chat: String
    }

    private struct Devices: Decodable {
        let devices: [Device]
    }

    /// Reads one JSON object; `other` for a kind that the command line does not act on.
    init(_ json: [UInt8]) throws {
        let data = Data(json)
        let decoder = JSONDecoder()
        func read<Body: Decodable>(_: Body.Type = Body.self) throws -> Body {
            try decoder.decode(Body.self, from: data)
        }
        switch try read(Kind.self).type {
        case "session": self = .session(try read())
        case "registration": self = .registration(try read())
        case "link": self = .link(try read())
        case "linking": self = .linking(try read())
        case "messages": self = .messages(try read())
        case "arrived": self = .arrived(try read())
        case "opened": self = .opened(chat: try read(Opened.self).chat)
        case "devices": self = .devices(try read(Devices.self).devices)
        case "problem": self = .problem(try read())
        default: self = .other
        }
    }
}
