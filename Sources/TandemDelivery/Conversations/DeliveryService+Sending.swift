internal import Metrics
internal import MLSWire
internal import TandemBytes
internal import TandemProtocol

extension DeliveryService {
    /// Appends a message; at once if the conversation is in memory.
    func send(
        _ body: OutgoingMessage,
        _ frame: ClientFrame,
        as identity: MemberIdentity,
        on session: Session
    ) -> Step {
        if body.kind == .application, let conversation = conversations.loaded(body.conversation) {
            append(body, frame, to: conversation, as: identity, on: session)
            return .finished
        }
        return .later { [self] in
            do throws(ErrorAnswer) {
                let conversation = try await conversation(body.conversation)
                if body.kind == .application {
                    append(body, frame, to: conversation, as: identity, on: session)
                } else {
                    let answer = try await propose(body, in: conversation, as: identity)
                    self.answer(answer, to: frame.request, on: session)
                }
            } catch {
                refuse(frame, error, on: session)
            }
        }
    }

    /// A conversation.
    ///
    /// - Throws: `notFound` if there is none.
    func conversation(_ id: ConversationID) async throws(ErrorAnswer) -> Conversation {
        let conversation = try await fromStore { () async throws(StoreError) in
            try await conversations.conversation(id)
        }
        guard let conversation else { throw ErrorAnswer(.notFound) }
        return conversation
    }

    /// Hands a message to the store, which answers in its time.
    private func append(
        _ body: OutgoingMessage,
        _ frame: ClientFrame,
        to conversation: Conversation,
        as identity: MemberIdentity,
        on session: Session
    ) {
        do throws(ErrorAnswer) {
            guard conversation.contains(identity.device) else { throw ErrorAnswer(.notFound) }
            guard body.hasTrueHeader else { throw ErrorAnswer(.notAllowed) }
            try noteSending(body.body.count, by: identity)
        } catch {
            refuse(frame, error, on: session)
            return
        }
        store.append(newMessage(body, as: identity)) { [self] result in
            switch settle(result, of: identity.device, in: conversation) {
            case .success(let answer): self.answer(answer, to: frame.request, on: session)
            case .failure(let error): refuse(frame, error, on: session)
            }
        }
    }

    private func newMessage(
        _ body: OutgoingMessage,
        as identity: MemberIdentity,
        _ effects: CommitEffects? = nil
    ) -> NewMessage {
        NewMessage(
            conversation: body.conversation,
            sender: identity,
            message: body.message,
            epoch: body.epoch,
            at: now(),
            kind: body.kind,
            body: body.body,
            effects: effects
        )
    }

    /// Sends on what became durable, and says what to answer.
    ///
    /// - Parameter before: Runs for what was accepted, before anyone is told.
    private func settle(
        _ result: Result<AppendOutcome, StoreError>,
        of sender: DeviceID,
        in conversation: Conversation,
        before: () -> Void = {}
    ) -> Result<ServerMessage, ErrorAnswer> {
        switch result {
        case .failure(let error): return .failure(ErrorAnswer(store: error))
        case .success(.notFound): return .failure(ErrorAnswer(.notFound))
        case .success(.staleEpoch(let current)):
            return .failure(ErrorAnswer(.staleEpoch, value: current))
        case .success(.repeated(let earlier)):
            return .success(.accepted(sequence: earlier.sequence, at: earlier.at))
        case .success(.accepted(let accepted)):
            // Who leaves by a commit still gets it; who is added by it gets a Welcome instead.
            let devices = conversation.devices(and: sender)
            before()
            let frame = DeliveryFrame.encode(accepted.delivery)
            bus.publish(
                Notice(
                    devices: devices,
                    action: .deliver(conversation.id, frame: frame)
                )
            )
            publish(accepted.mail)
            counters.messages.increment()
            return .success(.accepted(sequence: accepted.sequence, at: accepted.at))
        }
    }

    /// Appends, and waits until that is durable.
    private func append(
        _ message: NewMessage,
        to conversation: Conversation,
        before: @escaping @Sendable () -> Void
    ) async throws(ErrorAnswer) -> ServerMessage {
        let result = await withCheckedContinuation { continuation in
            store.append(message) { [self] result in
                continuation.resume(
                    returning: settle(
                        result,
                        of: message.sender.device,
                        in: conversation,
                        before: before
                    )
                )
            }
        }
        return try result.get()
    }

