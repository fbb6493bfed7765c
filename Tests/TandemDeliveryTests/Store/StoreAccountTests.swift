import TandemDelivery
import TandemProtocol
import TandemTestSupport
import Testing

@Suite("What every store does with accounts", .scratch)
struct StoreAccountTests {
    @Test(
        "an account is kept, found by number and ID, and a later list replaces the earlier",
        arguments: StoreUnderTest.all
    )
    func accounts(subject: StoreUnderTest) async throws {
        let (_, store) = try subject.make()
        let record = try Sample.record(1, devices: [1, 2])
        _ = try await store.register(record, number: Sample.number(1), at: .zero)
        #expect(try await store.account(number: Sample.number(1)) == record)
        #expect(try await store.account(number: Sample.number(2)) == nil)
        #expect(try await store.accounts([Sample.account(1), Sample.account(9)]) == [record])
        let later = try Sample.list(Sample.account(1), version: 2, devices: [1, 3])
        let change = try await store.updateDeviceList(of: record.with(later), at: .zero)
        #expect(change.removed == [Sample.device(2)])
        #expect(try await store.accounts([Sample.account(1)]).first?.list == later)
        await #expect(throws: StoreError.conflict) {
            try await store.updateDeviceList(of: record.with(later), at: .zero)
        }
    }

    @Test(
        "a number has one account, and a version beyond what is counted is refused",
        arguments: StoreUnderTest.all
    )
    func conflicts(subject: StoreUnderTest) async throws {
        let (_, store) = try subject.make()
        let record = try Sample.record(1, devices: [1])
        _ = try await store.register(record, number: Sample.number(1), at: .zero)
        await #expect(throws: StoreError.conflict) {
            try await store.register(
                Sample.record(2, devices: [2]),
                number: Sample.number(1),
                at: .zero
            )
        }
        await #expect(throws: StoreError.conflict) {
            try await store.updateDeviceList(
                of: record.with(Sample.list(Sample.account(1), version: .max, devices: [1])),
                at: .zero
            )
        }
    }

    @Test(
        "a list of before does not come back: not by a registration, nor by an earlier account key",
        arguments: StoreUnderTest.all
    )
    func earlier(subject: StoreUnderTest) async throws {
        let (_, store) = try subject.make()
        let record = try Sample.record(1, devices: [1])
        _ = try await store.register(record, number: Sample.number(1), at: .zero)
        await #expect(throws: StoreError.conflict) {
            try await store.register(record, number: Sample.number(1), at: .zero)
        }
        let later = try Sample.list(Sample.account(1), version: 2, devices: [2])
        let stolen = AccountRecord(
            account: record.account,
            accountKey: record.accountKey + [0],
            list: later
        )
        await #expect(throws: StoreError.conflict) {
            try await store.updateDeviceList(of: stolen, at: .zero)
        }
        #expect(try await store.account(number: Sample.number(1)) == record)
    }

    @Test(
        "a device that leaves its account loses key packages, mail and cursors",
        arguments: StoreUnderTest.all
    )
    func forgetting(subject: StoreUnderTest) async throws {
        let (_, store) = try subject.make()
        _ = try await store.register(
            Sample.record(1, devices: [1, 2]),
            number: Sample.number(1),
            at: .zero
        )
        try await store.found()
        _ = try await store.publishKeyPackages([[1], [2]], lastResort: [3], of: Sample.device(2))
        let mail = try await store.logOut(
            MemberIdentity(account: Sample.account(1), device: Sample.device(2))
        )
        #expect(mail.map(\.device) == [Sample.device(1)])
        #expect(try await store.hasLeft(Sample.device(2)))
        #expect(try await store.heads(of: Sample.device(2)).isEmpty)
        let taken = try await store.takeKeyPackages([Sample.device(2)], sparing: [])
        #expect(taken == [StoredKeyPackage(device: Sample.device(2), keyPackage: nil, left: 0)])
    }

    @Test("key packages that come with a last resort replace all", arguments: StoreUnderTest.all)
    func replacing(subject: StoreUnderTest) async throws {
        let (_, store) = try subject.make()
        let device = Sample.device(1)
        _ = try await store.register(
            Sample.record(1, devices: [1]),
            number: Sample.number(1),
            at: .zero
        )
        _ = try await store.publishKeyPackages([[1], [2]], lastResort: [3], of: device)
        _ = try await store.publishKeyPackages([[4]], lastResort: nil, of: device)
        #expect(try await store.keyPackageCount(of: device) == 3)
        let renewed = try await store.publishKeyPackages([[5]], lastResort: [6], of: device)
        #expect(renewed.available == 1)
        for expected in [[5], [6], [6]] as [[UInt8]] {
            let taken = try await store.takeKeyPackages([device], sparing: [])
            #expect(taken.map(\.keyPackage) == [expected])
        }
    }

    @Test("the others of a conversation hear of an account", arguments: StoreUnderTest.all)
    func sharing(subject: StoreUnderTest) async throws {
        let (_, store) = try subject.make()
        _ = try await store.register(
            Sample.record(1, devices: [1]),
            number: Sample.number(1),
            at: .zero
        )
        try await store.found(members: [1, 2, 3])
        let sharing = try await store.devicesSharing(with: Sample.account(1))
        #expect(Set(sharing) == Set([1, 2, 3].map(Sample.device)))
    }
}

extension AccountRecord {
    /// The same account with another list.
    fileprivate func with(_ list: DeviceList) -> AccountRecord {
        AccountRecord(account: account, accountKey: accountKey, list: list)
    }
}
