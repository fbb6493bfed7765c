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
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(
            url: "https://github.com/apple/swift-configuration",
            from: "1.4.0",
            traits: [.defaults, "CommandLineArguments"]
        ),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .target(
            name: "TandemDelivery",
            dependencies: [
                .product(name: "MLSWire", package: "Core"),
                .product(name: "TandemBytes", package: "Core"),
                .product(name: "TandemCrypto", package: "Core"),
                .product(name: "TandemProtocol", package: "Core"),
                .product(name: "TandemCryptoNative", package: "Crypto"),
                .product(name: "DequeModule", package: "swift-collections"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "TandemStoreSQLite",
            dependencies: [
                "TandemDelivery",
                .product(name: "TandemBytes", package: "Core"),
                .product(name: "TandemProtocol", package: "Core"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings
        ),
        .systemLibrary(
            name: "CBrotli",
            pkgConfig: "libbrotlienc",
            providers: [.apt(["libbrotli-dev"])]
        ),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(
            name: "TandemServer",
            dependencies: [
                "CBrotli",
                "CZlib",
                "TandemDelivery",
                "TandemStoreSQLite",
                .product(name: "TandemBytes", package: "Core"),
                .product(name: "TandemProtocol", package: "Core"),
                .product(name: "TandemCrypto", package: "Core"),
                .product(name: "TandemCryptoNative", package: "Crypto"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOWebSocket", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "TandemDriver",
            dependencies: [
                .product(name: "TandemBytes", package: "Core"),
                .product(name: "TandemClient", package: "Core"),
                .product(name: "TandemProtocol", package: "Core"),
                .product(name: "TandemCryptoNative", package: "Crypto"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "NIOWebSocket", package: "swift-nio"),
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "tandem",
            dependencies: [
                "TandemDriver",
                .product(name: "TandemClient", package: "Core"),
                .product(name: "TandemQR", package: "Core"),
                .product(name: "TandemShield", package: "Core"),
                .product(name: "TandemShieldTables", package: "Core"),
                .product(name: "TandemCryptoNative", package: "Crypto"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "mls-vectors",
            dependencies: [
                .product(name: "MLSVectors", package: "Core"),
                .product(name: "TandemCryptoNative", package: "Crypto"),
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "tandem-server",
            dependencies: [
                "TandemServer",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "websocket-echo",
            dependencies: [
                "TandemServer",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOWebSocket", package: "swift-nio"),
            ],
            path: "Tests/WebSocketEcho",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "tandem-bench",
            dependencies: [
                "TandemDriver",
                .product(name: "TandemClient", package: "Core"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            path: "Benchmarks/messenger",
            swiftSettings: settings
        ),
        .target(
            name: "TandemTestSupport",
            path: "Tests/TandemTestSupport",
            swiftSettings: settings
        ),
        .testTarget(
            name: "TandemCommandTests",
            dependencies: [
                "TandemDriver",
                "TandemTestSupport",
                "tandem",
                "tandem-server",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "TandemDriverTests",
            dependencies: [
                "TandemDriver",
                "TandemTestSupport",
                .product(name: "TandemClient", package: "Core"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "TandemDeliveryTests",
            dependencies: [
                "TandemDelivery",
                "TandemStoreSQLite",
                "TandemTestSupport",
                .product(name: "MLS", package: "Core"),
                .product(name: "MLSWire", package: "Core"),
                .product(name: "TandemBytes", package: "Core"),
                .product(name: "TandemCrypto", package: "Core"),
                .product(name: "TandemProtocol", package: "Core"),
                .product(name: "TandemCryptoNative", package: "Crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "TandemServerTests",
            dependencies: [
                "TandemServer",
                "TandemTestSupport",
                "tandem-server",
                .product(name: "MLS", package: "Core"),
                .product(name: "MLSWire", package: "Core"),
                .product(name: "TandemBytes", package: "Core"),
                .product(name: "TandemCrypto", package: "Core"),
                .product(name: "TandemProtocol", package: "Core"),
                .product(name: "TandemCryptoNative", package: "Crypto"),
                "TandemDelivery",
                "TandemStoreSQLite",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOWebSocket", package: "swift-nio"),
            ],
            swiftSettings: settings
        ),
    ]
)
