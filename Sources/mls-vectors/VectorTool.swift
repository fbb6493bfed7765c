import Foundation
import MLSVectors
import TandemCryptoNative

/// Runs files of the MLS working group's test vectors, which it knows by their contents.
///
///     swift run mls-vectors FILE…
///     swift run mls-vectors --make FOLDER
///
/// With `--make` it writes files of the same formats with answers of its own instead.
///
/// The last line is "N passed, N failed", with ", N skipped" if some suites are not implemented. It
/// exits with 1 if an entry failed, and with 2 if a file cannot be read or is of no known kind.
@main
struct VectorTool {
    private var passedCount = 0
    private var failedCount = 0
    private var skippedCount = 0
    private var unusableCount = 0

    static func main() {
        let arguments = Array(CommandLine.arguments.dropFirst())
        if arguments.count == 2, arguments[0] == "--make" {
            exit(make(in: URL(fileURLWithPath: arguments[1], isDirectory: true)) ? 0 : 2)
        }
        var tool = VectorTool()
        tool.run(arguments)
        exit(tool.status)
    }

    private static func make(in folder: URL) -> Bool {
        do {
            for answers in try makeKnownAnswers(crypto: NativeCryptoProvider()) {
                let file = folder.appendingPathComponent("\(answers.kind.name).json")
                try Data(answers.file).write(to: file)
            }
            return true
        } catch {
            print("the known answers cannot be written: \(error)")
            return false
        }
    }

    private var status: Int32 {
        if unusableCount > 0 { return 2 }
        return failedCount > 0 ? 1 : 0
    }

    private mutating func run(_ paths: [String]) {
        if paths.isEmpty {
            complain("usage: mls-vectors FILE… | --make FOLDER")
        }
        for path in paths {
            run(path)
        }
        let skippedNote = skippedCount > 0 ? ", \(skippedCount) skipped" : ""
        print("\(passedCount) passed, \(failedCount) failed\(skippedNote)")
    }

    private mutating func run(_ path: String) {
        guard let contents = FileManager.default.contents(atPath: path) else {
            return complain("\(path): cannot be read")
        }
        do {
            show(try runVectors([UInt8](contents), crypto: NativeCryptoProvider()), of: path)
        } catch {
            switch error {
            case .malformed(let reason): complain("\(path): not JSON (\(reason))")
            case .unknownKind: complain("\(path): no test vectors of a known kind")
            }
        }
    }

    private mutating func show(_ report: VectorReport, of path: String) {
        passedCount += report.passedCount
        failedCount += report.failures.count
        skippedCount += report.skippedCount
        print(
            "\(path): \(report.kind.name):",
            "\(report.passedCount) passed, \(report.failures.count) failed"
        )
        for failure in report.failures {
            print("  entry \(failure.index): \(failure.reason.text)")
        }
        for skipped in report.skipped {
            print("  skipped: \(skipped.count) of suite \(skipped.suite)")
        }
    }

    private mutating func complain(_ message: String) {
        unusableCount += 1
        print(message)
    }
}
