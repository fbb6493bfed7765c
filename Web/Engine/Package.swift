// swift-tools-version: 6.2
import PackageDescription

// The browser's engine: Core and its crypto provider, as Embedded Swift for WebAssembly. It is built by
// script/build-wasm, which says where the C headers, BoringSSL and the libraries are.
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("ExistentialAny"),
    .enableExperimentalFeature("Lifetimes"),
    .enableExperimentalFeature("Extern"),
]

let package = Package(
    name: "TandemWeb",
    products: [
        .executable(name: "Engine", targets: ["Engine"])
    ],
    dependencies: [
        .package(path: "../../Core")
    ],
    targets: [
        .target(name: "CTandemBoring"),
        .target(
            name: "TandemCryptoWasm",
            dependencies: [
                "CTandemBoring",
                .product(name: "TandemBytes", package: "Core"),
                .product(name: "TandemCrypto", package: "Core"),
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "Engine",
            dependencies: ["TandemCryptoWasm"],
            swiftSettings: settings
        ),
    ]
)
