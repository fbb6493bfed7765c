import TandemJSON
import TandemProtocol
import TandemQR

/// Why a device is not its account's any more.
enum SessionLogOut {
    case removed
    case registeredElsewhere
    case expired
    case selfChosen

    init(_ reason: LogOutReason) {
        switch reason {
        case .removed: self = .removed
        case .registeredElsewhere: self = .registeredElsewhere
        case .expired: self = .expired
        }
    }

    var name: StaticString {
        switch self {
        case .removed: "removed"
        case .registeredElsewhere: "registeredElsewhere"
        case .expired: "expired"
        case .selfChosen: "self"
        }
    }
}

// The session and the steps that lead to it.
extension Engine {
    func showSession() {
        notify("session") { writer in
            writer.member("phase", name: phaseName)
            writer.member("connection", name: connectionName)
            writer.member("account") { writeAccount(into: &$0) }
            if let own { writer.member("device", hex: own.device.bytes) }
            writer.member("kind", name: kindName)
            if let logOutReason { writer.member("reason", name: logOutReason.name) }
        }
    }

    private var phaseName: StaticString {
        if logOutReason != nil { return "loggedOut" }
        guard let own else {
            switch (desktopLink.state, registration.step) {
            case (.idle, .number): return "fresh"
            case (.idle, _): return "registering"
            case (_, _): return "linking"
            }
        }
        return own.isPhone && own.name.isEmpty ? "registering" : "ready"
    }

    private var connectionName: StaticString {
        switch connection.state {
        case .offline: connection.wasConnected ? "offline" : "connecting"
        case .waiting, .authenticating: "connecting"
        case .challenged: own == nil ? "online" : "connecting"
        case .online: "online"
        }
    }

    private var kindName: StaticString {
        switch configuration.kind {
        case .phone: "phone"
        case .desktop: "desktop"
        case .headless: "headless"
        }
    }

    private func writeAccount(into writer: inout JSONWriter) {
        guard let own, own.registration == nil else { return writer.null() }
        writer.object { object in
            object.member("id", hex: own.account.bytes)
            object.member("number", utf8: own.number)
            object.member("name", utf8: own.name)
        }
    }

    func showRegistration() {
        notify("registration") { writer in
            switch registration.step {
            case .number: writer.member("step", name: "number")
            case .code, .registering: writer.member("step", name: "code")
            case .name, .over: writer.member("step", name: "name")
            }
            writer.member("number", utf8: own?.number ?? registration.number)
            if let awaited = registration.awaited {
                writer.member("retryAt", time: awaited.retryAt)
                writer.member("validUntil", time: awaited.validUntil)
            }
        }
    }

    /// The desktop's side of a link.
    func showLink() {
        notify("link") { writer in
            writer.member("state", name: linkStateName)
            if case .shown = desktopLink.state, let offer = desktopLink.offers.last {
                writeCode(offer.code.text, into: &writer)
                writer.member("validUntil", time: desktopLink.validUntil)
            }
            if case .scanned = desktopLink.state, !desktopLink.checkCode.isEmpty {
                writer.member("checkCode", utf8: desktopLink.checkCode)
            }
            if let reason = desktopLink.reason { writer.member("reason", name: reason.name) }
        }
    }

    private var linkStateName: StaticString {
        switch desktopLink.state {
        case .idle, .preparing:
            connection.isOpen || !connection.wasConnected ? "preparing" : "offline"
        case .shown: "shown"
        case .scanned: "scanned"
        case .syncing: "syncing"
        case .expired: "expired"
        case .refused: "refused"
        case .done: "done"
        }
    }

    /// Writes `payload`, and its QR code as `size` and `modules`.
    func writeCode(_ payload: [UInt8], into writer: inout JSONWriter) {
        writer.member("payload", utf8: payload)
        guard let code = try? QRCode(payload) else { return }
        writer.member("size", integer: code.matrix.size)
        writer.member("modules", hex: packedRows(code.matrix))
    }

    /// The phone's side of a link.
    func showLinking() {
        guard let link = phoneLink else { return showLinking(.idle, reason: nil) }
        switch link.state {
        case .contacting: showLinking(.contacting, reason: nil)
        case .confirm: showLinking(.confirm, reason: nil)
        case .raising, .finishing: showLinking(.finishing, reason: nil)
        case .done: showLinking(.done, reason: nil)
        case .failed: showLinking(.failed, reason: link.reason)
        }
    }

    func showLinking(_ state: LinkingState, reason: LinkReason?) {
        notify("linking") { writer in
            writer.member("state", name: state.name)
            if let link = phoneLink, let offer = link.offer {
                writer.member("browser", utf8: offer.browser)
                writer.member("system", utf8: offer.system)
                writer.member("sameNetwork", bool: link.sameNetwork)
                writer.member("triesLeft", integer: max(0, link.triesLeft))
            }
            if let reason { writer.member("reason", name: reason.name) }
        }
    }
}

/// What the phone's view of a link can be.
enum LinkingState {
    case idle, contacting, confirm, finishing, done, failed

    var name: StaticString {
        switch self {
        case .idle: "idle"
        case .contacting: "contacting"
        case .confirm: "confirm"
        case .finishing: "finishing"
        case .done: "done"
        case .failed: "failed"
        }
    }
}

extension LinkReason {
    var name: StaticString {
        switch self {
        case .badCode: "badCode"
        case .used: "used"
        case .expired: "expired"
        case .wrongCode: "wrongCode"
        case .refused: "refused"
        case .offline: "offline"
        case .ownCode: "ownCode"
        case .cancelled: "cancelled"
        }
    }
}

/// A symbol's modules as bits, row by row, the most significant first; the last byte is filled up
/// with zeros.
private func packedRows(_ matrix: QRMatrix) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: (matrix.modules.count + 7) / 8)
    for (index, isDark) in matrix.modules.enumerated() where isDark {
        bytes[index / 8] |= 0x80 >> UInt8(index % 8)
    }
    return bytes
}