    /// Appends a proposal.
    private func propose(
        _ body: OutgoingMessage,
        in conversation: Conversation,
        as identity: MemberIdentity
    ) async throws(ErrorAnswer) -> ServerMessage {
        try noteSending(body.body.count, by: identity)
        let message = newMessage(body, as: identity)
        let staged: StagedPublicMessage
        do throws(ErrorAnswer) {
            staged = try await check(body, proposalIn: conversation, as: identity)
        } catch {
            return try await earlier(message, otherwise: error)
        }
        return try await append(message, to: conversation) {
            conversation.state.withLock { state in
                // Staged on another state, it belongs to an epoch that the store refuses.
                try? state.group.apply(staged)
            }
        }
    }

    /// Appends a commit, which begins an epoch.
    func sendCommit(
        _ body: OutgoingCommit,
        as identity: MemberIdentity
    ) async throws(ErrorAnswer) -> ServerMessage {
        try noteSending(body.encoded.count, by: identity)
        let conversation = try await conversation(body.conversation)
        let checked: CheckedCommit
        let effects: CommitEffects
        do throws(ErrorAnswer) {
            checked = try await check(body, in: conversation, as: identity)
            effects = try self.effects(of: checked, body)
        } catch {
            return try await earlier(newMessage(body.appended, as: identity), otherwise: error)
        }
        let message = newMessage(body.appended, as: identity, effects)
        return try await append(message, to: conversation) { [conversations, counters] in
            conversations.advance(conversation, to: checked.group)
            counters.commits.increment()
        }
    }

    /// What a commit changes besides the group, and whether its Welcome is for those it adds.
    private func effects(
        of checked: CheckedCommit,
        _ body: OutgoingCommit
    ) throws(ErrorAnswer) -> CommitEffects {
        let change = checked.change
        let added = devices(change.added)
        guard Set(added) == Set(body.welcomed), added.count == body.welcomed.count,
            added.isEmpty == (body.welcome == nil)
        else { throw ErrorAnswer(.invalidCommit) }
        let newcomer = change.oldCommitter == nil ? change.newCommitter : nil
        let joined = devices(newcomer.map { [$0] } ?? [])
        return CommitEffects(
            group: StoredGroup(groupInfo: body.groupInfo, state: checked.group.encoded),
            added: added,
            removed: devices(change.removed).filter { !joined.contains($0) },
            joined: joined.first,
            welcome: body.welcome
        )
    }

    private func devices(_ members: [Member]) -> [DeviceID] {
        members.compactMap { $0.leafNode.memberIdentity?.device }
    }

    /// What to answer to a handshake message that is refused: what was answered before, if it was
    /// accepted before.
    private func earlier(
        _ message: NewMessage,
        otherwise error: ErrorAnswer
    ) async throws(ErrorAnswer) -> ServerMessage {
        let found = try await fromStore { () async throws(StoreError) in
            try await store.earlier(
                message.message,
                of: message.sender.device,
                in: message.conversation
            )
        }
        guard let found else { throw error }
        return .accepted(sequence: found.sequence, at: found.at)
    }

    /// Passes bytes to the devices of a conversation that are connected.
    func sendEphemeral(
        _ body: [UInt8],
        in id: ConversationID,
        as identity: MemberIdentity
    ) -> Step {
        guard let conversation = conversations.loaded(id) else {
            return .later { [self] in
                guard let conversation = try? await conversation(id) else { return }
                passOn(body, in: conversation, as: identity)
            }
        }
        passOn(body, in: conversation, as: identity)
        return .finished
    }

    private func passOn(
        _ body: [UInt8],
        in conversation: Conversation,
        as identity: MemberIdentity
    ) {
        guard conversation.contains(identity.device) else { return }
        publish(
            .ephemeral(conversation: conversation.id, sender: identity.device, body: body),
            to: conversation.devices.filter { $0 != identity.device }
        )
    }
}

extension OutgoingCommit {
    /// What is appended of it.
    fileprivate var appended: OutgoingMessage {
        OutgoingMessage(
            conversation: conversation,
            message: message,
            kind: .commit,
            epoch: epoch,
            body: commit
        )
    }
}
