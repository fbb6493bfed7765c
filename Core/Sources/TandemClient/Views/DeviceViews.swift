import TandemJSON
import TandemProtocol

extension Engine {
    func showDevices() {
        guard let own else { return }
        notify("devices") { writer in
            writer.member("devices") { list in
                list.array { array in
                    for certificate in own.list.devices { write(certificate, into: &array) }
                }
            }
        }
    }

    private func write(_ certificate: DeviceCertificate, into writer: inout JSONWriter) {
        let info = deviceInfos.first { $0.device == certificate.device }
        let activity = activity.first { $0.device == certificate.device }
        let isCurrent = certificate.device == own?.device
        writer.object { object in
            object.member("id", hex: certificate.device.bytes)
            object.member("name", utf8: info?.name ?? [])
            object.member("browser", utf8: info?.browser ?? [])
            object.member("system", utf8: info?.system ?? [])
            object.member("kind", name: certificate.role == .phone ? "phone" : "desktop")
            object.member("linkedAt", time: info?.linkedAt ?? certificate.issuedAt)
            object.member("lastActive", time: isCurrent ? now : activity?.lastActive ?? .zero)
            object.member("connected", bool: isCurrent || activity?.connected ?? false)
            object.member("current", bool: isCurrent)
        }
    }

    func showContact(_ account: AccountID?, number: [UInt8]) {
        notify("contact") { writer in
            writer.member("found", bool: account != nil)
            writer.member("number", utf8: number)
            guard let account else { return }
            writer.member("account", hex: account.bytes)
            writer.member("name", utf8: contacts[account]?.record.name ?? [])
        }
    }

    func showContacts() {
        notify("contacts") { writer in
            writer.member("contacts") { list in
                list.array { array in
                    for contact in contacts.values { write(contact.record, into: &array) }
                }
            }
        }
    }

    private func write(_ record: ContactRecord, into writer: inout JSONWriter) {
        writer.object { object in
            object.member("account", hex: record.account.bytes)
            object.member("number", utf8: record.number)
            object.member("name", utf8: record.name)
        }
    }

    func showSecurityCode(_ chat: ConversationID, account: AccountID?) {
        let conversation = conversations[chat]
        let peer = account ?? conversation?.peer(of: own?.account)
        guard let own, let peer, let key = pinnedKey(of: peer), peer != own.account else {
            return problem(.notFound, chat: chat)
        }
        let code = SecurityCode(
            (own.account, own.accountKey),
            (peer, key),
            provider: provider
        )
        notify("securityCode") { writer in
            writer.member("chat", hex: chat.bytes)
            writer.member("account", hex: peer.bytes)
            writer.member("name", utf8: displayName(of: peer))
            writer.member("digits", utf8: code.digits)
            writeCode(code.payload, into: &writer)
        }
    }
}
