internal import TandemProtocol

/// What is left to do for a request after its first, synchronous part.
enum Step {
    /// Nothing; whatever answer there is was sent or will be.
    case finished
    /// This, before the frames that come behind.
    case later(@Sendable () async -> Void)
}

extension DeliveryService {
    /// Takes one WebSocket message; calls for one session must not overlap.
    public func receive(_ bytes: [UInt8], on session: Session) {
        counters.framesIn.increment()
        let frame: ClientFrame
        do throws(FrameError) {
            frame = try ClientFrame(decoding: bytes)
        } catch {
            refuseMalformed(error, on: session)
            return
        }
        guard admit(frame, byteCount: bytes.count, on: session) else { return }
        if case .later(let work) = begin(frame, on: session) {
            session.state.withLock { $0.isBusy = true }
            tasks.start { await self.finish(work, on: session) }
        }
    }

    /// Counts a frame that does not decode; too many close the socket.
    private func refuseMalformed(_ error: FrameError, on session: Session) {
        counters.malformed.increment()
        let count = session.state.withLock { state in
            state.malformedCount += 1
            return state.malformedCount
        }
        let code: ErrorCode = if case .unknownType = error { .unknownFrame } else { .malformed }
        push(.error(ErrorAnswer(code)), request: error.request, to: session)
        guard count >= ProtocolLimits.malformedFrameCount else { return }
        logger.info("closing a socket that sends rubbish")
        close(session, because: .policyViolation)
    }

    private func push(_ message: ServerMessage, request: UInt32, to session: Session) {
        transport.send(
            ServerFrame(request: request, message).encoded,
            to: [session.connection]
        )
    }

    func close(_ session: Session, because reason: CloseReason) {
        session.state.withLock { $0.isClosed = true }
        transport.close(session.connection, because: reason)
    }

    private enum Admission {
        case now, queued, refused, tooFast, overflow
    }

    /// Whether a frame is to be handled now; otherwise it was queued or refused.
    private func admit(_ frame: ClientFrame, byteCount: Int, on session: Session) -> Bool {
        let admission = session.state.withLock { state -> Admission in
            guard !state.isClosed else { return .refused }
            guard state.bucket.take(now: now()) else { return .tooFast }
            guard state.isBusy else { return .now }
            let limit =
                state.identity == nil
                ? DeliveryLimits.strangerInboxByteCount : DeliveryLimits.inboxByteCount
            let hasRoom = state.inbox.append(frame, byteCount: byteCount, limit: limit)
            return hasRoom ? .queued : .overflow
        }
        switch admission {
        case .now: return true
        case .queued, .refused: return false
        case .tooFast:
            refuse(frame, ErrorAnswer(.rateLimited, retryAfterSeconds: 1), on: session)
            return false
        case .overflow:
            close(session, because: .policyViolation)
            return false
        }
    }

    /// Runs the slow part of a request, then the requests behind it.
    private func finish(
        _ work: @escaping @Sendable () async -> Void,
        on session: Session
    ) async {
        var next: (@Sendable () async -> Void)? = work
        while let work = next {
            await work()
            next = nextWork(on: session)
        }
        // What was opened after the socket had gone has nobody to wait for it.
        if session.state.withLock({ $0.isGone }) { leaveRendezvous(session) }
    }

    /// Handles queued frames up to the next that takes time; without one, the session is free.
    private func nextWork(on session: Session) -> (@Sendable () async -> Void)? {
        while let frame = dequeue(from: session) {
            if case .later(let work) = begin(frame, on: session) { return work }
        }
        return nil
    }

    private func dequeue(from session: Session) -> ClientFrame? {
        session.state.withLock { state in
            guard !state.isClosed, let first = state.inbox.takeFirst() else {
                state.isBusy = false
                state.inbox.removeAll()
                return nil
            }
            return first
        }
    }

    func refuse(_ frame: ClientFrame, _ error: ErrorAnswer, on session: Session) {
        counters.refused.increment()
        answer(.error(error), to: frame.request, on: session)
    }

    /// Does what can be done of a request without waiting.
    private func begin(_ frame: ClientFrame, on session: Session) -> Step {
        guard let identity = session.identity else {
            guard frame.body.type.isOpenToAll else {
                refuse(frame, ErrorAnswer(.notAuthenticated), on: session)
                return .finished
            }
            return beginOpen(frame, on: session)
        }
        if frame.body.type.isOpenToAll { return beginOpen(frame, on: session) }
        return beginOwn(frame, as: identity, on: session)
    }

