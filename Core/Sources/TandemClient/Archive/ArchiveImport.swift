import TandemCrypto
import TandemBytes
import TandemProtocol

/// The history as it arrives at a linked device.
///
///     awaited ── announced ──▶ queued ──▶ downloading ── verified, stored ──▶ done
///                                ▲─────── failed for now ──┘
///
/// The rows of a chunk and the note that it is done are one batch, so a restart repeats at most the
/// chunk at hand, and a message that came twice takes the same row.
///
/// Layout of the row: `uint16 format = 1; uint32 done; uint32 total; HistoryChunk queue<V>`.
struct ArchiveImport: WireCodable {
    var done: UInt32 = 0
    var total: UInt32 = 0
    var queue: [HistoryChunk] = []
    var isDownloading = false

    init() {}

    init(from reader: inout ByteReader) throws(DecodeError) {
        guard try reader.integer(UInt16.self) == 1 else { throw .unknownValue }
        done = try reader.integer()
        total = try reader.integer()
        queue = try reader.values(limit: Int(ClientLimits.chunks))
    }

    func encode(into writer: inout ByteWriter) {
        writer.integer(UInt16(1))
        writer.integer(done)
        writer.integer(total)
        writer.values(queue)
    }
}

extension Engine {
    /// The phone has put a part of the history where this device can get it.
    func announced(_ chunk: HistoryChunk) {
        guard let own, !own.isPhone, chunk.device == own.device, var state = archiveImport else {
            return
        }
        // Chunks are announced in order, so what is below was worked off.
        guard chunk.index >= state.done,
            !state.queue.contains(where: { $0.index == chunk.index })
        else { return }
        state.queue.append(chunk)
        state.total = chunk.total
        archiveImport = state
        saveImport()
        showHistory()
        continueImport()
    }

    private func saveImport() {
        if let archiveImport { turn.put(StateKey.archiveImport.key, archiveImport) }
    }

    func continueImport() {
        guard let state = archiveImport, !state.isDownloading, let chunk = state.queue.first,
            connection.isOnline
        else { return }
        archiveImport?.isDownloading = true
        let number = hostRequests.open(.archiveDownload, reference: nil, at: now)
        let download = Action.download(
            request: number,
            blob: chunk.blob,
            limit: UInt32(clamping: chunk.byteCount)
        )
        turn.act(download)
    }

    func chunkDownloaded(_ bytes: [UInt8]) {
        guard let own, var state = archiveImport, state.isDownloading,
            let chunk = state.queue.first
        else { return }
        let key = ArchiveKey(own.archiveKey, device: own.device, provider: provider)
        let isWhole =
            UInt64(bytes.count) == chunk.byteCount
            && provider.hash(.sha256, bytes) == chunk.digest
        if isWhole,
            let contents = key.open(
                bytes,
                index: chunk.index,
                total: chunk.total,
                provider: provider
            )
        {
            for section in contents.sections { take(section) }
        } else {
            counters.refusedChunks += 1
        }
        state.queue.removeFirst()
        state.done = max(state.done, chunk.index &+ 1)
        state.isDownloading = false
        archiveImport = state
        showHistory()
        if state.done >= state.total {
            endImport()
        } else {
            saveImport()
            continueImport()
        }
    }

    private func take(_ section: ArchiveChunk.Section) {
        guard let chat = conversations[section.chat] else { return }
        for record in section.records where record.order < MessageOrder.firstPending {
            let key = MessageKey.key(chat.id, record.order)
            turn.change(.put(.messages, key: key, value: record.encoded))
        }
        chat.messageCount &+= UInt64(section.records.count)
        let newest = section.records.first
        if let newest, chat.last.map({ $0.order < newest.order }) ?? true {
            chat.last = newest
        }
        save(chat)
        turn.showChat(chat.id)
        showImported(section.records, in: chat)
    }

    func importFailedForNow() {
        archiveImport?.isDownloading = false
        timers.reset(
            .archiveImport,
            at: now.adding(milliseconds: ClientLimits.blobPauseMilliseconds)
        )
    }

    private func endImport() {
        archiveImport = nil
        turn.change(.delete(.state, key: StateKey.archiveImport.key))
        if case .syncing = desktopLink.state {
            desktopLink.state = .done
            showLink()
        }
    }
}
