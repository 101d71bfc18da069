// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "gpulearn",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Inference", targets: ["Inference"])
  ],
  targets: [
    .target(name: "CInferenceKernels"),
    .target(name: "Inference", dependencies: ["CInferenceKernels"]),
    .testTarget(
      name: "InferenceTests", dependencies: ["Inference"], resources: [.copy("Fixtures")]),
    .executableTarget(
      name: "inference-bench", dependencies: ["Inference"], path: "Benchmarks/inference-bench"),
  ],
  swiftLanguageModes: [.v6]
)
