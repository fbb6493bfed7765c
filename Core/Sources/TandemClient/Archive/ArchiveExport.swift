import TandemCrypto
import TandemBytes
import TandemProtocol

/// The history on its way from the phone to a device that it has linked, newest first.
///
///     expected ── the device is in all chats ──▶ reading ─▶ reserving ─▶ uploading ─┐
///                                                   ▲────── next chunk: resting ────┘
///
/// What is stored is where the next chunk starts, so after a restart it goes on from there.
///
/// Layout of the row: `uint16 format = 1; DeviceID device; uint8 hasBegun; ConversationID chats<V>;
/// uint32 chat; uint64 before; uint32 index; uint32 total`.
final class ArchiveExport: WireCodable {
    static let recordsPerChunk = ClientLimits.recordsPerChunk

    enum Step {
        case resting
        case reading
        case reserving
        case uploading
    }

    var device: DeviceID
    var hasBegun = false
    /// The chats, those with the latest messages first.
    var chats: [ConversationID] = []
    /// Which of them comes next.
    var chat: UInt32 = 0
    /// Below which place in it.
    var before: UInt64 = MessageOrder.firstPending
    var index: UInt32 = 0
    var total: UInt32 = 0

    // Of the chunk at hand; made again after a restart.
    var step = Step.resting
    var sections: [ArchiveChunk.Section] = []
    var sealed: [UInt8] = []
    var blob: [UInt8] = []
    /// Where the chunk after this one starts.
    var next: (chat: UInt32, before: UInt64) = (0, MessageOrder.firstPending)

    init(device: DeviceID) {
        self.device = device
    }

    init(from reader: inout ByteReader) throws(DecodeError) {
        guard try reader.integer(UInt16.self) == 1 else { throw .unknownValue }
        device = try reader.value()
        hasBegun = try reader.flag()
        chats = try reader.values(limit: ClientLimits.chats)
        chat = try reader.integer()
        before = try reader.integer()
        index = try reader.integer()
        total = try reader.integer()
    }

    func encode(into writer: inout ByteWriter) {
        writer.integer(UInt16(1))
        writer.value(device)
        writer.flag(hasBegun)
        writer.values(chats)
        writer.integer(chat)
        writer.integer(before)
        writer.integer(index)
        writer.integer(total)
    }

    var count: Int { sections.reduce(0) { $0 + $1.records.count } }
}

extension Engine {
    /// How long the history waits for the device to be added everywhere.
    private static var patienceMilliseconds: UInt64 { 15_000 }

    /// A linked device can be added now; its history follows.
    func expectExport(to device: DeviceID) {
        guard own?.isPhone == true, archiveExport?.device != device,
            !waitingExports.contains(where: { $0.device == device }),
            deviceInfos.contains(where: { $0.device == device })
        else { return }
        let export = ArchiveExport(device: device)
        save(export)
        waitingExports.append(export)
        expectNextExport()
    }

    /// One history at a time: the next device's turn comes when there is none under way.
    private func expectNextExport() {
        guard archiveExport == nil, !waitingExports.isEmpty else { return }
        let export = waitingExports.removeFirst()
        archiveExport = export
        let due = now.adding(milliseconds: Self.patienceMilliseconds)
        timers.reset(.archiveBegin(export.device), at: due)
    }

    /// Takes a stored row: one that has begun goes on before the others.
    func takeStoredExport(_ export: ArchiveExport) {
        waitingExports.append(export)
        guard export.hasBegun || archiveExport == nil else { return }
        let current = archiveExport
        archiveExport = waitingExports.removeLast()
        if let current { waitingExports.append(current) }
    }

    /// Begins once the device is in every conversation, so that no message falls between.
    func beginExportIfReady() {
        guard let export = archiveExport, !export.hasBegun else { return }
        let isInAll = conversations.values.allSatisfy { chat in
            guard chat.standing == .active else { return true }
            return chat.pending == nil && !chat.wantsReconciling
        }
        if isInAll { beginExport(for: export.device) }
    }

    func beginExport(for device: DeviceID) {
        guard let export = archiveExport, export.device == device, !export.hasBegun else { return }
        timers.cancel(.archiveBegin(device))
        let chats = chatsByTime { $0.messageCount > 0 }
        export.hasBegun = true
        export.chats = chats.map { $0.id }
        let count = chats.reduce(0 as UInt64) { $0 &+ $1.messageCount }
        let size = UInt64(ArchiveExport.recordsPerChunk)
        export.total = UInt32(clamping: max(1, (count + size - 1) / size))
        save(export)
        for info in deviceInfos { queue(.deviceInfo(info)) }
        continueExport()
    }

