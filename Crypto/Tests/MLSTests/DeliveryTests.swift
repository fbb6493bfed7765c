import MLS
import MLSWire
import TandemBytes
import Testing

@Suite("Delivery out of order, twice, late and too early")
struct DeliveryTests {
    @Test("messages are read in any order, each once")
    func shuffled() throws {
        var group = try makeGroup(["alice", "bob"])
        let messages = try (0..<20).map { try group[0].send("message \($0)") }
        for index in [7, 3, 19, 0, 12, 1, 18, 2, 4, 5, 6, 8, 9, 10, 11, 13, 14, 15, 16, 17] {
            #expect(try group[1].read(messages[index]) == "message \(index)")
        }
        for message in messages {
            guard case .duplicate = try group[1].receive(message) else {
                Issue.record("a message was read twice")
                continue
            }
        }
    }

    @Test("a message within the forward window is read, one beyond it is not")
    func forwardWindow() throws {
        var group = try makeGroup(["alice", "bob"])
        var messages: [[UInt8]] = []
        for index in 0...GroupLimits.forwardGenerations + 1 {
            messages.append(try group[0].send("\(index)"))
        }
        let before = group[1].state.encoded
        #expect(throws: ProcessError.tooFarAhead) { try group[1].receive(messages[1001]) }
        #expect(group[1].state.encoded == before)
        #expect(try group[1].read(messages[1000]) == "1000")
        #expect(try group[1].read(messages[1001]) == "1001")
    }

    @Test("of the keys that were skipped, the oldest are given up first")
    func skippedKeys() throws {
        var group = try makeGroup(["alice", "bob"])
        let messages = try (0..<1200).map { try group[0].send("\($0)") }
        _ = try group[1].read(messages[900])
        _ = try group[1].read(messages[1199])
        guard case .duplicate = try group[1].receive(messages[0]) else {
            Issue.record("the oldest key was kept")
            return
        }
        #expect(try group[1].read(messages[1198]) == "1198")
    }

    @Test("late messages of the last epochs are read, even of a member that is gone; older are not")
    func pastEpochs() throws {
        var group = try makeGroup(["alice", "bob", "carol"])
        let carol = group[2].index
        let oldest = try group[2].send("oldest")
        var late: [[UInt8]] = []
        let removal = try group[0].commit { $0.remove = [carol] }
        late.append(try group[2].send("late 0"))
        group[0].state.apply(removal)
        try group[1].follow(removal)
        for number in 1...2 {
            late.append(try group[0].send("late \(number)"))
            let pending = try group[0].commit()
            group[0].state.apply(pending)
            try group[1].follow(pending)
        }
        try group[1].restart()
        for (number, message) in late.enumerated().reversed() {
            #expect(try group[1].read(message) == "late \(number)")
        }
        let last = try group[0].commit()
        group[0].state.apply(last)
        try group[1].follow(last)
        guard case .stale = try group[1].receive(oldest) else {
            Issue.record("an epoch was kept too long")
            return
        }
    }

    @Test("a late message is attributed to the leaf of its epoch, not to who is there now")
    func pastLeaf() throws {
        var group = try makeGroup(["alice", "bob", "carol"])
        let carol = group[2].index
        let late = try group[2].send("from carol")
        var dave = Device("dave")
        let bundle = try dave.keyPackage()
        let swap = try group[0].commit {
            $0.remove = [carol]
            $0.add = [bundle.keyPackage]
        }
        group[0].state.apply(swap)
        try group[1].follow(swap)
        try dave.join(swap, with: bundle)
        #expect(dave.index == carol)
        guard case .application(let message) = try group[1].receive(late) else {
            Issue.record("the message was not read")
            return
        }
        #expect(message.leafNode.credential == .basic(identity: Array("carol".utf8)))
    }

    @Test("a message of the next epoch is early, and is read once that has begun")
    func early() throws {
        var group = try makeGroup(["alice", "bob"])
        let pending = try group[0].commit()
        group[0].state.apply(pending)
        let message = try group[0].send("soon")
        guard case .early(let epoch) = try group[1].receive(message) else {
            Issue.record("not early")
            return
        }
        #expect(epoch == group[0].state.epoch)
        try group[1].follow(pending)
        #expect(try group[1].read(message) == "soon")
    }

    @Test("own messages are known as such when they come back")
    func echoes() throws {
        var group = try makeGroup(["alice", "bob"])
        let message = try group[0].send("to all")
        guard case .ownEcho = try group[0].receive(message) else {
            Issue.record("the own message was not known")
            return
        }
        let proposal = try group[0].state.proposeUpdate(
            identity: group[0].identity,
            policy: policy,
            provider: provider
        )
        guard case .ownEcho = try group[0].receive(proposal) else {
            Issue.record("the own proposal was not known")
            return
        }
        let pending = try group[0].commit()
        guard case .ownEcho = try group[0].receive(pending.message) else {
            Issue.record("the own commit was not known")
            return
        }
    }

    @Test("a proposal that comes twice is kept once")
    func duplicateProposal() throws {
        var group = try makeGroup(["alice", "bob"])
        let proposal = try group[0].state.proposeUpdate(
            identity: group[0].identity,
            policy: policy,
            provider: provider
        )
        guard case .proposal = try group[1].receive(proposal) else {
            Issue.record("not a proposal")
            return
        }
        guard case .duplicate = try group[1].receive(proposal) else {
            Issue.record("not a duplicate")
            return
        }
        #expect(group[1].state.proposals.count == 1)
    }

    @Test("a changed byte anywhere in a message is refused, and leaves the state as it was")
    func mutation() throws {
        var group = try makeGroup(["alice", "bob"])
        let message = try group[0].send("the truth")
        let before = group[1].state.encoded
        for index in message.indices {
            var changed = message
            changed[index] ^= 0x01
            switch try? group[1].receive(changed) {
            case nil, .early, .stale: break
            default: Issue.record("byte \(index) was changed unnoticed")
            }
            #expect(group[1].state.encoded == before)
        }
        #expect(try group[1].read(message) == "the truth")
    }

    @Test("a restart never repeats a generation, nor reads a message again")
    func restarts() throws {
        var group = try makeGroup(["alice", "bob"])
        var messages: [[UInt8]] = []
        for number in 0..<5 {
            messages.append(try group[0].send("\(number)"))
            try group[0].restart()
        }
        for (number, message) in messages.enumerated() {
            #expect(try group[1].read(message) == "\(number)")
            try group[1].restart()
        }
        guard case .duplicate = try group[1].receive(messages[2]) else {
            Issue.record("read again")
            return
        }
    }
}
