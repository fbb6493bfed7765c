import TandemProtocol

// What both sides of a link share.
extension Engine {
    /// Seals a message and sends it to the other side.
    func relay(_ message: LinkMessage, through channel: inout LinkChannel) {
        guard let body = channel.seal(message, provider: provider) else { return }
        tell(.relayRendezvous(reference: channel.reference, body: body))
    }

    func relayed(_ reference: RendezvousReference, _ body: [UInt8]) {
        if desktopLink.active?.code.reference == reference {
            desktopReceived(body)
        } else if phoneLink?.code.reference == reference {
            phoneReceived(body)
        }
    }

    func closed(_ reference: RendezvousReference, _ reason: RendezvousCloseReason) {
        if phoneLink?.code.reference == reference {
            phoneClosed(reason)
        } else {
            desktopClosed(reference, reason)
        }
    }

    func cancelLink() {
        if own == nil {
            failDesktopLink(.cancelled, closing: .cancelled)
        } else {
            cancelPhoneLink(.cancelled)
            showLinking()
        }
    }

    func linkTimedOut() {
        if own == nil {
            failDesktopLink(.expired, closing: .expired)
        } else if let link = phoneLink {
            switch link.state {
            case .contacting, .confirm, .raising, .finishing:
                failPhoneLink(.expired, closing: .expired)
                problem(.linkExpired)
            case .done, .failed: break
            }
        }
    }

    /// A rendezvous ends with its socket.
    func linkDisconnected() {
        if let link = phoneLink {
            switch link.state {
            case .contacting, .confirm, .raising, .finishing:
                failPhoneLink(.offline, closing: nil)
                problem(.offline)
            case .done, .failed: break
            }
        }
        guard own == nil else { return }
        switch desktopLink.state {
        case .preparing, .shown:
            desktopLink.offers = []
            desktopLink.state = .preparing
            timers.cancel(.rotateCode)
            showLink()
        case .scanned:
            desktopLink.offers = []
            desktopLink.active = nil
            desktopLink.state = .preparing
            desktopLink.shownCount = 0
            timers.cancel(.linkTimeout)
            showLink()
        case .idle, .syncing, .expired, .refused, .done: break
        }
    }

    /// Shows a code again once there is a connection.
    func continueLinkOnNewConnection() {
        guard case .preparing = desktopLink.state else { return }
        ask(.openRendezvous, .openRendezvous)
    }
}
