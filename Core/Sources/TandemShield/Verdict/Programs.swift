/// Links that download a program.
enum Programs {
    /// Files that run when they are opened, and packages and disk images that carry such.
    ///
    /// Source: the file types that Chromium warns of (`download_file_types.asciipb`, danger level
    /// above "not dangerous"), without those of web pages and source code.
    private static let endings = words(
        """
        exe msi msix msixbundle appx appxbundle appinstaller scr bat cmd pif cpl hta vbs vbe jse wsf \
        wsh ps1 psm1 msc reg lnk scf inf jar jnlp apk xapk apkm dmg pkg mpkg deb rpm appimage flatpak \
        snap iso img vhd vhdx xll gadget application settingcontent-ms
        """
    )

    /// Whether the path, or the last value of the query, ends like one.
    static func isProgram(_ url: WebURL) -> Bool {
        switch SpecialScheme(url.scheme) {
        case .http, .https, .ftp: break
        case .ws, .wss, .file, nil: return false
        }
        return hasEnding(url.serializedPath) || url.query.map { hasEnding($0) } ?? false
    }

    private static func hasEnding(_ text: [UInt8]) -> Bool {
        let decoded = percentDecoded(text[...])
        guard let dot = decoded.lastIndex(of: UInt8(ascii: ".")), decoded.count - dot <= 20 else {
            return false
        }
        let ending = decoded[(dot + 1)...].map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        return endings.contains(ending)
    }
}
