import Foundation
import PseudoTerminal
import SampleCourse
import TestSupport
import Testing

/// `gpulearn generate` and `gpulearn bench`, as a shell runs them.
@Suite struct ModelProgramTests {
  private func run(_ arguments: [String]) throws -> ProgramRun { try ProgramTests.run(arguments) }

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func generateWritesTextAndTellsWhatItTook() throws {
    let model = try TinyModel(context: 100_000)
    let result = try run(["generate", model.path, "--prompt", "What", "--tokens", "6"])
    #expect(result.status == 0)
    #expect(result.output.hasSuffix("\n") && result.output.count > 1)
    for word in ["6 tokens (length)", "the first after", "tokens/s", "loaded in", "held", "thread"]
    {
      #expect(result.error.contains(word), "\(word)")
    }
    // The model writes bytes that are no text, and control characters; none may get through.
    let allowed = result.output.unicodeScalars.filter { $0.value < 32 && $0 != "\n" }
    #expect(allowed.isEmpty && !result.error.contains("\u{1B}"))
    // The same seed, the same text; another one, another text.
    func drawn(_ seed: String, threads: String) throws -> String {
      try run([
        "generate", model.path, "--prompt", "a", "--tokens", "20", "--temperature", "1.5",
        "--top-k", "0", "--top-p", "1", "--min-p", "0", "--seed", seed, "--threads", threads,
      ]).output
    }
    let first = try drawn("7", threads: "1")
    #expect(try drawn("7", threads: "2") == first)
    #expect(try drawn("8", threads: "1") != first)
  }

  /// A lone argument that is no file is what the model of the course is asked.
  @Test func aQuestionNeedsNoOption() throws {
    let answer = try run(["generate", "What is a cold start?", "--course", projectFolder])
    #expect(answer.status == 0 && answer.output.hasPrefix("A cold start is"))
  }

