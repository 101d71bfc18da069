// swift-tools-version: 6.1
import PackageDescription

// The server, the small serverless platform and the load generator: a package of their own, so
// that the workbook's first build does not pay for an HTTP server.
// Under GPULEARN_FUZZING there is a fuzz driver as well: see scripts/fuzz.
let fuzzers: [Target] =
  Context.environment["GPULEARN_FUZZING"] == nil
  ? []
  : [
    .executableTarget(
      name: "fuzz-http",
      dependencies: [
        "ServingLab", .product(name: "FuzzDriver", package: "gpulearn"),
        .product(name: "Basics", package: "gpulearn"),
        .product(name: "NIOEmbedded", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
      ],
      path: "Tests/Fuzz")
  ]

let package = Package(
  name: "serving",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "gpulearn-serve", targets: ["gpulearn-serve"])],
  dependencies: [
    .package(name: "gpulearn", path: ".."),
    .package(
      url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.34.1"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
  ],
  targets: [
    .executableTarget(
      name: "gpulearn-serve",
      dependencies: [
        "ServingLab", .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Simulation", package: "gpulearn"),
        .product(name: "Basics", package: "gpulearn"),
      ]),
    .target(
      name: "ServingLab",
      dependencies: [
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
        .product(name: "Inference", package: "gpulearn"),
        .product(name: "Simulation", package: "gpulearn"),
        .product(name: "Terminal", package: "gpulearn"),
        .product(name: "Basics", package: "gpulearn"),
      ]),
    .testTarget(
      name: "ServingTests",
      dependencies: [
        "ServingLab", "gpulearn-serve", .product(name: "Inference", package: "gpulearn"),
        .product(name: "Simulation", package: "gpulearn"),
        .product(name: "Basics", package: "gpulearn"),
      ]),
  ] + fuzzers,
  swiftLanguageModes: [.v6]
)
