import Foundation
import NativeFunctions
import Testing

/// `gpulearn simulate`, and help from the shell: what they say and take is what functions declare.
@Suite struct SimulateProgramTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private func run(_ arguments: [String]) throws -> (
    output: String, error: String, status: Int32
  ) {
    let home = try ProgramTests.home()
    defer { try? FileManager.default.removeItem(atPath: home) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: ProgramTests.program)
    process.arguments = arguments
    process.currentDirectoryURL = Self.root
    process.environment = ProgramTests.environment(home)
    let (output, error) = (Pipe(), Pipe())
    process.standardInput = FileHandle.nullDevice
    (process.standardOutput, process.standardError) = (output, error)
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    let problems = error.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (
      String(decoding: text, as: UTF8.self), String(decoding: problems, as: UTF8.self),
      process.terminationStatus
    )
  }

  /// Every parameter of every fleet is an option, with the sentence of a declaration that has it.
  @Test func optionsAreTheParameters() throws {
    let help = try run(["simulate", "--help"]).output
    let words = help.split(whereSeparator: { $0.isWhitespace }).joined(separator: " ").lowercased()
    let parameters = NativeFunctions.fleets.flatMap { $0.parameters }
    for (name, same) in Dictionary(grouping: parameters, by: { $0.name }) {
      let option = name == "file" ? "trace" : name
      #expect(help.contains("--" + option.replacing("_", with: "-") + " <"), "\(option)")
      guard option != "trace" else { continue }
      #expect(same.contains { words.contains($0.sentence.lowercased()) }, "\(option)")
    }
  }

  /// The text of an option stays that of this option, whatever it holds.
  @Test(arguments: [
    "a\"b.csv", "x.csv\", speed: 5, time_column: \"t", "a) + serverless(", "x.csv\\",
  ])
  func pathsStayPaths(_ path: String) throws {
    let result = try run(["simulate", "--trace", path])
    #expect(result.status == 74 && result.output.isEmpty)
    #expect(result.error.hasPrefix("\(path) cannot be read"))
    let folder = NSTemporaryDirectory() + UUID().uuidString
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let file = folder + "/" + path
    try Data("time,duration\n0,1\n5,1\n9,1\n".utf8).write(to: URL(fileURLWithPath: file))
    #expect(try run(["simulate", "--trace", file, "--json"]).output.contains("\"3 requests\""))
  }

  /// What comes without end is refused, and soon.
  @Test(arguments: [
    ("/dev/zero", "has no end of a line in 1048576 bytes")
  ])
  func endlessInputIsRefused(_ input: String, _ words: String) throws {
    let home = try ProgramTests.home()
    defer { try? FileManager.default.removeItem(atPath: home) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: ProgramTests.program)
    process.arguments = ["simulate", "--trace", "-"]
    process.environment = ProgramTests.environment(home)
    let error = Pipe()
    process.standardInput = FileHandle(forReadingAtPath: input)
    (process.standardOutput, process.standardError) = (FileHandle.nullDevice, error)
    try process.run()
    let problems = error.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 74)
    #expect(String(decoding: problems, as: UTF8.self).contains(words))
  }

  /// The whole run as tables: a row for each request, and minutes that make up its time and cost.
  @Test func tablesHoldTheWholeRun() throws {
    let folder = NSTemporaryDirectory() + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (series, requests) = (folder + "/series.csv", folder + "/requests.csv")
    let result = try run([
      "simulate", "--arrivals", "2/s", "--service", "1 s", "--cold-start", "20 s", "--horizon",
      "600 requests", "--price", "$3.60/(gpu*h)", "--series", series, "--requests", requests,
      "--json",
    ])
    #expect(result.status == 0, "\(result.error)")
    func rows(_ path: String) throws -> [[String]] {
      try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map {
        $0.split(separator: ",", omittingEmptySubsequences: false).map { String($0) }
      }
    }
    let (minutes, each) = (try rows(series), try rows(requests))
    #expect(each.first == ["run", "arrival", "begin", "end", "instance", "became"])
    #expect(each.count == 601 && each.dropFirst().allSatisfy { $0.last == "served" })
    #expect(minutes.first?.prefix(3) == ["run", "time", "seconds"])
    let counted = minutes.dropFirst().compactMap { Int($0[7]) }.reduce(0, +)
    let cost = minutes.dropFirst().compactMap { Double($0[9]) }.reduce(0, +)
    #expect(counted == 600)
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    let value = (json["value"] as? [String: Any]) ?? json
    let told = try #require((value["cost"] as? [String: Any])?["value"] as? Double)
    #expect(abs(cost - told) < 1e-9 * told, "\(cost) and \(told)")
  }

  @Test(arguments: [
    (["--trace", "-", "--series", "a.csv"], "Standard input can be read once"),
    (["--series", "a.csv", "--requests", "a.csv"], "Two recordings would be written"),
    (["--horizon", "100 requests", "--series", "no/such/folder.csv"], "cannot be written"),
  ])
  func tablesThatCannotBeAreRefused(_ arguments: [String], _ words: String) throws {
    let result = try run(["simulate"] + arguments)
    #expect(result.status == 74 && result.error.contains(words), "\(result.error)")
  }

  @Test(arguments: [
    (["--keep-alive", "fast"], "--keep-alive:1:1"),
    (["--service", "1 s), seed: (2"], "--service:1:4"),
    (["--gpus", "3"], "--gpus is an option of --fleet dedicated"),
    (["--fleet", "hybrid"], "hybrid needs reserved"),
    (["--fleet", "mixed"], "mixed needs pools"),
    (["--fleet", "mixed", "--gpus", "3"], "--fleet mixed --pools 'pool("),
    (["--pools", "pool(\"A100\")"], "--pools is an option of --fleet mixed"),
    (["--keep-aliv", "3 s"], "--keep-alive"),
  ])
  func mistakesAreInTheOption(_ arguments: [String], _ words: String) throws {
    let result = try run(["simulate"] + arguments)
    #expect(result.status != 0 && result.output.isEmpty)
    #expect(result.error.contains(words), "\(result.error)")
  }

  /// A mixed fleet has an option for each pool, and comes to what its call in the language does.
  @Test func aMixedFleet() throws {
    let (old, new) = ("pool(\"A100\", gpus: 2)", "pool(\"L4\", speed: 40%)")
    let options = ["--arrivals", "1/s", "--service", "2 s", "--horizon", "500 requests"]
    let result = try run(
      ["simulate", "--fleet", "mixed", "--pools", old, "--pools", new] + options + ["--json"])
    #expect(result.status == 0, "\(result.error)")
    let same = try run(["eval", "--json", "mixed(1/s, 2 s, \(old), \(new), horizon: 500 requests)"])
    func pools(_ text: String) throws -> String {
      let start = try #require(text.range(of: "\"pools\":{"))
      return String(text[start.lowerBound...].prefix(600))
    }
    #expect(try pools(result.output) == pools(same.output))
  }

  /// A function's page is the same from everywhere; a name that is a subcommand as well shows both.
  @Test func helpReachesEveryFunction() throws {
    let page = try run(["help", "erlang_b"])
    #expect(page.status == 0 && page.output.contains("Try: erlang_b(4, 2.5)"))
    #expect(try run(["erlang_b", "--help"]).output == page.output)
    #expect(try run(["eval", "help erlang_b"]).output == page.output)
    let both = try run(["help", "bench"]).output
    #expect(both.contains("USAGE: gpulearn bench") && both.contains("bench(model, threads)"))
    #expect(try run(["help", "simulate"]).output.contains("USAGE: gpulearn simulate"))
    let unknown = try run(["eval", "help serverles"])
    #expect(unknown.status == 1 && unknown.error.contains("Try: help serverless"))
    let misspelt = try run(["help", "serverles"])
    #expect(misspelt.status == 1 && misspelt.output.isEmpty)
    #expect(misspelt.error.contains("Try: gpulearn help serverless"))
    #expect(try run(["help", "chek"]).error.contains("Try: gpulearn help check"))
  }

  /// What is no function has its page as well, as text and as JSON.
  @Test(arguments: [
    (["help", "cold", "start"], "term", "Taught in"), (["help", "h"], "unit", "hour"),
    (["help", "strip"], "block", ":bursts:"), (["help", "goal"], "exercise", "conditions"),
    (["help", "sweep"], "question", "results at several values"),
    (["help", "undo"], "command", "take the"),
    (["help", "units"], "units", "30 days"),
  ])
  func helpReachesEverything(_ words: [String], _ key: String, _ shown: String) throws {
    let page = try run(words)
    #expect(page.status == 0 && page.output.contains(shown), "\(page.output)\(page.error)")
    let json = try run(words + ["--json"])
    #expect(json.status == 0 && json.output.hasPrefix("{\"\(key)\":"), "\(json.output)")
    #expect(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) is [String: Any])
    let line = words.joined(separator: " ")
    #expect(try run(["eval", line]).output == page.output)
  }

  /// Guides/reference is what the declarations say now:
  /// `gpulearn reference Guides/reference` writes it anew.
  @Test func theReferenceIsUpToDate() throws {
    let folder = NSTemporaryDirectory() + UUID().uuidString
    let files = FileManager.default
    try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? files.removeItem(atPath: folder) }
    let result = try run(["reference", folder])
    #expect(result.status == 0, "\(result.error)")
    let kept = Self.root.path + "/Guides/reference"
    func pages(_ folder: String) throws -> [String] {
      try files.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".md") }.sorted()
    }
    let written = try pages(folder)
    #expect(try written == pages(kept))
    for name in written {
      #expect(
        try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
          == String(contentsOfFile: kept + "/" + name, encoding: .utf8), "\(name)")
    }
  }
}
