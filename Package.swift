// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("ExistentialAny"),
]

let package = Package(
    name: "tandem",
    dependencies: [
        .package(path: "Core"),
        .package(path: "Crypto"),
    ],
    targets: [
        .executableTarget(
            name: "mls-vectors",
            dependencies: [
                .product(name: "MLSVectors", package: "Core"),
                .product(name: "TandemCryptoNative", package: "Crypto"),
            ],
            swiftSettings: settings
        )
    ]
)
