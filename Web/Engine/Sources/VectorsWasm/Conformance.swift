import TandemCryptoConformance
import TandemCryptoWasm
import WasmMemory

/// Runs the checks that every provider must pass.
///
/// - Returns: An answer: the number of checks that held, in decimal, then the name of each one that did not, each on
///   a line of its own.
@_expose(wasm, "tandem_conformance")
@_cdecl("tandem_conformance")
public func tandemConformance() -> UnsafeMutableRawPointer {
    let report = checkConformance(of: BoringCryptoProvider())
    var lines = Array(String(report.passedCount).utf8)
    for failure in report.failures {
        lines.append(UInt8(ascii: "\n"))
        lines += UnsafeBufferPointer(start: failure.utf8Start, count: failure.utf8CodeUnitCount)
    }
    return answer(lines)
}
