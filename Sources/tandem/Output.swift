import Foundation

/// Standard output and standard error: sentences for people, or JSON lines for programs.
struct Output {
    let json: Bool

    /// A result. With `--json` only objects are printed.
    func say(_ sentence: String) {
        guard !json else { return }
        line(sentence)
    }

    /// A result for programs; without `--json` nothing.
    func object(_ fields: [String: Any]) {
        guard json,
            let data = try? JSONSerialization.data(
                withJSONObject: fields,
                options: [.sortedKeys, .withoutEscapingSlashes]
            )
        else { return }
        line(String(decoding: data, as: UTF8.self))
    }

    /// One line of standard output, at once: whoever reads a pipe waits for it.
    func line(_ text: String) {
        print(text)
        fflush(nil)
    }

    /// A hint or an error, which is no result.
    func hint(_ sentence: String) {
        FileHandle.standardError.write(Data((sentence + "\n").utf8))
    }

    /// A line of standard input; nil at its end.
    ///
    /// Waits on a thread of its own: the engine's have other things to do.
    func typedLine() async -> String? {
        await withCheckedContinuation { continuation in
            Thread { continuation.resume(returning: readLine()) }.start()
        }
    }
}
