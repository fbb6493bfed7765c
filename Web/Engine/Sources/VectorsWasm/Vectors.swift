import MLSVectors
import TandemCryptoConformance
import TandemCryptoWasm
import TandemJSON
import WasmMemory

/// Runs the checks that every provider must pass.
///
/// - Returns: An answer, in JSON: `{"passed": n, "failures": [name]}`.
@_expose(wasm, "tandem_conformance")
@_cdecl("tandem_conformance")
public func tandemConformance() -> UnsafeMutableRawPointer {
    let report = checkConformance(of: BoringCryptoProvider())
    var writer = JSONWriter()
    writer.object { writer in
        writer.member("passed", integer: report.passedCount)
        writer.member("failures") { writer in
            writer.array { writer in
                for failure in report.failures {
                    writer.string(utf8: text(of: failure))
                }
            }
        }
    }
    return answer(writer.bytes)
}

/// Runs one file of the official vectors.
///
/// - Returns: An answer, in JSON: `{"kind", "passed": n, "failures": [{"index", "reason"}], "skipped": [{"suite",
///   "count"}]}`, or `{"error"}` if it is no file of vectors.
@_expose(wasm, "tandem_vectors")
@_cdecl("tandem_vectors")
public func tandemVectors(_ pointer: UnsafeRawPointer, _ count: UInt32) -> UnsafeMutableRawPointer {
    var writer = JSONWriter()
    do throws(VectorFileError) {
        let report = try runVectors(argument(pointer, count), crypto: BoringCryptoProvider())
        writer.report(report)
    } catch {
        writer.object { $0.member("error", string: error.text) }
    }
    return answer(writer.bytes)
}

extension JSONWriter {
    fileprivate mutating func report(_ report: VectorReport) {
        object { writer in
            writer.member("kind", utf8: text(of: report.kind.name))
            writer.member("passed", integer: report.passedCount)
            writer.member("failures") { $0.failures(report.failures) }
            writer.member("skipped") { $0.skipped(report.skipped) }
        }
    }

    private mutating func failures(_ failures: [VectorReport.Failure]) {
        array { writer in
            for failure in failures {
                writer.object { writer in
                    writer.member("index", integer: failure.index)
                    writer.member("reason", string: failure.reason.text)
                }
            }
        }
    }

    private mutating func skipped(_ skipped: [VectorReport.SkippedSuite]) {
        array { writer in
            for suite in skipped {
                writer.object { writer in
                    writer.member("suite", integer: suite.suite)
                    writer.member("count", integer: suite.count)
                }
            }
        }
    }
}

extension VectorFileError {
    /// The error in words.
    fileprivate var text: String {
        switch self {
        case .malformed: "not JSON"
        case .unknownKind: "no test vectors of a known kind"
        }
    }
}

/// The text of a literal.
private func text(of literal: StaticString) -> [UInt8] {
    Array(UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
}
