internal import TandemBytes
internal import TandemProtocol

extension DeliveryService {
    /// Checks who a socket is, and starts delivery to it.
    func authenticate(
        _ body: Authentication,
        _ frame: ClientFrame,
        on session: Session
    ) async {
        let verified: (certificate: DeviceCertificate, listVersion: UInt64)
        let left: UInt32
        do throws(ErrorAnswer) {
            verified = try await verify(body, on: session)
            left = try await fromStore { () async throws(StoreError) in
                try await store.keyPackageCount(of: body.device)
            }
        } catch {
            refuse(frame, error, on: session)
            if error.code == .loggedOut {
                push(.loggedOut(logOutReason(of: error)), to: [session.connection])
                close(session, because: .finished)
            }
            return
        }
        let identity = MemberIdentity(account: body.account, device: body.device)
        admit(identity, isPhone: verified.certificate.role == .phone, to: session)
        guard await isStillListed(identity) else {
            // The list changed between the check and the entry in the registry.
            push(.loggedOut(.removed), to: [session.connection])
            close(session, because: .finished)
            return
        }
        answer(
            .authenticated(listVersion: verified.listVersion, keyPackages: left),
            to: frame.request,
            on: session
        )
        if left < ProtocolLimits.keyPackageLowMark {
            push(.keyPackagesLow(available: left), to: [session.connection])
        }
        tasks.start { await self.catchUp(session, as: identity) }
    }

    private func isStillListed(_ identity: MemberIdentity) async -> Bool {
        let record = try? await accounts.record(of: identity.account)
        return record?.list.certificate(of: identity.device) != nil
    }

    private func admit(_ identity: MemberIdentity, isPhone: Bool, to session: Session) {
        session.state.withLock { state in
            state.identity = identity
            state.isPhone = isPhone
            state.delivery = .catchingUp(missed: [], missedMail: false)
            state.bucket = TokenBucket(
                capacity: configuration.frameBurst,
                perSecond: configuration.framesPerSecond,
                now: now()
            )
        }
        if let oldest = registry.add(session, of: identity.device) {
            close(oldest, because: .finished)
        }
        // Who went meanwhile was not in the registry yet when it was to be taken out.
        if session.state.withLock({ $0.isGone }) { registry.remove(session, of: identity.device) }
        cursors.note(activity(of: identity, at: session.address))
    }

    /// Checks the signature, the certificate and that the device is still its account's.
    ///
    /// - Throws: `notAllowed`, `notFound`; `loggedOut`, whose value is the reason.
    private func verify(
        _ body: Authentication,
        on session: Session
    ) async throws(ErrorAnswer) -> (certificate: DeviceCertificate, listVersion: UInt64) {
        guard session.identity == nil, body.audience == session.audience else {
            throw ErrorAnswer(.notAllowed)
        }
        let record = try await fromStore { () async throws(StoreError) in
            try await accounts.record(of: body.account)
        }
        guard let record else { throw ErrorAnswer(.notFound) }
        guard let certificate = record.list.certificate(of: body.device) else {
            throw .loggedOut(.removed)
        }
        guard isSigned(body, by: certificate, on: session) else { throw ErrorAnswer(.notAllowed) }
        guard !certificate.isExpired(at: now()) else { throw .loggedOut(.expired) }
        let hasLeft = try await fromStore { () async throws(StoreError) in
            try await store.hasLeft(body.device)
        }
        guard !hasLeft else { throw .loggedOut(.removed) }
        return (certificate, record.list.version)
    }

    private func isSigned(
        _ body: Authentication,
        by certificate: DeviceCertificate,
        on session: Session
    ) -> Bool {
        let content = AuthenticationContent(
            nonce: session.nonce,
            account: body.account,
            device: body.device,
            audience: body.audience
        )
        return SignatureName.authentication.verify(
            content.encoded,
            signature: body.signature,
            publicKey: certificate.signatureKey,
            provider: provider
        )
    }

    private func logOutReason(of error: ErrorAnswer) -> LogOutReason {
        LogOutReason(rawValue: UInt8(truncatingIfNeeded: error.value)) ?? .removed
    }
}

extension ErrorAnswer {
    fileprivate static func loggedOut(_ reason: LogOutReason) -> ErrorAnswer {
        ErrorAnswer(.loggedOut, value: UInt64(reason.rawValue))
    }
}