    /// Requests that need no authentication.
    private func beginOpen(_ frame: ClientFrame, on session: Session) -> Step {
        switch frame.body {
        case .ping:
            answer(.done, to: frame.request, on: session)
            return .finished
        case .openRendezvous: return openRendezvous(frame, on: session)
        case .relayRendezvous(let reference, let body):
            relay(body, at: reference, from: session)
            return .finished
        case .closeRendezvous(let reference, let reason):
            close(reference, reason: reason, by: session)
            return .finished
        case .requestCode(let number):
            return later(frame, on: session) { service throws(ErrorAnswer) in
                try await service.requestCode(for: number, on: session)
            }
        case .verifyCode(let number, let code):
            return later(frame, on: session) { service throws(ErrorAnswer) in
                try await service.verifyCode(code, for: number, on: session)
            }
        case .register(let registration):
            return later(frame, on: session) { service throws(ErrorAnswer) in
                try await service.register(registration)
            }
        case .authenticate(let authentication):
            return .later { await self.authenticate(authentication, frame, on: session) }
        default:
            refuse(frame, ErrorAnswer(.unknownFrame), on: session)
            return .finished
        }
    }

    /// Requests of an authenticated device.
    private func beginOwn(
        _ frame: ClientFrame,
        as identity: MemberIdentity,
        on session: Session
    ) -> Step {
        switch frame.body {
        case .send(let message): return send(message, frame, as: identity, on: session)
        case .sendEphemeral(let conversation, let body):
            return sendEphemeral(body, in: conversation, as: identity)
        case .acknowledge(let conversation, let sequence):
            cursors.note(.conversation(conversation, identity.device, sequence))
            return .finished
        case .acknowledgeMail(let sequence):
            cursors.note(.mailbox(identity.device, sequence))
            return .finished
        case .joinRendezvous(let reference):
            return join(reference, frame, on: session)
        case .logOut: return .later { await self.logOut(identity, frame, on: session) }
        default:
            return later(frame, on: session) { service throws(ErrorAnswer) in
                try await service.answer(frame.body, as: identity, on: session)
            }
        }
    }

    /// Requests of an authenticated device that wait for the store.
    private func answer(
        _ request: Request,
        as identity: MemberIdentity,
        on session: Session
    ) async throws(ErrorAnswer) -> ServerMessage {
        switch request {
        case .publishKeyPackages(let keyPackages, let lastResort):
            try await publishKeyPackages(keyPackages, lastResort: lastResort, as: identity)
        case .takeKeyPackages(let devices):
            try await takeKeyPackages(of: devices, as: identity)
        case .reserveBlob(let byteCount): try await reserveBlob(byteCount, as: identity)
        case .lookUpNumber(let number): try await lookUp(number, as: identity)
        case .fetchAccounts(let ids): try await fetchAccounts(ids)
        case .updateDeviceList(let list): try await updateDeviceList(list, as: identity)
        case .fetchDeviceActivity: try await fetchDeviceActivity(as: identity)
        case .createConversation(let groupInfo):
            try await createConversation(groupInfo, as: identity)
        case .sendCommit(let commit): try await sendCommit(commit, as: identity)
        case .fetchMessages(let conversation, let after, let limit):
            try await fetchMessages(in: conversation, after: after, limit: limit, as: identity)
        case .fetchGroupInfo(let conversation):
            try await fetchGroupInfo(of: conversation, as: identity)
        default: throw ErrorAnswer(.unknownFrame)
        }
    }

    /// A step whose answer takes time.
    private func later(
        _ frame: ClientFrame,
        on session: Session,
        _ work:
            @escaping @Sendable (DeliveryService) async throws(ErrorAnswer) -> ServerMessage
    ) -> Step {
        .later { [self] in
            do throws(ErrorAnswer) {
                answer(try await work(self), to: frame.request, on: session)
            } catch {
                refuse(frame, error, on: session)
            }
        }
    }
}

extension FrameError {
    /// The request that can be answered; 0 if there is none.
    var request: UInt32 {
        switch self {
        case .malformed(let request), .unknownType(let request): request
        case .notAFrame: 0
        }
    }
}