  @Test func generateGivesOneObject() throws {
    let model = try TinyModel(context: 100_000)
    let result = try run([
      "generate", model.path, "--prompt", "a", "--tokens", "3", "--candidates", "2", "--json",
    ])
    let answer = try object(result.output)
    #expect(result.status == 0 && result.error.isEmpty)
    #expect(answer["text"] is String && answer["finish"] as? String == "length")
    let tokens = try #require(answer["tokens"] as? [String: Any])
    #expect(tokens["value"] as? Int == 3 && tokens["unit"] as? String == "token")
    let steps = try #require(answer["steps"] as? [[String: Any]])
    #expect(steps.count == 3)
    let candidates = try #require(steps[0]["candidates"] as? [[String: Any]])
    #expect(
      candidates.count == 2 && candidates[0]["token"] as? String == steps[0]["token"] as? String)
    #expect(
      (candidates[0]["probability"] as? Double ?? 0)
        >= (candidates[1]["probability"] as? Double ?? 1))
  }

  @Test func aStopTextEndsIt() throws {
    let model = try TinyModel(context: 100_000)
    let text = try run(["generate", model.path, "--prompt", "st", "--tokens", "40"]).output
    let stop = String(text.dropLast().suffix(1))
    let ended = try run([
      "generate", model.path, "--prompt", "st", "--tokens", "40", "--stop", stop, "--json",
    ])
    #expect(try object(ended.output)["finish"] as? String == (stop == "�" ? "length" : "stop"))
  }

  @Test(arguments: [
    (["generate"], 64, "--prompt"),
    (["generate", "MODEL"], 64, "--prompt 'What is a cold start?'"),
    (["generate", "--prompt"], 64, "--prompt"),
    (["generate", "MODEL", "--prompt", "a", "--temperature", "101"], 64, "temperature"),
    (["generate", "MODEL", "--prompt", "a", "--tokens", "0"], 64, "tokens"),
    (["generate", "MODEL", "--prompt", "a", "--tokens", "many"], 64, "tokens"),
    (["generate", "MODEL", "--prompt", "a", "--top-p", "2"], 64, "top_p must be from 0 to 1"),
    (["generate", "MODEL", "--prompt", "a", "--threads", "0"], 64, "threads"),
    (["generate", "/no/such.gguf", "--prompt", "a"], 74, "No such file"),
    (["generate", "/dev/null", "--prompt", "a"], 74, "not a regular file"),
    (["generate", "--course", "/no/such/course", "--prompt", "a"], 74, "/no/such/course"),
    (["bench", "/no/such.gguf"], 74, "No such file"),
    (["bench", "MODEL", "--threads", "0"], 64, "threads"),
  ])
  func mistakes(_ arguments: [String], _ status: Int32, _ words: String) throws {
    let model = try TinyModel(context: 100_000)
    let result = try run(arguments.map { $0 == "MODEL" ? model.path : $0 })
    #expect(result.status == status)
    #expect(result.error.contains(words), "\(result.error)")
    #expect(result.output.isEmpty)
  }

  /// A text that nobody gets is no success.
  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func aFullDiskIsTold() throws {
    let model = try TinyModel(context: 100_000)
    for command in [
      ["generate", model.path, "--prompt", "a", "--tokens", "3"],
      ["generate", model.path, "--prompt", "a", "--tokens", "3", "--json"],
    ] {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: ProgramTests.program)
      process.arguments = command
      let error = Pipe()
      process.standardOutput = FileHandle(forWritingAtPath: "/dev/full")
      process.standardError = error
      try process.run()
      let words = String(
        decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      #expect(process.terminationStatus == 74)
      #expect(words.contains("Not all of the answer could be written."))
    }
  }

  /// A process that is bound to one processor does not try to work on more.
  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/usr/bin/taskset")))
  func processorsItMayNotUseAreLeftAlone() throws {
    let model = try TinyModel(context: 100_000)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/taskset")
    process.arguments = [
      "-c", "0", ProgramTests.program, "generate", model.path, "--prompt", "a", "--tokens", "2",
    ]
    let error = Pipe()
    process.standardOutput = FileHandle.nullDevice
    process.standardError = error
    try process.run()
    let words = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(words.contains(" 1 thread,"), "\(words)")
  }

  /// A file that is no model, by its content: 1.
  @Test func aBrokenFileIsTold() throws {
    let path = NSTemporaryDirectory() + "broken-\(UUID().uuidString).gguf"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data("GGUF\u{3}\u{0}\u{0}\u{0}\u{1B}[31m and more".utf8).write(
      to: URL(fileURLWithPath: path))
    for command in [["generate", path, "--prompt", "a"], ["bench", path]] {
      let result = try run(command)
      #expect(result.status == 1 && result.output.isEmpty)
      #expect(result.error.contains("\(path) cannot be run."))
      #expect(!result.error.contains("\u{1B}"))
    }
    let json = try run(["bench", path, "--json"])
    let problem = try #require(try object(json.output)["error"] as? [String: Any])
    #expect(problem["code"] as? String == "bad-model" && json.status == 1)
  }

  @Test func benchTellsEverything() throws {
    let model = try TinyModel(context: 100_000)
    let result = try run(["bench", model.path, "--threads", "1"])
    #expect(result.status == 0)
    for word in [
      "load_time", "prefill", "decode", "weights", "kv_cache", "bandwidth", "share", "answers_8",
    ] {
      #expect(result.output.contains(word), "\(word)")
    }
    let figures = try object(try run(["bench", model.path, "--json"]).output)
    let together = try #require(figures["together"] as? [String: Any])
    #expect(Set(together.keys) == ["answers_1", "answers_2", "answers_4", "answers_8"])
    let decode = try #require(figures["decode"] as? [String: Any])
    #expect(decode["unit"] as? String == "token/s" && (decode["value"] as? Double ?? 0) > 0)
  }

  /// Ctrl-C ends the text cleanly; the program says that it was stopped.
  @Test func interruption() throws {
    let model = try TinyModel(context: 100_000)
    let home = try ProgramTests.home()
    defer { try? FileManager.default.removeItem(atPath: home) }
    let terminal = try PseudoTerminal(
      ProgramTests.program,
      // The likeliest token each time: by chance the end of the text could come first.
      ["generate", model.path, "--prompt", "a", "--tokens", "90000", "--temperature", "0"],
      environment: ProgramTests.environment(home), columns: 80, rows: 24)
    try terminal.expectScreen("the beginning of a text") { !$0.text.isEmpty }
    terminal.send("\u{3}")
    try terminal.expect("(stopped)")
    #expect(try terminal.wait() == .exited(130))
  }

  /// A measurement in the workbook says what it does, and Ctrl-C brings the prompt back.
  @Test func progressAndInterruptionInTheWorkbook() throws {
    let model = try TinyModel(context: 100_000)
    let home = try ProgramTests.home()
    defer { try? FileManager.default.removeItem(atPath: home) }
    let terminal = try ProgramTests.start(["1/utilization"], home: home)
    try terminal.expectPrompt()
    terminal.send("mine = serve(\"\(model.path)\", requests: 3, gap: 1 h, tokens: 2)\n")
    try terminal.expect("next request in")
    terminal.send("\u{3}")
    try terminal.expect("Stopped; nothing was changed.")
    try terminal.expectPrompt()
    terminal.send("mine\n")
    try terminal.expect("Nothing here is called mine")
    terminal.send("serve(\"\(model.path)\", requests: 2, gap: 10 ms, tokens: 2).loads\n")
    try terminal.expectPrompt()
    terminal.send("quit\n")
    #expect(try terminal.wait() == .exited(0))
  }
}
