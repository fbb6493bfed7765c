/// A QR code: a payload as a square of dark and light modules that a camera can read.
///
/// The payload becomes one segment in the densest mode that carries all of it: numeric for
/// digits, alphanumeric for digits, capitals and ` $%*+-./:`, else bytes. The same input always
/// gives the same symbol.
///
/// Source: ISO/IEC 18004:2015.
public struct QRCode: Equatable, Sendable {
    /// The size class of the symbol.
    public let version: QRVersion
    /// The level of error correction, at least the one asked for.
    public let level: QRErrorCorrection
    /// The mask over the data.
    public let mask: QRMask
    /// The modules, without the quiet zone.
    public let matrix: QRMatrix

    /// Encodes `payload` in the smallest symbol that holds it at `level`, then raises the level as
    /// far as that symbol allows, and chooses the mask that reads best.
    ///
    /// - Throws: `tooLong` if even version 40 does not hold it: more than 2,953 bytes (4,296
    ///   alphanumeric characters, 7,089 digits) at level L, less at the others.
    public init(
        _ payload: [UInt8],
        level: QRErrorCorrection = .medium
    ) throws(QREncodeError) {
        let segment = QRSegment(payload)
        let version = try Self.smallestVersion(for: segment, level: level)
        let levels = QRErrorCorrection.allCases.reversed()
        let highest = levels.first { Self.fits(segment, version: version, level: $0) }
        self.init(segment, version: version, level: highest ?? level, mask: nil)
    }

    /// Encodes `payload` with everything chosen by the caller; without a mask, the best is taken.
    ///
    /// - Throws: `tooLong` if the payload does not fit `version` at `level`.
    public init(
        _ payload: [UInt8],
        version: QRVersion,
        level: QRErrorCorrection,
        mask: QRMask? = nil
    ) throws(QREncodeError) {
        let segment = QRSegment(payload)
        guard Self.fits(segment, version: version, level: level) else { throw .tooLong }
        self.init(segment, version: version, level: level, mask: mask)
    }

    private init(
        _ segment: QRSegment,
        version: QRVersion,
        level: QRErrorCorrection,
        mask: QRMask?
    ) {
        let layout = QRBlockLayout(version: version, level: level)
        let data = QRCodewords.data(segment, version: version, layout: layout)
        var symbol = QRSymbol(version: version)
        symbol.place(QRCodewords.interleaved(data, layout: layout))
        let chosen = mask ?? Self.bestMask(for: symbol, level: level)
        self.version = version
        self.level = level
        self.mask = chosen
        matrix = symbol.masked(by: chosen, level: level)
    }

    private static func smallestVersion(
        for segment: QRSegment,
        level: QRErrorCorrection
    ) throws(QREncodeError) -> QRVersion {
        var version = QRVersion.smallest
        while !fits(segment, version: version, level: level) {
            guard let next = version.next else { throw .tooLong }
            version = next
        }
        return version
    }

    private static func fits(
        _ segment: QRSegment,
        version: QRVersion,
        level: QRErrorCorrection
    ) -> Bool {
        guard let bitCount = segment.bitCount(in: version) else { return false }
        return bitCount <= QRBlockLayout(version: version, level: level).dataCount * 8
    }

    private static func bestMask(for symbol: QRSymbol, level: QRErrorCorrection) -> QRMask {
        var best = (mask: QRMask.checkerboard, points: Int.max)
        for mask in QRMask.allCases {
            let points = QRPenalty.points(symbol.masked(by: mask, level: level))
            if points < best.points { best = (mask, points) }
        }
        return best.mask
    }
}
