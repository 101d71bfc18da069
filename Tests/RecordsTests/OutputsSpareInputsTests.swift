import Foundation
import PseudoTerminal
import SampleExercises
import TestSupport
import Testing

@testable import Records

/// Whatever a command reads is as it was when the command has ended, however the output is spelt.
@Suite struct OutputsSpareInputsTests {
  /// A command, what it reads, and how it is told where to write.
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var arguments: [String]
    var reads: [String]
    var output: @Sendable (String) -> [String] = { ["-o", $0] }
  }

  private static let course = [
    "course/course.yaml", "course/Chapters/01-sample.md", "course/Chapters/prices.yaml",
    "course/Exercises/sample/twice.md",
  ]

  static let cases = [
    Case(
      testDescription: "grade",
      arguments: [
        "grade", "in", "@list", "--course", "course", "--roster", "roster.csv",
      ], reads: ["in/ada.json", "in/junk.json", "list", "roster.csv"] + course),
    Case(
      testDescription: "merge",
      arguments: ["merge", "part.json", "--course", "course", "--roster", "roster.csv"],
      reads: ["part.json", "roster.csv"] + course),
    Case(
      testDescription: "submit", arguments: ["submit", "--course", "course", "--profile", "ada"],
      reads: course),
    Case(
      testDescription: "simulate --csv",
      arguments: ["simulate", "--course", "course", "--trace", "trace.csv"],
      reads: ["trace.csv"] + course, output: { ["--csv", $0] }),
    Case(
      testDescription: "simulate --chrome-trace",
      arguments: [
        "simulate", "--course", "course", "--fleet", "dedicated", "--arrivals",
        "trace(\"trace.csv\")",
      ], reads: ["trace.csv"] + course, output: { ["--chrome-trace", $0] }),
    Case(
      testDescription: "quantize", arguments: ["quantize", "model.gguf", "--type", "Q8_0"],
      reads: ["model.gguf"], output: { [$0] }),
    Case(
      testDescription: "export", arguments: ["export", "learners", "--course", "course"],
      reads: course, output: { [$0] }),
    Case(
      testDescription: "progress --export",
      arguments: ["progress", "--course", "course", "--profile", "ada"],
      reads: ["gpulearn/profiles/ada/progress.sqlite"], output: { ["--export", $0] }),
  ]

  @Test(arguments: cases) func inputsStayAsTheyWere(_ one: Case) throws {
    let folder = try Folder()
    let files = FileManager.default
    try files.copyItem(atPath: Class.folder, toPath: folder.path + "/course")
    try files.createDirectory(
      atPath: folder.path + "/x", withIntermediateDirectories: true)
    _ = try folder.write("course/Chapters/prices.yaml", "[]\n")
    _ = try folder.write("in/ada.json", Class.diligent("ada").text)
    _ = try folder.write("in/junk.json", "junk")
    _ = try folder.write("list", "in/junk.json\n")
    _ = try folder.write("part.json", "[]\n")
    _ = try folder.write("roster.csv", "id,name\nada,Ada\n")
    _ = try folder.write("trace.csv", "time,duration\n0,1\n5,1\n9,1\n")
    _ = try folder.write("model.gguf", "GGUF")
    @discardableResult func run(_ arguments: [String], input: String = "") throws -> ProgramRun {
      try ProgramRun.run(
        arguments,
        environment: [
          "HOME": folder.path, "XDG_DATA_HOME": folder.path, "LC_ALL": "C.UTF-8",
          "PATH": "/usr/bin:/bin",
        ], in: folder.path, input: input)
    }
    if ["submit", "progress"].contains(one.arguments[0]) {
      try run(
        ["practice", "twice", "--course", "course", "--profile", "ada"], input: "$14/(gpu*h)\n")
    }
    for (number, input) in one.reads.enumerated() {
      // Each file by one of its names in turn, the first by all.
      for way in 0..<4 where number == 0 || way == number % 4 {
        let path = folder.path + "/" + input
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        for name in ["link", "hard"] where files.fileExists(atPath: folder.path + "/" + name) {
          try files.removeItem(atPath: folder.path + "/" + name)
        }
        let output: String
        switch way {
        case 0: output = input
        case 1: output = "./x/../\(input)"
        case 2:
          output = "link"
          try files.createSymbolicLink(
            atPath: folder.path + "/link", withDestinationPath: path)
        default:
          output = "hard"
          try files.linkItem(atPath: path, toPath: folder.path + "/hard")
        }
        let ended = try run(one.arguments + one.output(output))
        #expect(ended.status != 0, "\(output) for \(input): \(ended.output)")
        #expect(ended.error.contains(output.split(separator: "/").last ?? ""), "\(ended.error)")
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
        // The name given still leads to it.
        let named = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/" + output))
        #expect(named == before, "\(output) for \(input)")
        #expect(
          !(try files.contentsOfDirectory(atPath: folder.path)).contains { $0.contains(".part-") })
      }
    }
  }

  /// The program writes files in one way only, which asks what is read: whoever adds a command meets
  /// it. Files that may only be new are written without it.
  @Test func thereIsOneWayToWrite() throws {
    let folder = projectFolder + "/Sources/gpulearn"
    for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
      let text = try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
      for line in text.split(separator: "\n") {
        let writes = [
          ".utf8).write(to:", "data.write(to:", "createFile(", "fopen(", "O_CREAT",
          "forWritingAtPath",
        ]
        .contains { line.contains($0) }
        #expect(!writes || line.contains(".withoutOverwriting"), "\(name): \(line)")
        #expect(!line.contains("InputFiles([])"), "\(name): \(line)")
      }
    }
  }
}
