import TandemBytes
import TandemClient
import TandemJSON
import TandemProtocol

// What a person does and sees.
extension Client {
    func intend(_ type: StaticString, _ members: (inout JSONWriter) -> Void = { _ in }) {
        var writer = JSONWriter()
        writer.object { object in
            object.member("type", string: "\(type)")
            members(&object)
        }
        inbox.append(.intent(writer.bytes))
    }

    /// The last notification of a type.
    func last(_ type: StaticString) -> JSONValue? {
        shown.last { $0["type"]?.isString(type) ?? false }
    }

    func all(_ type: StaticString) -> [JSONValue] {
        shown.filter { $0["type"]?.isString(type) ?? false }
    }

    var problems: [String] { all("problem").compactMap { $0["code"]?.string } }

    var phase: String? { last("session")?["phase"]?.string }

    /// The chat list, as the notifications build it up.
    var chats: [String: JSONValue] {
        var chats: [String: JSONValue] = [:]
        for notification in all("chats") {
            if notification["reset"]?.bool == true { chats = [:] }
            for chat in notification["chats"]?.array ?? [] {
                if let id = chat["id"]?.string { chats[id] = chat }
            }
            for id in notification["removed"]?.array ?? [] {
                if let id = id.string { chats[id] = nil }
            }
        }
        return chats
    }

    func chat(_ title: String) -> String? {
        chats.first { $0.value["title"]?.string == title }?.key
    }

    /// The records that are stored of a chat, in order.
    func stored(_ chat: String?) -> [MessageRecord] {
        guard let id = chat.flatMap({ JSONValue.string(utf8: Array($0.utf8)).hexBytes }) else {
            return []
        }
        return (store[.messages] ?? [:]).filter { $0.key.starts(with: id) }
            .sorted { $0.key.lexicographicallyPrecedes($1.key) }
            .compactMap { try? MessageRecord(exactly: $0.value) }
    }

    /// The texts that are stored of a chat, in order.
    func texts(_ chat: String?) -> [String] {
        stored(chat).compactMap { record in
            guard case .text(let text) = record.body else { return nil }
            return String(decoding: text.text, as: UTF8.self)
        }
    }

    func notices(_ chat: String?) -> [Notice.Code] {
        stored(chat).compactMap { record in
            guard case .notice(let notice) = record.body else { return nil }
            return notice.code
        }
    }

    func say(_ text: String, in chat: String?) {
        intend("send") { writer in
            writer.member("chat", string: chat ?? "")
            writer.member("text", string: text)
        }
    }
}

// What the tests do again and again.
extension World {
    func register(_ name: String, number: String) -> Client {
        let phone = add(.phone, name)
        register(phone, number: number)
        return phone
    }

    func register(_ phone: Client, number: String) {
        run()
        phone.intend("requestCode") { $0.member("number", string: number) }
        run()
        phone.intend("verifyCode") { $0.member("code", string: "123456") }
        run()
        phone.intend("setName") { $0.member("name", string: phone.name) }
        run()
    }

    /// Links a computer; `prepare` sees it before anything happens.
    func link(
        _ name: String,
        to phone: Client,
        _ prepare: (Client) -> Void = { _ in }
    ) -> Client {
        let desktop = add(.desktop, name)
        prepare(desktop)
        run()
        desktop.intend("startLink") { $0.member("keepSignedIn", bool: true) }
        run()
        let payload = desktop.last("link")?["payload"]?.string ?? ""
        phone.intend("useLinkText") { $0.member("text", string: payload) }
        run()
        let code = desktop.last("link")?["checkCode"]?.string ?? ""
        phone.intend("confirmLink") { $0.member("code", string: code) }
        run()
        pass(milliseconds: 1_000)
        return desktop
    }

    func startChat(from client: Client, with number: String) -> String {
        client.intend("startChat") { $0.member("number", string: number) }
        run()
        return client.last("opened")?["chat"]?.string ?? ""
    }

    /// The accounts that have numbers, as somebody finds them.
    func lookUp(_ numbers: [String], by client: Client) -> [String] {
        numbers.map { number in
            client.intend("findContact") { $0.member("number", string: number) }
            run()
            return client.last("contact")?["account"]?.string
                ?? client.last("session")?["account"]?["id"]?.string ?? ""
        }
    }

    func makeGroup(_ title: String, of accounts: [String], by client: Client) -> String {
        client.intend("createGroup") { writer in
            writer.member("title", string: title)
            writer.member("members") { list in
                list.array { array in for account in accounts { array.string(account) } }
            }
        }
        pass(milliseconds: 1_000)
        return client.last("opened")?["chat"]?.string ?? ""
    }
}
