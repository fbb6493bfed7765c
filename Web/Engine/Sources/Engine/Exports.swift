import CTandemBoring
import TandemBytes
import TandemClient
import TandemCryptoWasm
import TandemProtocol
import WasmMemory

/// The engine of this module; a host that wants another makes another module instance.
///
/// Unsafe in name only: the module has one thread, and its host calls one export at a time.
private nonisolated(unsafe) var engine: Engine<BoringCryptoProvider>?

/// Makes the engine.
///
/// - Parameter pointer: `count` bytes of an `EngineConfiguration`.
/// - Returns: 1, or 0 if the configuration is malformed.
@_expose(wasm, "tandem_start")
@_cdecl("tandem_start")
public func tandemStart(_ pointer: UnsafeRawPointer, _ count: UInt32) -> Int32 {
    guard let configuration = try? EngineConfiguration(exactly: argument(pointer, count)) else {
        return 0
    }
    engine = Engine(configuration: configuration, provider: BoringCryptoProvider())
    return 1
}

/// Gives the engine an event.
///
/// - Parameters:
///   - pointer: `count` bytes of an `Event`; a malformed one leads to nothing.
///   - now: Milliseconds since 1970; nonsense counts as 0.
/// - Returns: An answer: `Action actions<V>`.
@_expose(wasm, "tandem_handle")
@_cdecl("tandem_handle")
public func tandemHandle(
    _ pointer: UnsafeRawPointer,
    _ count: UInt32,
    _ now: Double
) -> UnsafeMutableRawPointer {
    let actions = encodedActions(after: pointer, count, at: now)
    tandem_wipe_stack()
    return actions
}

/// Apart from the export, so that its stack is free when it is wiped.
@inline(never)
private func encodedActions(
    after pointer: UnsafeRawPointer,
    _ count: UInt32,
    at now: Double
) -> UnsafeMutableRawPointer {
    var writer = ByteWriter()
    let time = Timestamp(milliseconds: UInt64(exactly: now.rounded(.down)) ?? 0)
    if let event = try? Event(exactly: argument(pointer, count)), let engine {
        writer.values(engine.handle(event, at: time))
    } else {
        writer.values([Action]())
    }
    return answer(writer.bytes)
}
