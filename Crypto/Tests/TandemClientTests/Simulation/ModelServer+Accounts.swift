import MLSWire
import TandemBytes
import TandemCrypto
import TandemProtocol

// Registration, device lists and key packages.
extension ModelServer {
    func verified(_ number: [UInt8]) -> ServerMessage {
        let existed = numbers[number] != nil
        let account = numbers[number] ?? randomID()
        numbers[number] = account
        if accounts[account] == nil { accounts[account] = Account(id: account) }
        let token = random32()
        tokens[token.bytes] = account
        let next = (accounts[account]?.list?.version ?? 0) + 1
        return .codeVerified(
            CodeVerified(token: token, account: account, nextListVersion: next, existed: existed)
        )
    }

    func register(_ body: Registration) -> ServerMessage {
        guard let id = tokens.removeValue(forKey: body.token.bytes),
            let account = accounts[id]
        else { return .error(ErrorAnswer(.referenceExpired)) }
        let record = AccountRecord(account: id, accountKey: body.accountKey, list: body.list)
        guard (try? record.verify(provider: provider)) != nil,
            body.list.version > account.list?.version ?? 0
        else { return .error(ErrorAnswer(.notAllowed)) }
        for certificate in account.list?.devices ?? [] {
            expel(certificate.device, .registeredElsewhere)
        }
        accounts[id]?.key = body.accountKey
        accounts[id]?.list = body.list
        announce(id)
        return .done
    }

    func authenticate(_ body: Authentication, on id: ConnectionID) -> ServerMessage? {
        guard let nonce = connections[id]?.nonce, let account = accounts[body.account],
            let certificate = account.list?.certificate(of: body.device)
        else {
            sent.append((id, ServerFrame(.loggedOut(.removed))))
            return .error(ErrorAnswer(.loggedOut))
        }
        let content = AuthenticationContent(
            nonce: nonce,
            account: body.account,
            device: body.device,
            audience: body.audience
        )
        let isValid = SignatureName.authentication.verify(
            content.encoded,
            signature: body.signature,
            publicKey: certificate.signatureKey,
            provider: provider
        )
        guard isValid else { return .error(ErrorAnswer(.notAuthenticated)) }
        let identity = MemberIdentity(account: body.account, device: body.device)
        connections[id]?.identity = identity
        welcome(identity, on: id)
        return .authenticated(
            listVersion: account.list?.version ?? 0,
            keyPackages: UInt32(stocks[body.device]?.packages.count ?? 0)
        )
    }

    /// What follows an authentication; pushed behind its answer.
    private func welcome(_ identity: MemberIdentity, on id: ConnectionID) {
        late.append { server in
            let rooms = server.rooms.filter { $0.value.cursors[identity.device] != nil }
            let heads = rooms.map { id, room in
                ConversationHead(
                    conversation: id,
                    epoch: room.group.epoch.rawValue,
                    head: room.head,
                    acknowledged: room.cursors[identity.device] ?? 0
                )
            }
            server.push(.heads(heads), to: id)
            for mail in server.mail[identity.device] ?? [] { server.push(.mail(mail), to: id) }
            for (_, room) in rooms {
                let cursor = room.cursors[identity.device] ?? 0
                for delivery in room.log where delivery.sequence > cursor {
                    server.push(.message(delivery), to: id)
                }
            }
        }
    }

    func update(_ list: DeviceList, by identity: MemberIdentity) -> ServerMessage {
        guard let account = accounts[identity.account], let known = account.list else {
            return .error(ErrorAnswer(.notFound))
        }
        guard list.version > known.version else {
            return .error(ErrorAnswer(.outdated, value: known.version))
        }
        guard (try? list.verify(accountKey: account.key, provider: provider)) != nil else {
            return .error(ErrorAnswer(.notAllowed))
        }
        accounts[identity.account]?.list = list
        for certificate in known.devices where list.certificate(of: certificate.device) == nil {
            expel(certificate.device, .removed)
        }
        announce(identity.account)
        return .done
    }

    private func expel(_ device: DeviceID, _ reason: LogOutReason) {
        if let id = connection(of: device) {
            push(.loggedOut(reason), to: id)
            closed.append(id)
            connections[id]?.identity = nil
        }
        stocks[device] = nil
        mail[device] = nil
    }

    /// Tells own devices and those who share a conversation.
    private func announce(_ account: AccountID) {
        let version = accounts[account]?.list?.version ?? 0
        for device in audience(of: account) {
            push(.accountChanged(account, version: version), to: device)
        }
    }

    func audience(of account: AccountID) -> [DeviceID] {
        var devices = accounts[account]?.list?.devices.map(\.device) ?? []
        for room in rooms.values {
            let isIn = room.group.context.conversation?.participant(account) != nil
            if isIn { devices += room.cursors.keys }
        }
        return Array(Set(devices))
    }

    func record(of account: AccountID) -> AccountRecord? {
        guard let known = accounts[account], let list = known.list else { return nil }
        let record = AccountRecord(account: account, accountKey: known.key, list: list)
        return forgesRecord?(record) ?? record
    }

    func publish(
        _ packages: [[UInt8]],
        _ lastResort: [UInt8]?,
        by identity: MemberIdentity
    ) -> ServerMessage {
        var stock = stocks[identity.device] ?? Stock()
        if let lastResort {
            stock.lastResort = lastResort
            stock.packages = []
        }
        stock.packages += packages
        let isFirst = !stock.hasAnnounced
        stock.hasAnnounced = true
        stocks[identity.device] = stock
        if isFirst {
            for device in audience(of: identity.account) where device != identity.device {
                push(.keyPackagesPublished(identity), to: device)
            }
        }
        return .keyPackageCount(UInt32(stock.packages.count))
    }

    func take(_ device: DeviceID) -> TakenKeyPackage {
        guard let stock = stocks[device] else {
            return TakenKeyPackage(device: device, keyPackage: nil)
        }
        guard let first = stock.packages.first else {
            return TakenKeyPackage(device: device, keyPackage: stock.lastResort)
        }
        stocks[device]?.packages.removeFirst()
        return TakenKeyPackage(device: device, keyPackage: first)
    }
}
