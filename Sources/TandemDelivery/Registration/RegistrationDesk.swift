internal import TandemBytes
internal import TandemProtocol

/// Hands out codes and checks them; keeps everything in memory, for minutes only.
///
///     ── request ──▶ code sent ── right code ──▶ token ── register ──▶ done
///          ▲────────── wrong five times, or ten minutes ──┘
struct RegistrationDesk: Sendable {
    private struct SentCode {
        let code: [UInt8]
        let sentAt: Timestamp
        var triesLeft = DeliveryLimits.codeTryCount
    }

    /// What a token stands for.
    struct Pending: Sendable {
        let number: PhoneNumber
        let account: AccountID
        let nextListVersion: UInt64
        let issuedAt: Timestamp
    }

    private var codes: [PhoneNumber: SentCode] = [:]
    private var tokens: [Bytes32: Pending] = [:]
    private var byNumber: EventLimit<PhoneNumber>
    private var byAddress: EventLimit<NetworkAddress.LimitKey>
    private var bySite: EventLimit<NetworkAddress.LimitKey>
    private var inAll: EventLimit<Bool>
    private var triesByAddress: EventLimit<NetworkAddress.LimitKey>
    private var wrongByNumber = EventLimit<PhoneNumber>(
        count: DeliveryLimits.wrongCodesPerDay,
        windowMilliseconds: DeliveryLimits.day
    )

    /// Starts without codes.
    init(_ configuration: DeliveryConfiguration) {
        let perAddress = configuration.codesPerAddressAndHour
        byNumber = .perHour(configuration.codesPerNumberAndHour)
        byAddress = .perHour(perAddress)
        bySite = .perHour(perAddress * DeliveryLimits.addressesPerSite)
        inAll = .perHour(configuration.codesPerHour)
        triesByAddress = .perHour(perAddress * DeliveryLimits.codeTryCount)
    }

    /// Notes a new code for a number, which replaces an earlier one.
    ///
    /// - Throws: `rateLimited`, with the time to wait.
    mutating func issueCode(
        _ code: [UInt8],
        for number: PhoneNumber,
        from address: NetworkAddress,
        now: Timestamp
    ) throws(ErrorAnswer) {
        if let last = byNumber.last(of: number) {
            let age = now.milliseconds(since: last)
            if age < DeliveryLimits.codePause { throw .rateLimited(DeliveryLimits.codePause - age) }
        }
        let waits = [
            byNumber.wait(for: number, now: now), byAddress.wait(for: address.limitKey, now: now),
            bySite.wait(for: address.siteKey, now: now), inAll.wait(for: true, now: now),
        ]
        if let wait = waits.compactMap(\.self).max() { throw .rateLimited(wait) }
        byNumber.note(number, now: now)
        byAddress.note(address.limitKey, now: now)
        bySite.note(address.siteKey, now: now)
        inAll.note(true, now: now)
        codes[number] = SentCode(code: code, sentAt: now)
    }

    /// Forgets a code that could not be sent.
    mutating func withdrawCode(for number: PhoneNumber) {
        codes[number] = nil
    }

    /// Checks a code; the right one is used up.
    ///
    /// - Throws: `codeExpired`, `wrongCode` with the tries left, `tooManyTries`, `rateLimited`.
    mutating func check(
        _ code: [UInt8],
        for number: PhoneNumber,
        from address: NetworkAddress,
        now: Timestamp
    ) throws(ErrorAnswer) {
        try triesByAddress.admit(address.limitKey, now: now)
        if let wait = wrongByNumber.wait(for: number, now: now) { throw .rateLimited(wait) }
        guard var sent = codes[number],
            now.milliseconds(since: sent.sentAt) < DeliveryLimits.codeLife
        else { throw ErrorAnswer(.codeExpired) }
        guard sent.triesLeft > 0 else { throw ErrorAnswer(.tooManyTries) }
        guard !equalInConstantTime(sent.code, code) else {
            codes[number] = nil
            return
        }
        wrongByNumber.note(number, now: now)
        sent.triesLeft -= 1
        codes[number] = sent
        guard sent.triesLeft > 0 else { throw ErrorAnswer(.tooManyTries) }
        throw ErrorAnswer(.wrongCode, value: UInt64(sent.triesLeft))
    }

    /// Notes a token for a number whose code was right.
    mutating func issueToken(_ token: Bytes32, for pending: Pending) {
        tokens[token] = pending
    }

    /// What a token stands for; it stays good until `useToken`.
    ///
    /// - Throws: `referenceExpired` for an old, used or unknown token.
    func pending(_ token: Bytes32, now: Timestamp) throws(ErrorAnswer) -> Pending {
        guard let pending = tokens[token],
            now.milliseconds(since: pending.issuedAt) < DeliveryLimits.codeLife
        else { throw ErrorAnswer(.referenceExpired) }
        return pending
    }

    /// Uses a token up.
    mutating func useToken(_ token: Bytes32) {
        tokens[token] = nil
    }

    /// Forgets what is no longer good.
    mutating func sweep(now: Timestamp) {
        codes = codes.filter {
            now.milliseconds(since: $0.value.sentAt) < DeliveryLimits.codeLife
        }
        tokens = tokens.filter {
            now.milliseconds(since: $0.value.issuedAt) < DeliveryLimits.codeLife
        }
    }
}