    private func save(_ export: ArchiveExport) {
        turn.put(StateKey.archiveExport.key(export.device), export)
    }

    /// Takes the next step, if it can be taken now.
    func continueExport() {
        guard let export = archiveExport, export.hasBegun, connection.isOnline,
            case .resting = export.step
        else { return }
        guard own?.list.certificate(of: export.device) != nil else { return endExport() }
        archiveExport?.sections = []
        archiveExport?.next = (export.chat, export.before)
        archiveExport?.step = .reading
        readPage()
    }

    private func readPage() {
        guard let export = archiveExport else { return }
        let missing = ArchiveExport.recordsPerChunk - export.count
        guard Int(export.next.chat) < export.chats.count, missing > 0 else { return sealChunk() }
        readMessages(
            of: export.chats[Int(export.next.chat)],
            from: 0,
            to: export.next.before,
            limit: UInt32(missing),
            for: .archivePage
        )
    }

    func exportPageRead(_ rows: [StoredRow]) {
        guard let export = archiveExport, case .reading = export.step,
            Int(export.next.chat) < export.chats.count
        else { return }
        let missing = ArchiveExport.recordsPerChunk - export.count
        let records = records(rows)
        if !records.isEmpty {
            let chat = export.chats[Int(export.next.chat)]
            export.sections.append(.init(chat: chat, records: records))
        }
        if rows.count < missing {
            export.next = (export.next.chat + 1, MessageOrder.firstPending)
        } else if let last = records.last {
            export.next.before = last.order
        }
        readPage()
    }

    private func sealChunk() {
        guard let own, let export = archiveExport else { return }
        let isLast = Int(export.next.chat) >= export.chats.count
        // The count was an estimate: the last chunk says how many there were.
        if isLast { export.total = export.index + 1 }
        if !isLast, export.index + 1 >= export.total { export.total = export.index + 2 }
        let key = ArchiveKey(own.archiveKey, device: export.device, provider: provider)
        let sealed = key.seal(
            ArchiveChunk(sections: export.sections),
            index: export.index,
            total: export.total,
            provider: provider
        )
        guard let sealed else { return endExport() }
        export.sealed = sealed
        export.sections = []
        export.step = .reserving
        ask(.reserveBlob(byteCount: UInt64(sealed.count)), .reserveBlob)
    }

    func blobAnswered(_ answer: ServerMessage) {
        guard let export = archiveExport, case .reserving = export.step else { return }
        guard case .blobReserved(let blob, let token) = answer else { return exportFailedForNow() }
        archiveExport?.blob = blob.bytes
        archiveExport?.step = .uploading
        let number = hostRequests.open(.archiveUpload, reference: nil, at: now)
        let upload = Action.upload(
            request: number,
            blob: blob.bytes,
            token: token.bytes,
            body: export.sealed
        )
        turn.act(upload)
    }

    func chunkUploaded() {
        guard let export = archiveExport, case .uploading = export.step else { return }
        let chunk = HistoryChunk(
            device: export.device,
            index: export.index,
            total: export.total,
            blob: export.blob,
            digest: provider.hash(.sha256, export.sealed),
            byteCount: UInt64(export.sealed.count)
        )
        queue(.historyChunk(chunk))
        // The announcement and the next start are stored together.
        export.sealed = []
        export.step = .resting
        export.chat = export.next.chat
        export.before = export.next.before
        export.index += 1
        if Int(export.chat) >= export.chats.count { return endExport() }
        save(export)
        continueExport()
    }

    func exportFailedForNow() {
        archiveExport?.step = .resting
        archiveExport?.sealed = []
        timers.reset(
            .archiveExport,
            at: now.adding(milliseconds: ClientLimits.blobPauseMilliseconds)
        )
    }

    private func endExport() {
        guard let export = archiveExport else { return }
        archiveExport = nil
        turn.change(.delete(.state, key: StateKey.archiveExport.key(export.device)))
        expectNextExport()
    }

    func archiveDisconnected() {
        if case .resting? = archiveExport?.step {} else { archiveExport?.step = .resting }
        archiveImport?.isDownloading = false
    }
}
