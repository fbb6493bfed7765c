internal import TandemBytes
internal import TandemProtocol

extension DeliveryService {
    /// Sends a registration code by SMS.
    func requestCode(
        for text: [UInt8],
        on session: Session
    ) async throws(ErrorAnswer) -> ServerMessage {
        guard let number = PhoneNumber(text) else { throw ErrorAnswer(.invalidNumber) }
        let code = randomCode()
        let moment = now()
        try locked(registration) { desk throws(ErrorAnswer) in
            try desk.issueCode(code, for: number, from: session.address, now: moment)
        }
        do throws(SMSError) {
            let digits = String(decoding: code, as: UTF8.self)
            try await gateway.send("Your Tandem code is \(digits). Give it to nobody.", to: number)
        } catch {
            registration.withLock { $0.withdrawCode(for: number) }
            throw ErrorAnswer(error == .refused ? .invalidNumber : .unavailable)
        }
        return .codeSent(
            validForSeconds: UInt32(DeliveryLimits.codeLife / 1000),
            retryAfterSeconds: UInt32(DeliveryLimits.codePause / 1000)
        )
    }

    /// Checks a registration code; the right one gives a token.
    func verifyCode(
        _ code: [UInt8],
        for text: [UInt8],
        on session: Session
    ) async throws(ErrorAnswer) -> ServerMessage {
        guard let number = PhoneNumber(text) else { throw ErrorAnswer(.invalidNumber) }
        let moment = now()
        try locked(registration) { desk throws(ErrorAnswer) in
            try desk.check(code, for: number, from: session.address, now: moment)
        }
        let existing = try await fromStore { () async throws(StoreError) in
            try await store.account(number: number)
        }
        let pending = RegistrationDesk.Pending(
            number: number,
            account: existing?.account ?? AccountID(randomBytes16()),
            nextListVersion: (existing?.list.version ?? 0) &+ 1,
            issuedAt: moment
        )
        let token = randomBytes32()
        registration.withLock { $0.issueToken(token, for: pending) }
        return .codeVerified(
            CodeVerified(
                token: token,
                account: pending.account,
                nextListVersion: pending.nextListVersion,
                existed: existing != nil
            )
        )
    }

    /// Sets an account's key and first device list; earlier devices are logged out.
    func register(_ body: Registration) async throws(ErrorAnswer) -> ServerMessage {
        let pending = try locked(registration) { desk throws(ErrorAnswer) in
            try desk.pending(body.token, now: now())
        }
        let record = AccountRecord(
            account: pending.account,
            accountKey: body.accountKey,
            list: body.list
        )
        do throws(DeviceListError) {
            try record.verify(provider: provider)
        } catch {
            throw ErrorAnswer(.notAllowed)
        }
        guard body.list.devices.count == 1 else { throw ErrorAnswer(.notAllowed) }
        try await checkVersion(of: record, pending)
        let change = try await store(record, number: pending.number)
        registration.withLock { $0.useToken(body.token) }
        accounts.note(record)
        announce(change, of: record, reason: .registeredElsewhere)
        return .done
    }

    /// Checks that a first list follows the last one of its number, which the phone before may have
    /// raised since the code was right.
    ///
    /// Exactly by one: who has a number only for a while could otherwise use all versions up.
    ///
    /// - Throws: `outdated`, with the version that it has to follow; `referenceExpired` if the number
    ///   has another account by now.
    private func checkVersion(
        of record: AccountRecord,
        _ pending: RegistrationDesk.Pending
    ) async throws(ErrorAnswer) {
        let known = try await fromStore { () async throws(StoreError) in
            try await store.account(number: pending.number)
        }
        guard known?.account ?? record.account == record.account else {
            throw ErrorAnswer(.referenceExpired)
        }
        let last = known?.list.version ?? 0
        guard record.list.version == last &+ 1 else {
            throw ErrorAnswer(.outdated, value: last)
        }
    }

    private func store(
        _ record: AccountRecord,
        number: PhoneNumber
    ) async throws(ErrorAnswer) -> ListChange {
        do throws(StoreError) {
            return try await store.register(record, number: number, at: now())
        } catch {
            guard error == .conflict else { throw ErrorAnswer(store: error) }
            throw ErrorAnswer(.outdated, value: record.list.version)
        }
    }

    /// Six digits, each as likely as any other.
    private func randomCode() -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        let zero = UInt8(ascii: "0")
        return (0..<6).map { _ in zero + UInt8.random(in: 0...9, using: &generator) }
    }
}
