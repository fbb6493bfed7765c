import Foundation

/// Standard output and standard error: sentences for people, or JSON lines for programs.
struct Output {
    let json: Bool

    /// A result. With `--json` only objects are printed.
    func say(_ sentence: String) {
        if !json { print(sentence) }
    }

    /// A result for programs; without `--json` nothing.
    func object(_ fields: [String: Any]) {
        guard json,
            let data = try? JSONSerialization.data(
                withJSONObject: fields,
                options: [.sortedKeys, .withoutEscapingSlashes]
            )
        else { return }
        print(String(decoding: data, as: UTF8.self))
        fflush(nil)
    }

    /// A hint or an error, which is no result.
    func hint(_ sentence: String) {
        FileHandle.standardError.write(Data((sentence + "\n").utf8))
    }
}
