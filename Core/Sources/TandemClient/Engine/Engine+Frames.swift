import TandemProtocol

// Every push and every answer goes to the part that it concerns. An answer of the wrong kind is
// ignored: what was asked is then asked again on the next connection.
extension Engine {
    func pushed(_ message: ServerMessage) {
        switch message {
        case .challenge(let nonce, _, let serverTime):
            challenged(nonce: nonce, serverTime: serverTime)
        case .message(let delivery): delivered(delivery)
        case .mail(let mail): received(mail)
        case .ephemeral(let conversation, let sender, let body):
            ephemeral(in: conversation, from: sender, body)
        case .accountChanged(let account, let version): accountChanged(account, version: version)
        case .keyPackagesLow(let available): keyPackagesCounted(available)
        case .keyPackagesPublished(let member): keyPackagesPublished(by: member)
        case .heads(let heads): received(heads)
        case .rendezvousScanned(let reference): scanned(reference)
        case .rendezvousMessage(let reference, let body): relayed(reference, body)
        case .rendezvousClosed(let reference, let reason): closed(reference, reason)
        case .loggedOut(let reason): saidLoggedOut(SessionLogOut(reason))
        case .done, .codeSent, .codeVerified, .authenticated, .keyPackageCount, .keyPackages,
            .accounts, .deviceActivity, .accepted, .messages, .groupInfoFound, .rendezvousOpened,
            .rendezvousJoined, .blobReserved, .error:
            counters.strayAnswers += 1
        }
    }

    func answered(_ request: PendingRequest, _ answer: ServerMessage) {
        switch request {
        case .requestCode: codeRequestAnswered(answer)
        case .verifyCode: codeAnswered(answer)
        case .register: registerAnswered(answer)
        case .authenticate: authenticationAnswered(answer)
        case .publishKeyPackages: keyPackagesAnswered(answer)
        case .takeKeyPackages(let chat): keyPackagesTaken(for: chat, answer)
        case .lookUp(let number, let purpose): lookUpAnswered(number, purpose, answer)
        case .fetchAccounts(let accounts): accountsAnswered(accounts, answer)
        case .updateDeviceList(let list): deviceListAnswered(list, answer)
        case .deviceActivity: activityAnswered(answer)
        case .logOut: logOutSettled()
        case .createConversation(let chat): creationAnswered(chat, answer)
        case .send(let chat, let message): sendAnswered(message, in: chat, answer)
        case .commit(let chat, let message): commitAnswered(message, in: chat, answer)
        case .fetchMessages(let chat): messagesAnswered(chat, answer)
        case .fetchGroupInfo(let chat): groupInfoAnswered(chat, answer)
        case .openRendezvous: rendezvousOpened(answer)
        case .joinRendezvous: rendezvousJoined(answer)
        case .reserveBlob: blobAnswered(answer)
        case .ping: break
        }
    }
}
