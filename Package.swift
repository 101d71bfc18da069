// swift-tools-version: 6.1
import PackageDescription

// Test runs simulate, sweep and generate a great deal: GPULEARN_OPTIMIZED=1 compiles what computes for
// speed in a debug build too, and every check of its arithmetic stays. Without it there are no such
// flags, which packages that depend on this one could not have.
let isOptimized = Context.environment["GPULEARN_OPTIMIZED"] != nil
let quick: [SwiftSetting] = isOptimized ? [.unsafeFlags(["-O"])] : []
let quickC: [CSetting] = isOptimized ? [.unsafeFlags(["-O2"])] : []

// Under GPULEARN_FUZZING the fuzz driver is there too, which needs libFuzzer: see scripts/fuzz.
let isFuzzing = Context.environment["GPULEARN_FUZZING"] != nil
let fuzzers: [Target] = [
  .target(name: "FuzzDriver", dependencies: ["Fuzzing"], path: "Tests/Support/FuzzDriver"),
  .executableTarget(
    name: "fuzz", dependencies: ["FuzzDriver", "Fuzzing"], path: "Tests/Support/Fuzz"),
]
let fuzzing: [Product] = [.library(name: "FuzzDriver", targets: ["FuzzDriver", "Fuzzing"])]

let package = Package(
  name: "gpulearn",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "gpulearn", targets: ["gpulearn"]),
    .library(name: "Basics", targets: ["Basics"]),
    .library(name: "Simulation", targets: ["Simulation"]),
    .library(name: "Inference", targets: ["Inference"]),
    .library(name: "Terminal", targets: ["Terminal", "Display"]),
    .library(name: "Workbook", targets: ["Workbook", "Language", "Quantities", "Diagnostics"]),
    .library(name: "Session", targets: ["Session", "Headless", "Course", "Store", "Terminal"]),
  ] + (isFuzzing ? fuzzing : []),
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .executableTarget(
      name: "gpulearn",
      dependencies: [
        "Session", "Headless", "Store", "Records", "Answers", "Presentation", "NativeFunctions",
        "Inference", "Terminal", "Web", "Basics",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .target(
      name: "Session",
      dependencies: ["Presentation", "Records", "Answers", "NativeFunctions", "Basics"]),
    .target(
      name: "Headless",
      dependencies: [
        "Presentation", "Records", "Answers", "NativeFunctions", "Inference", "Web", "Basics",
      ]),
    .target(
      name: "Store", dependencies: ["Records", .product(name: "GRDB", package: "GRDB.swift")]),
    .target(name: "Records", dependencies: ["Answers", "Basics"]),
    // These two compile several times as fast without, which is more than their tests lose.
    .target(name: "Answers", dependencies: ["Course", "Workbook", "Basics"]),
    .target(
      name: "Presentation", dependencies: ["Answers", "Workbook", "Course", "Display", "Basics"]),
    .target(
      name: "NativeFunctions",
      dependencies: ["Workbook", "Course", "Simulation", "Inference", "Basics", "CMath"]),
    .target(name: "Workbook", dependencies: ["Language", "Basics", "CMath"], swiftSettings: quick),
    .target(
      name: "Course",
      dependencies: ["Language", "CMarkGFM", "Basics", .product(name: "Yams", package: "Yams")],
      swiftSettings: quick),
    .target(
      name: "Language", dependencies: ["Quantities", "Diagnostics", "Basics", "CMath"],
      swiftSettings: quick),
    .target(name: "Diagnostics", dependencies: ["Display", "Basics"]),
    .target(name: "Quantities", dependencies: ["Basics", "CMath"], swiftSettings: quick),
    .target(name: "Simulation", dependencies: ["Basics"], swiftSettings: quick),
    .target(name: "CInferenceKernels", cSettings: quickC),
    .target(name: "CFileGuard"),
    .target(
      name: "Inference", dependencies: ["CInferenceKernels", "CFileGuard", "Basics"],
      swiftSettings: quick),
    .target(name: "Terminal", dependencies: ["Display", "CEditLine", "Basics"]),
    .target(name: "Web", dependencies: ["Display", "Basics"]),
    .target(name: "Display", dependencies: ["Basics", "CMath"]),
    .target(name: "Basics", swiftSettings: quick),
    .target(
      name: "CMath", cSettings: quickC,
      linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))]),
    .target(name: "CEditLine", linkerSettings: [.linkedLibrary("edit")]),
    .systemLibrary(
      name: "CMarkGFM", pkgConfig: "libcmark-gfm",
      providers: [
        .apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"]), .brew(["cmark-gfm"]),
      ]),

    .target(
      name: "TestSupport", dependencies: ["Diagnostics", "Basics"], path: "Tests/TestSupport"),
    .testTarget(name: "ProjectTests", dependencies: ["Basics"]),
    .testTarget(name: "BasicsTests", dependencies: ["Basics", "TestSupport"]),
    .testTarget(name: "QuantitiesTests", dependencies: ["Quantities", "TestSupport"]),
    .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"]),
    .testTarget(
      name: "LanguageTests", dependencies: ["Language", "TestSupport"], exclude: ["Errors"]),
    .testTarget(
      name: "WorkbookTests", dependencies: ["Workbook", "Presentation", "TestSupport"],
      exclude: ["Errors", "Answers"]),
    .testTarget(
      name: "PresentationTests", dependencies: ["Presentation", "NativeFunctions", "TestSupport"],
      exclude: ["AnswersAsJSON"]),
    .testTarget(name: "CourseTests", dependencies: ["Course", "TestSupport"]),
    .testTarget(
      name: "WebTests", dependencies: ["Web", "Display", "TestSupport"], exclude: ["Goldens"]),
    .testTarget(
      name: "AnswersTests",
      dependencies: [
        "Answers", "Presentation", "NativeFunctions", "SampleExercises", "TestSupport",
      ],
      exclude: ["Feedback", "Formulas.txt", "Picks.txt", "Spellings.txt"]),
    .testTarget(
      name: "RecordsTests",
      dependencies: [
        "Records", "Headless", "Store", "PseudoTerminal", "SampleCourse", "SampleExercises",
        "TestSupport",
        "gpulearn",
      ],
      exclude: ["Course", "Goldens"]),
    .testTarget(
      name: "StoreTests",
      dependencies: [
        "Store", "PseudoTerminal", "SampleExercises", "TestSupport", "gpulearn",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "HeadlessTests",
      dependencies: [
        "Headless", "Presentation", "NativeFunctions", "Inference", "SampleCourse", "TestSupport",
        "Basics", "Terminal",
      ],
      exclude: ["Goldens"]),
    .testTarget(
      name: "SimulationTests", dependencies: ["Simulation", "TestSupport"],
      resources: [.copy("Fixtures")]),
    .testTarget(
      name: "InferenceTests", dependencies: ["Inference", "TestSupport"],
      resources: [.copy("Fixtures")]),
    .testTarget(
      name: "NativeFunctionsTests",
      dependencies: ["NativeFunctions", "Presentation", "Course", "Display", "SampleCourse"]),
    .testTarget(
      name: "TerminalTests",
      dependencies: ["Terminal", "PseudoTerminal", "TestSupport", "Basics", "line-editor-probe"],
      exclude: ["Goldens"]),
    .testTarget(
      name: "SessionTests",
      dependencies: [
        "Session", "Headless", "Store", "Terminal", "PseudoTerminal", "SampleCourse",
        "SampleExercises", "TestSupport", "gpulearn",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      exclude: ["Goldens"]),

    .testTarget(name: "FuzzingTests", dependencies: ["Fuzzing", "TestSupport", "Basics"]),

    .target(
      name: "Fuzzing",
      dependencies: [
        "Headless", "Records", "Answers", "NativeFunctions", "Inference", "Simulation", "Terminal",
        "TestSupport",
      ],
      path: "Tests/Support/Fuzzing"),
    .target(
      name: "SampleCourse",
      dependencies: ["Course", "Display", "Terminal", "NativeFunctions", "Inference"],
      path: "Tests/Support/SampleCourse"),
    .target(
      name: "SampleExercises", dependencies: ["Answers", "TestSupport"],
      path: "Tests/Support/SampleExercises",
      exclude: ["Exercises"]),

    // What tests use: programs on terminals of their own, and one to try the line editor with.
    .target(
      name: "PseudoTerminal", dependencies: ["CPseudoTerminal"],
      path: "Tests/Support/PseudoTerminal"),
    .target(name: "CPseudoTerminal", path: "Tests/Support/CPseudoTerminal"),
    .executableTarget(
      name: "line-editor-probe", dependencies: ["Terminal"], path: "Tests/Support/LineEditorProbe"),
  ] + (isFuzzing ? fuzzers : []),
  swiftLanguageModes: [.v6]
)
