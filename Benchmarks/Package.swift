// swift-tools-version: 6.1
import PackageDescription

// Programs that measure speed, apart from the package so that nobody builds them by the way, and
// so that the peers can be compiled at full optimization.
let package = Package(
  name: "benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "gpulearn", path: "..")],
  targets: [
    .executableTarget(
      name: "inference-bench",
      dependencies: [
        .product(name: "Inference", package: "gpulearn"),
        .product(name: "Basics", package: "gpulearn"),
      ],
      path: "inference-bench"),
    .target(
      name: "CTightFleet", path: "CTightFleet",
      cSettings: [.unsafeFlags(["-O3"], .when(configuration: .release))]),
    .executableTarget(
      name: "simulation-bench",
      dependencies: ["CTightFleet", .product(name: "Simulation", package: "gpulearn")],
      path: "simulation-bench"),
    .executableTarget(
      name: "session-bench", dependencies: [.product(name: "Session", package: "gpulearn")],
      path: "session-bench"),
    .executableTarget(
      name: "workbook-bench", dependencies: [.product(name: "Workbook", package: "gpulearn")],
      path: "workbook-bench"),
    .executableTarget(
      name: "grading-bench",
      dependencies: [
        .product(name: "Session", package: "gpulearn"),
        .product(name: "Basics", package: "gpulearn"),
      ],
      path: "grading-bench"),
  ],
  swiftLanguageModes: [.v6]
)
