// swift-tools-version: 6.2
import PackageDescription

// What runs in the browser as WebAssembly: Core and its crypto provider, as Embedded Swift. It is built by
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
        .executable(name: "Engine", targets: ["Engine"]),
        .executable(name: "VectorsWasm", targets: ["VectorsWasm"]),
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
        .target(name: "WasmMemory", swiftSettings: settings),
        .executableTarget(
            name: "Engine",
            dependencies: [
                "CTandemBoring",
                "TandemCryptoWasm",
                "WasmMemory",
                .product(name: "TandemBytes", package: "Core"),
                .product(name: "TandemClient", package: "Core"),
                .product(name: "TandemProtocol", package: "Core"),
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "VectorsWasm",
            dependencies: [
                "CTandemBoring",
                "TandemCryptoWasm",
                "WasmMemory",
                .product(name: "MLSVectors", package: "Core"),
                .product(name: "TandemBytes", package: "Core"),
                .product(name: "TandemCrypto", package: "Core"),
                .product(name: "TandemCryptoConformance", package: "Core"),
                .product(name: "TandemJSON", package: "Core"),
            ],
            swiftSettings: settings
        ),
    ]
)
