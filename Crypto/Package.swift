// swift-tools-version: 6.2
import PackageDescription

// The native crypto provider, in a package of its own: the tests of MLS and of the client engine need
// swift-crypto, and so build in about a minute, not behind an HTTP server and two databases.
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("ExistentialAny"),
]

let package = Package(
    name: "Crypto",
    products: [
        .library(name: "TandemCryptoNative", targets: ["TandemCryptoNative"]),
        // For script/fuzz, which links it with libFuzzer.
        .library(name: "FuzzEntry", type: .static, targets: ["FuzzEntry"]),
    ],
    dependencies: [
        .package(path: "../Core"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    ],
    targets: [
        .target(
            name: "TandemCryptoNative",
            dependencies: [
                .product(name: "TandemBytes", package: "Core"),
                .product(name: "TandemCrypto", package: "Core"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "FuzzTargets",
            dependencies: [
                .product(name: "MLS", package: "Core"),
                .product(name: "MLSWire", package: "Core"),
                .product(name: "TandemBytes", package: "Core"),
                .product(name: "TandemClient", package: "Core"),
                .product(name: "TandemCrypto", package: "Core"),
                .product(name: "TandemJSON", package: "Core"),
                .product(name: "TandemProtocol", package: "Core"),
                .product(name: "TandemToyCrypto", package: "Core"),
            ],
            swiftSettings: settings
        ),
        .target(name: "FuzzEntry", dependencies: ["FuzzTargets"], swiftSettings: settings),
        .testTarget(
            name: "FuzzTests",
            dependencies: [
                "FuzzTargets",
                .product(name: "TandemJSON", package: "Core"),
            ],
            exclude: ["Corpus"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "TandemCryptoNativeTests",
            dependencies: [
                "TandemCryptoNative",
                .product(name: "TandemCryptoConformance", package: "Core"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "MLSVectorTests",
            dependencies: [
                "TandemCryptoNative",
                .product(name: "MLSVectors", package: "Core"),
                .product(name: "TandemCrypto", package: "Core"),
                .product(name: "TandemJSON", package: "Core"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "MLSGroupTests",
            dependencies: [
                "TandemCryptoNative",
                .product(name: "MLS", package: "Core"),
                .product(name: "MLSWire", package: "Core"),
                .product(name: "TandemBytes", package: "Core"),
                .product(name: "TandemCrypto", package: "Core"),
            ],
            path: "Tests/MLSTests",
            swiftSettings: settings
        ),
        .testTarget(
            name: "TandemClientTests",
            dependencies: [
                "TandemCryptoNative",
                .product(name: "MLSWire", package: "Core"),
                .product(name: "TandemBytes", package: "Core"),
                .product(name: "TandemClient", package: "Core"),
                .product(name: "TandemCrypto", package: "Core"),
                .product(name: "TandemJSON", package: "Core"),
                .product(name: "TandemProtocol", package: "Core"),
            ],
            swiftSettings: settings
        ),
    ]
)
