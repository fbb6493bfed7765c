internal import TandemProtocol

extension DeliveryService {
    /// Opens a place where a desktop waits for a phone.
    func openRendezvous(_ frame: ClientFrame, on session: Session) -> Step {
        let reference = RendezvousReference(randomBytes16())
        do throws(ErrorAnswer) {
            try locked(rendezvous) { desk throws(ErrorAnswer) in
                try desk.open(
                    reference,
                    by: session.connection,
                    from: session.address,
                    now: now()
                )
            }
            let seconds = UInt32(DeliveryLimits.rendezvousWait / 1000)
            answer(
                .rendezvousOpened(reference, validForSeconds: seconds),
                to: frame.request,
                on: session
            )
        } catch {
            refuse(frame, error, on: session)
        }
        return .finished
    }

    /// Brings a phone to a place, and tells the desktop.
    func join(
        _ reference: RendezvousReference,
        _ frame: ClientFrame,
        on session: Session
    ) -> Step {
        do throws(ErrorAnswer) {
            guard session.state.withLock({ $0.isPhone }) else { throw ErrorAnswer(.notAllowed) }
            let place = try locked(rendezvous) { desk throws(ErrorAnswer) in
                try desk.join(reference, by: session.connection, now: now())
            }
            push(.rendezvousScanned(reference), to: [place.desktop])
            answer(
                .rendezvousJoined(
                    sameNetwork: place.address.network == session.address.network,
                    network: Array(place.address.networkText.utf8)
                ),
                to: frame.request,
                on: session
            )
        } catch {
            refuse(frame, error, on: session)
        }
        return .finished
    }

    /// Passes bytes to the other side of a meeting.
    func relay(_ body: [UInt8], at reference: RendezvousReference, from session: Session) {
        let other = rendezvous.withLock { $0.other(reference, than: session.connection) }
        guard let other else { return }
        push(.rendezvousMessage(reference, body: body), to: [other])
    }

    /// Ends a meeting, and tells the other side.
    func close(
        _ reference: RendezvousReference,
        reason: RendezvousCloseReason,
        by session: Session
    ) {
        let other = rendezvous.withLock {
            $0.close(reference, by: session.connection, now: now())
        }
        guard let other else { return }
        push(.rendezvousClosed(reference, reason: reason), to: [other])
    }

    /// Tells those who are still there that meetings are over.
    func tell(_ ended: [RendezvousDesk.Ended], reason: RendezvousCloseReason) {
        for item in ended where !item.connections.isEmpty {
            push(.rendezvousClosed(item.reference, reason: reason), to: item.connections)
        }
    }
}
