internal import TandemProtocol

/// Where a desktop waits for a phone; keeps everything in memory, for minutes only.
///
///     ── open ──▶ waiting ── join ──▶ joined ── close ──▶ gone
///                    └──── 60 s ────────┴─── 5 min ──▶ expired
struct RendezvousDesk: Sendable {
    private struct Place {
        let desktop: ConnectionID
        let address: NetworkAddress
        var phone: ConnectionID?
        var endsAt: Timestamp
    }

    /// A meeting that is over, and who has to be told.
    struct Ended: Sendable {
        let reference: RendezvousReference
        let connections: [ConnectionID]
    }

    private var places: [RendezvousReference: Place] = [:]
    /// The places that each socket takes part in.
    private var bySocket: [ConnectionID: Set<RendezvousReference>] = [:]
    private var openByAddress: [NetworkAddress.LimitKey: Int] = [:]
    private var openings = EventLimit<NetworkAddress.LimitKey>(
        count: DeliveryLimits.rendezvousPerMinute,
        windowMilliseconds: DeliveryLimits.minute
    )
    private var past = PastReferences()

    /// How many are open.
    var openCount: Int { places.count }

    /// How many that are over are remembered.
    var pastCount: Int { past.count }

    /// Opens a place under a fresh reference.
    ///
    /// - Throws: `rateLimited` above the limits.
    mutating func open(
        _ reference: RendezvousReference,
        by desktop: ConnectionID,
        from address: NetworkAddress,
        now: Timestamp
    ) throws(ErrorAnswer) {
        let near = openByAddress[address.limitKey] ?? 0
        guard (bySocket[desktop]?.count ?? 0) < DeliveryLimits.rendezvousPerSocket,
            near < DeliveryLimits.rendezvousPerAddress
        else { throw .rateLimited(DeliveryLimits.rendezvousWait) }
        try openings.admit(address.limitKey, now: now)
        openByAddress[address.limitKey] = near + 1
        bySocket[desktop, default: []].insert(reference)
        places[reference] = Place(
            desktop: desktop,
            address: address,
            phone: nil,
            endsAt: now.adding(milliseconds: DeliveryLimits.rendezvousWait)
        )
    }

    /// Brings a phone to a place.
    ///
    /// - Returns: The desktop's socket and address.
    /// - Throws: `referenceUsed`, `referenceExpired`; `notAllowed` on the same socket.
    mutating func join(
        _ reference: RendezvousReference,
        by phone: ConnectionID,
        now: Timestamp
    ) throws(ErrorAnswer) -> (desktop: ConnectionID, address: NetworkAddress) {
        guard var place = places[reference] else {
            // One that nobody remembers is old too: from before a restart, or long gone.
            throw ErrorAnswer(past.wasUsed(reference) ? .referenceUsed : .referenceExpired)
        }
        guard place.phone == nil else { throw ErrorAnswer(.referenceUsed) }
        guard now < place.endsAt else { throw ErrorAnswer(.referenceExpired) }
        guard place.desktop != phone else { throw ErrorAnswer(.notAllowed) }
        place.phone = phone
        place.endsAt = now.adding(milliseconds: DeliveryLimits.rendezvousTalk)
        places[reference] = place
        bySocket[phone, default: []].insert(reference)
        return (place.desktop, place.address)
    }

    /// The other side of a meeting, if this socket takes part and both are there.
    func other(_ reference: RendezvousReference, than side: ConnectionID) -> ConnectionID? {
        guard let place = places[reference], let phone = place.phone else { return nil }
        if side == phone { return place.desktop }
        return side == place.desktop ? phone : nil
    }

    /// Ends a meeting that this socket takes part in.
    ///
    /// - Returns: The other side, if it is there.
    mutating func close(
        _ reference: RendezvousReference,
        by side: ConnectionID,
        now: Timestamp
    ) -> ConnectionID? {
        guard let place = places[reference], place.desktop == side || place.phone == side else {
            return nil
        }
        let other = other(reference, than: side)
        forget(reference, now: now)
        return other
    }

    /// Ends all meetings of a socket that is gone.
    mutating func leave(_ side: ConnectionID, now: Timestamp) -> [Ended] {
        (bySocket[side] ?? []).map { reference in
            let others = close(reference, by: side, now: now).map { [$0] } ?? []
            return Ended(reference: reference, connections: others)
        }
    }

    /// Ends all meetings whose time is over.
    mutating func sweep(now: Timestamp) -> [Ended] {
        past.sweep(now: now)
        let over = places.filter { $0.value.endsAt <= now }
        return over.map { reference, place in
            forget(reference, now: now)
            return Ended(
                reference: reference,
                connections: [place.desktop] + (place.phone.map { [$0] } ?? [])
            )
        }
    }

    private mutating func forget(_ reference: RendezvousReference, now: Timestamp) {
        guard let place = places.removeValue(forKey: reference) else { return }
        for socket in [place.desktop] + (place.phone.map { [$0] } ?? []) {
            bySocket[socket]?.remove(reference)
            if bySocket[socket]?.isEmpty ?? false { bySocket[socket] = nil }
        }
        let key = place.address.limitKey
        let open = openByAddress[key] ?? 0
        openByAddress[key] = open > 1 ? open - 1 : nil
        past.note(reference, wasUsed: place.phone != nil, now: now)
    }
}
