import MLS
import MLSWire
import TandemBytes
import Testing

@Suite("Membership, RFC 9420 §12")
struct MembershipTests {
    @Test("two members read each other")
    func twoMembers() throws {
        var group = try makeGroup(["alice", "bob"])
        #expect(agree(group))
        let question = try group[0].send("hello?")
        #expect(try group[1].read(question) == "hello?")
        let answer = try group[1].send("hello!")
        #expect(try group[0].read(answer) == "hello!")
    }

    @Test("every member of ten agrees with every other, whoever commits")
    func tenMembers() throws {
        var group = try makeGroup((0..<10).map { "member \($0)" })
        for committer in group.indices {
            let pending = try group[committer].commit()
            for index in group.indices where index != committer {
                try group[index].follow(pending)
            }
            group[committer].state.apply(pending)
            #expect(agree(group))
        }
    }

    @Test("several clients join by one commit")
    func manyAtOnce() throws {
        var alice = Device("alice")
        try alice.create()
        var others = (0..<7).map { Device("other \($0)") }
        let bundles = try others.map { try $0.keyPackage() }
        let pending = try alice.commit { $0.add = bundles.map { $0.keyPackage } }
        alice.state.apply(pending)
        for index in others.indices { try others[index].join(pending, with: bundles[index]) }
        #expect(agree([alice] + others))
        #expect(alice.state.members.count == 8)
    }

    @Test("a removed member learns of it, and reads nothing that is sent after")
    func removal() throws {
        var group = try makeGroup(["alice", "bob", "carol"])
        let late = try group[0].send("before")
        let carol = group[2].index
        let pending = try group[0].commit { $0.remove = [carol] }
        group[0].state.apply(pending)
        try group[1].follow(pending)
        let staged = try group[2].follow(pending)
        #expect(staged.selfRemoved)
        #expect(group[2].state.isRemoved)
        #expect(staged.removed.map { $0.leafIndex } == [LeafIndex(rawValue: 2)])
        let secret = try group[0].send("after")
        #expect(try group[1].read(secret) == "after")
        #expect(try group[2].read(late) == "before")
        #expect(throws: ProtectError.removed) { try group[2].send("still here?") }
        if case .early = try group[2].receive(secret) {} else { Issue.record("it was read") }
    }
}
