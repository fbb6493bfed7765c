import TandemBytes
import TandemJSON
import TandemProtocol

// What views want. An intent that lacks a field, or is of a type that is not known, is ignored.
extension Engine {
    func handleIntent(_ json: [UInt8]) {
        guard let intent = try? JSONValue(parsing: json), let name = intent["type"]?.utf8 else {
            counters.malformedIntents += 1
            return
        }
        reference = intent["ref"]?.int
        intentName = name
        defer { intentName = nil }
        if !sessionIntent(intent), !chatIntent(intent), !groupIntent(intent), !deviceIntent(intent)
        {
            counters.malformedIntents += 1
        }
    }

    /// Registration and linking; false if it is something else.
    private func sessionIntent(_ intent: JSONValue) -> Bool {
        let type = intent["type"] ?? .null
        if type.isString("show") {
            showEverything()
        } else if type.isString("requestCode"), let number = intent["number"]?.utf8 {
            requestCode(number)
        } else if type.isString("verifyCode"), let code = intent["code"]?.utf8 {
            verifyCode(code)
        } else if type.isString("setName"), let name = intent["name"]?.utf8 {
            setName(name)
        } else if type.isString("startLink") {
            startLink(keepSignedIn: intent["keepSignedIn"]?.bool ?? true)
        } else if type.isString("reloadCode") {
            reloadCode()
        } else if type.isString("useLinkText"), let text = intent["text"]?.utf8 {
            useLinkText(text)
        } else if type.isString("confirmLink"), let code = intent["code"]?.utf8 {
            confirmLink(code)
        } else if type.isString("cancelLink") {
            cancelLink()
        } else if type.isString("logOut") {
            logOut()
        } else {
            return false
        }
        return true
    }

    /// What is done in one chat; false if it is something else.
    private func chatIntent(_ intent: JSONValue) -> Bool {
        let type = intent["type"] ?? .null
        if type.isString("startChat"), let number = intent["number"]?.utf8 {
            lookUp(number, for: .startChat)
            return true
        } else if type.isString("findContact"), let number = intent["number"]?.utf8 {
            lookUp(number, for: .findContact)
            return true
        }
        guard let chat = intent.identifier("chat", ConversationID.self) else { return false }
        if type.isString("openChat") {
            openChat(chat)
        } else if type.isString("closeChat") {
            closeChat(chat)
        } else if type.isString("loadOlder") {
            loadOlder(chat)
        } else if type.isString("send"), let text = intent["text"]?.utf8 {
            send(text, replyTo: intent.identifier("replyTo"), to: chat)
        } else if type.isString("retry"), let message = intent.identifier("message", MessageID.self)
        {
            retry(message, in: chat)
        } else if type.isString("typing") {
            typing(intent["active"]?.bool ?? true, in: chat)
        } else if type.isString("markRead") {
            markRead(chat, upTo: intent["order"]?.integer() ?? MessageOrder.greatest)
        } else if type.isString("saveDraft"), let text = intent["text"]?.utf8 {
            saveDraft(text, in: chat)
        } else if type.isString("favourite") {
            setFavourite(intent["on"]?.bool ?? true, chat)
        } else if type.isString("mute") {
            mute(chat, until: intent["until"]?.integer() ?? 0)
        } else if type.isString("chatInfo") {
            showChatInfo(chat)
        } else if type.isString("securityCode") {
            showSecurityCode(chat, account: intent.identifier("account"))
        } else {
            return false
        }
        return true
    }

    /// What changes a group; false if it is something else.
    private func groupIntent(_ intent: JSONValue) -> Bool {
        let type = intent["type"] ?? .null
        if type.isString("createGroup"), let title = intent["title"]?.utf8 {
            let members = intent["members"]?.array ?? []
            createGroup(title, members.compactMap { AccountID(hex: $0) })
            return true
        }
        guard let chat = intent.identifier("chat", ConversationID.self) else { return false }
        let account = intent.identifier("account", AccountID.self)
        if type.isString("leaveGroup") {
            leaveGroup(chat)
        } else if type.isString("renameGroup"), let title = intent["title"]?.utf8 {
            renameGroup(chat, to: title)
        } else if type.isString("addMember"), let number = intent["number"]?.utf8 {
            lookUp(number, for: .addMember(chat))
        } else if type.isString("addMember"), let account {
            addMember(account, to: chat)
        } else if type.isString("removeMember"), let account {
            removeMember(account, from: chat)
        } else if type.isString("makeAdmin"), let account {
            setRole(.admin, of: account, in: chat)
        } else if type.isString("dismissAdmin"), let account {
            setRole(.member, of: account, in: chat)
        } else {
            return false
        }
        return true
    }

    /// What concerns the own devices; false if it is something else.
    private func deviceIntent(_ intent: JSONValue) -> Bool {
        let type = intent["type"] ?? .null
        if type.isString("listDevices") {
            listDevices()
            return true
        } else if type.isString("logOutAll") {
            logOutAll()
            return true
        }
        guard let device = intent.identifier("device", DeviceID.self) else { return false }
        if type.isString("logOutDevice") {
            logOutDevice(device)
        } else if type.isString("renameDevice"), let name = intent["name"]?.utf8 {
            renameDevice(device, to: name)
        } else {
            return false
        }
        return true
    }
}

extension Identifier {
    /// Takes a string of 32 hexadecimal digits.
    init?(hex value: JSONValue) {
        guard let bytes = value.hexBytes else { return nil }
        self.init(bytes: bytes)
    }
}

extension JSONValue {
    /// The name under a key, if there is one of its form.
    func identifier<Name: Identifier>(_ key: StaticString, _: Name.Type = Name.self) -> Name? {
        self[key].flatMap { Name(hex: $0) }
    }
}
