internal import MLSWire
internal import TandemBytes
internal import TandemProtocol

extension DeliveryService {
    /// What lies after a place.
    func fetchMessages(
        in id: ConversationID,
        after: UInt64,
        limit: UInt16,
        as identity: MemberIdentity
    ) async throws(ErrorAnswer) -> ServerMessage {
        let last = try await lastVisible(in: id, to: identity.device)
        let count = min(Int(limit), ProtocolLimits.deliveryCount)
        let found = try await fromStore { () async throws(StoreError) in
            try await store.deliveries(
                in: id,
                after: after,
                upTo: last,
                limit: count,
                byteLimit: DeliveryLimits.fetchByteCount
            )
        }
        var items: [Delivery] = []
        for item in found {
            do throws(DecodeError) {
                items.append(try Delivery(exactly: item.delivery))
            } catch {
                throw ErrorAnswer(.unavailable)
            }
        }
        let more = items.last.map { $0.sequence < last } ?? false
        return .messages(items, more: more)
    }

    private func lastVisible(
        in id: ConversationID,
        to device: DeviceID
    ) async throws(ErrorAnswer) -> UInt64 {
        let head = try await fromStore { () async throws(StoreError) in
            try await store.head(of: id, for: device)
        }
        guard let head else { throw ErrorAnswer(.notFound) }
        return head.head
    }

    /// What an external commit needs; for listed devices of participants.
    func fetchGroupInfo(
        of id: ConversationID,
        as identity: MemberIdentity
    ) async throws(ErrorAnswer) -> ServerMessage {
        let stored = try await fromStore { () async throws(StoreError) in
            try await store.conversation(id)
        }
        guard let stored else { throw ErrorAnswer(.notFound) }
        let group: PublicGroup
        do throws(DecodeError) {
            group = try PublicGroup(exactly: stored.group.state)
        } catch {
            throw ErrorAnswer(.unavailable)
        }
        guard group.context.conversation?.participant(identity.account) != nil else {
            throw ErrorAnswer(.notFound)
        }
        return .groupInfoFound(
            groupInfo: stored.group.groupInfo,
            ratchetTree: group.tree.exported.encoded,
            head: stored.head
        )
    }

    /// Sends a session all that is stored for its device, until nothing is missing; from then on
    /// news is sent as it comes.
    func catchUp(_ session: Session, as identity: MemberIdentity) async {
        do throws(StoreError) {
            let heads = try await store.heads(of: identity.device)
            push(.heads(heads.map(\.wire)), to: [session.connection])
            var positions: [ConversationID: UInt64] = [:]
            for head in heads { positions[head.conversation] = head.acknowledged }
            var mailPosition = try await sendMail(after: 0, to: session, identity)
            var todo = Set(heads.filter { $0.acknowledged < $0.head }.map(\.conversation))
            repeat {
                for id in todo {
                    let start = positions[id]
                    positions[id] = try await sendMessages(
                        in: id,
                        after: start,
                        to: session,
                        identity
                    )
                }
                guard let missed = session.takeMissed() else { return }
                todo = missed.conversations
                if missed.mail {
                    mailPosition = try await sendMail(after: mailPosition, to: session, identity)
                }
            } while true
        } catch {
            logger.warning("a device was not brought up to date: \(error)")
            close(session, because: .finished)
        }
    }

    /// Sends mail page by page, each when the one before has left.
    private func sendMail(
        after start: UInt64,
        to session: Session,
        _ identity: MemberIdentity
    ) async throws(StoreError) -> UInt64 {
        var position = start
        while true {
            let page = try await store.mail(
                of: identity.device,
                after: position,
                limit: DeliveryLimits.mailPageCount
            )
            guard let last = page.last else { return position }
            position = last.sequence
            await transport.sendAndWait(
                page.map { ServerFrame(.mail($0)).encoded },
                to: session.connection
            )
        }
    }

    /// Sends messages page by page, each when the one before has left.
    private func sendMessages(
        in id: ConversationID,
        after start: UInt64?,
        to session: Session,
        _ identity: MemberIdentity
    ) async throws(StoreError) -> UInt64 {
        guard let head = try await store.head(of: id, for: identity.device) else {
            return start ?? 0
        }
        var position = start ?? head.acknowledged
        while !session.isClosed {
            let page = try await store.deliveries(
                in: id,
                after: position,
                upTo: head.head,
                limit: DeliveryLimits.page.count,
                byteLimit: DeliveryLimits.page.byteCount
            )
            guard let last = page.last else { break }
            position = last.sequence
            await transport.sendAndWait(
                page.map { DeliveryFrame.encode($0.delivery) },
                to: session.connection
            )
        }
        return position
    }
}

extension DeviceHead {
    fileprivate var wire: ConversationHead {
        ConversationHead(
            conversation: conversation,
            epoch: epoch,
            head: head,
            acknowledged: acknowledged
        )
    }
}

extension Session {
    var isClosed: Bool { state.withLock { $0.isClosed } }

    /// What came in while the session caught up; `nil` if nothing did, and the session is live, or
    /// closed.
    fileprivate func takeMissed() -> (conversations: Set<ConversationID>, mail: Bool)? {
        state.withLock { state in
            guard !state.isClosed,
                case .catchingUp(let missed, let missedMail) = state.delivery
            else { return nil }
            guard missed.isEmpty, !missedMail else {
                state.delivery = .catchingUp(missed: [], missedMail: false)
                return (missed, missedMail)
            }
            state.delivery = .live
            return nil
        }
    }
}
