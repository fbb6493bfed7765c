#if !DEBUG
    import TandemShield
    import TandemToyCrypto
    import Testing

    // With `swift test -c release` only: unoptimised code says nothing about speed.
    @Suite("Speed of the link shield", .serialized)
    struct SpeedTests {
        @Test("a verdict takes at most 50 µs")
        func verdicts() throws {
            let links = try LabelledLink.all(in: "development")
            let shield = LinkShield(data: try shieldData(), provider: ToyCrypto())
            // The best of several rounds: the machine may be busy with other things, too.
            let best = (0..<5).map { _ in
                ContinuousClock().measure { for link in links { _ = link.verdict(of: shield) } }
            }.min()
            let each = (best ?? .seconds(1)) / links.count
            print("one verdict: \(each)")
            #expect(each <= .microseconds(50))
        }
    }
#endif
