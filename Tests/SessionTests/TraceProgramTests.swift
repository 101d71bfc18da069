import Foundation
import PseudoTerminal
import SampleCourse
import Testing

/// Files of requests and courses of one's own, as a shell brings them.
@Suite struct TraceProgramTests {
  private func run(_ arguments: [String], in folder: String? = nil) throws -> ProgramRun {
    try ProgramTests.run(arguments, in: folder)
  }

  /// The same requests on every kind of fleet, in any order of the rows.
  @Test(arguments: [
    ["--fleet", "serverless"],
    ["--fleet", "dedicated", "--gpus", "2"],
    ["--fleet", "hybrid", "--reserved", "1 gpu", "--reserved-price", "$1/(gpu*h)"],
  ])
  func aFileOnEveryFleet(_ fleet: [String]) throws {
    let stage = try Stage(sampleChapter)
    let rows = (0..<200).map { "\($0 * 18),2\n" }
    var outputs: [String] = []
    for (index, rows) in [rows, rows.reversed()].enumerated() {
      let path = "\(stage.folder)/\(index).csv"
      try Data(("time,duration\n" + rows.joined()).utf8).write(to: URL(fileURLWithPath: path))
      let result = try run(
        ["simulate", "--trace", path, "--price", "$7.20/(gpu*h)"] + fleet)
      #expect(result.status == 0, "\(result.error)")
      #expect(result.output.contains("200 requests"))
      // Below what is said of rows out of order.
      let figures = result.output.components(separatedBy: "saturated")
      outputs.append(figures.last?.components(separatedBy: "margins").first ?? "")
    }
    #expect(outputs[0] == outputs[1])
  }

  /// Slips in names are told, of subcommands and of what is set.
  @Test(arguments: [
    (["chek"], "Try: gpulearn check"), (["evl"], "Try: gpulearn eval"),
    (["eval", "effective", "--chapter", "1", "--set", "utlization = 40%"], "utilization = 40%"),
    (["preview", "nothing.md"], "nothing.md"),
    (["--course", ".", "practice"], "“practice” stands before its options"),
    (["--course", ".", "practice"], "Try: gpulearn practice --course ."),
  ])
  func slips(_ arguments: [String], _ words: String) throws {
    let stage = try Stage(sampleChapter)
    let result = try run(arguments, in: stage.folder)
    #expect(result.status != 0 && result.error.contains(words), "\(result.error)")
    #expect(
      try run(["eval", "x * gpus", "--chapter", "1", "--set", "x = 2"], in: stage.folder).output
        == "8 gpu\n")
  }

  /// In a course's folder that course is meant, and not the one the program came with.
  @Test func theCourseOneIsIn() throws {
    let stage = try Stage(sampleChapter)
    #expect(try run(["check"], in: stage.folder + "/Chapters").output.contains("1 file checked"))
    #expect(try run(["chapters"], in: stage.folder).output.contains("A sample"))
    let made = try run(["new", "exercise", "smple/one"], in: stage.folder)
    #expect(made.status != 0 && made.error.contains("gpulearn new exercise sample/one"))
  }
}
