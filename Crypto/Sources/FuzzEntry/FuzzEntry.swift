import FuzzTargets

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

// What libFuzzer calls; linked with it by script/fuzz.
//
// FUZZ_TARGET names the target. FUZZ_SEEDS, if set, is a folder into which its seeds are written
// first.

private let target: FuzzTarget = {
    let name = environment("FUZZ_TARGET") ?? ""
    guard let target = FuzzTarget(rawValue: name) else {
        fatalError("FUZZ_TARGET is none of \(FuzzTarget.allCases.map(\.rawValue))")
    }
    return target
}()

/// Prepares the run, before libFuzzer reads its corpus.
@_cdecl("LLVMFuzzerInitialize")
public func fuzzInitialize(
    _: UnsafeMutablePointer<CInt>?,
    _: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>?
) -> CInt {
    guard let folder = environment("FUZZ_SEEDS") else { return 0 }
    for (number, seed) in target.seeds.enumerated() {
        write(seed, to: "\(folder)/seed-\(number)")
    }
    return 0
}

/// Runs one input; libFuzzer sees every trap, hang and large allocation.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    target.run(Array(UnsafeBufferPointer(start: bytes, count: count)))
    return 0
}

private func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
}

private func write(_ bytes: [UInt8], to path: String) {
    guard let file = fopen(path, "wb") else { fatalError("\(path) cannot be written") }
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
}
