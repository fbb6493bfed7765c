// swift-tools-version: 6.2
import PackageDescription

// Everything here compiles natively and as Embedded Swift for wasm32, and depends on nothing.
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("ExistentialAny"),
    // Embedded Swift asks for it, too: what a file uses of a module, it imports.
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableExperimentalFeature("Lifetimes"),
]

let package = Package(
    name: "Core",
    products: [
        .library(name: "TandemBytes", targets: ["TandemBytes"]),
        .library(name: "TandemCrypto", targets: ["TandemCrypto"]),
        .library(name: "TandemCryptoConformance", targets: ["TandemCryptoConformance"]),
        .library(name: "TandemToyCrypto", targets: ["TandemToyCrypto"]),
        .library(name: "TandemJSON", targets: ["TandemJSON"]),
        .library(name: "MLSWire", targets: ["MLSWire"]),
        .library(name: "MLS", targets: ["MLS"]),
        .library(name: "MLSVectors", targets: ["MLSVectors"]),
        .library(name: "TandemQR", targets: ["TandemQR"]),
        .library(name: "TandemShield", targets: ["TandemShield"]),
        .library(name: "TandemShieldTables", targets: ["TandemShieldTables"]),
        .library(name: "TandemProtocol", targets: ["TandemProtocol"]),
        .library(name: "TandemClient", targets: ["TandemClient"]),
    ],
    targets: [
        .target(name: "CTandemWipe"),
        .target(name: "TandemBytes", dependencies: ["CTandemWipe"], swiftSettings: settings),
        .target(name: "TandemCrypto", dependencies: ["TandemBytes"], swiftSettings: settings),
        .target(
            name: "MLSWire",
            dependencies: ["TandemBytes", "TandemCrypto"],
            swiftSettings: settings
        ),
        .target(
            name: "MLS",
            dependencies: ["MLSWire", "TandemBytes", "TandemCrypto"],
            swiftSettings: settings
        ),
        .target(
            name: "TandemCryptoConformance",
            dependencies: ["TandemBytes", "TandemCrypto"],
            swiftSettings: settings
        ),
        // For tests and fuzzing only: no product links it.
        .target(
            name: "TandemToyCrypto",
            dependencies: ["TandemBytes", "TandemCrypto"],
            swiftSettings: settings
        ),
        .target(name: "TandemJSON", swiftSettings: settings),
        .target(
            name: "MLSVectors",
            dependencies: ["MLS", "MLSWire", "TandemBytes", "TandemCrypto", "TandemJSON"],
            swiftSettings: settings
        ),
        .target(name: "TandemQR", swiftSettings: settings),
        .target(
            name: "TandemShield",
            dependencies: ["TandemBytes", "TandemCrypto"],
            swiftSettings: settings
        ),
        // The shield's data, for native programs; the browser fetches the same file.
        .target(name: "CTandemShieldTables", exclude: ["shield.bin", "NOTICE.md"]),
        .target(
            name: "TandemShieldTables",
            dependencies: ["CTandemShieldTables"],
            swiftSettings: settings
        ),
        .target(
            name: "TandemProtocol",
            dependencies: ["MLSWire", "TandemBytes", "TandemCrypto"],
            swiftSettings: settings
        ),
        .target(
            name: "TandemClient",
            dependencies: [
                "MLS", "MLSWire", "TandemBytes", "TandemCrypto", "TandemJSON", "TandemProtocol",
                "TandemQR",
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "TandemProtocolTests",
            dependencies: ["TandemBytes", "TandemProtocol"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "TandemShieldTests",
            dependencies: [
                "TandemCrypto", "TandemShield", "TandemShieldTables", "TandemToyCrypto",
            ],
            exclude: ["Labelled"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "TandemQRTests",
            dependencies: ["TandemQR"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "TandemBytesTests",
            dependencies: ["TandemBytes"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "TandemJSONTests",
            dependencies: ["TandemJSON"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "MLSWireTests",
            dependencies: ["MLSWire", "TandemBytes", "TandemCrypto", "TandemToyCrypto"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "MLSTests",
            dependencies: ["MLS", "MLSWire", "TandemBytes", "TandemCrypto"],
            swiftSettings: settings
        ),
    ]
)

// Most of what Embedded Swift refuses is refused natively, too; `script/build-wasm core` finds the rest.
for target in package.targets where target.type == .regular && !target.name.hasPrefix("C") {
    target.swiftSettings = settings + [.treatWarning("EmbeddedRestrictions", as: .error)]
}
