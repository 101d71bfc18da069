// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "gpulearn",
  products: [
    .library(name: "Simulation", targets: ["Simulation"])
  ],
  targets: [
    .target(name: "Simulation"),
    .testTarget(
      name: "SimulationTests", dependencies: ["Simulation"], resources: [.copy("Fixtures")]),
    .target(
      name: "CTightFleet", path: "Benchmarks/CTightFleet",
      cSettings: [.unsafeFlags(["-O3"], .when(configuration: .release))]),
    .executableTarget(
      name: "simulation-bench", dependencies: ["Simulation", "CTightFleet"],
      path: "Benchmarks/simulation-bench"),
  ],
  swiftLanguageModes: [.v6],
)
