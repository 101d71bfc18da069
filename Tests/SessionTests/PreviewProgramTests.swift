import Foundation
import PseudoTerminal
import Testing

/// `gpulearn preview` in a real terminal, and in a pipe.
@Suite struct PreviewProgramTests {
  private static let chapter = """
    ---
    title: Watched
    id: watched
    ---
    ## One
    It costs {eval}`cost`.

    ```{model} m
    param n = 3 in 1..9 "how many"
    result cost: $ = n * $2 "the sum"
    ```
    """

  private func folder() throws -> String {
    let folder = NSTemporaryDirectory() + "gpulearn-watch-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return folder
  }

  private func write(_ text: String, _ path: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }

  private func watch(_ path: String, _ arguments: [String] = []) throws -> PseudoTerminal {
    try PseudoTerminal(
      ProgramTests.program, ["preview", path, "--watch"] + arguments,
      environment: ProgramTests.environment(NSTemporaryDirectory(), ["TZ": "UTC"]), columns: 80,
      rows: 40)
  }

  /// Saved in place, saved by renaming, broken, mended, missing for a while: each is drawn.
  @Test func aWatchedFileIsDrawnWhenItIsSaved() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/watched.md"
    try write(Self.chapter, path)
    let terminal = try watch(path)
    try terminal.expect("It costs $6.")
    try terminal.expect("Everything holds.")
    #expect(try terminal.expect("Ctrl-C ends.").contains(/Drawn at \d\d:\d\d:\d\d\./))

    try write(Self.chapter.replacing("n * $2", with: "n * $5"), path)
    try terminal.expect("It costs $15.")
    try terminal.expect("Ctrl-C ends.")
    // Nothing of the drawing before is left on the screen.
    #expect(!terminal.screen.text.contains("It costs $6."))
    #expect(terminal.screen.lines[0].hasPrefix("Watched   lesson 1 of 1"))

    try write(Self.chapter.replacing("n * $2", with: "m * $5"), folder + "/.watched.md.new")
    rename(folder + "/.watched.md.new", path)
    try terminal.expect("Nothing here is called m")
    #expect(try terminal.expect("Ctrl-C ends.").contains("watched.md:10:18"))

    try FileManager.default.moveItem(atPath: path, toPath: path + "~")
    try terminal.expect("drawn when it is back.")
    try write("---\nbroken", path)
    try terminal.expect("Ctrl-C ends.")

    try write(Self.chapter, path)
    try terminal.expect("It costs $6.")
    try terminal.expect("Everything holds.")
    try terminal.expect("Ctrl-C ends.")
    terminal.send("\u{3}")
    #expect(try terminal.wait() == .exited(0))
  }

  /// Of a chapter with several lessons, those that were changed are drawn again.
  @Test func onlyChangedLessonsAreDrawnAgain() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/watched.md"
    let chapter = Self.chapter + "\n## Two\nOther words.\n\n## Three\nLast words.\n"
    try write(chapter, path)
    let terminal = try watch(path)
    try terminal.expect("Last words.")
    try terminal.expect("Ctrl-C ends.")
    try write(chapter.replacing("Other words.", with: "New words."), path)
    try terminal.expect("The other 2 lessons are as before.")
    try terminal.expect("Ctrl-C ends.")
    #expect(terminal.screen.text.contains("New words."))
    #expect(!terminal.screen.text.contains("Last words."))
    // A lesson more: all of them.
    try write(chapter + "\n## Four\nEven more words.\n", path)
    try terminal.expect("It costs $6.")
    try terminal.expect("Even more words.")
    try terminal.expect("Ctrl-C ends.")
    terminal.send("\u{3}")
    #expect(try terminal.wait() == .exited(0))
  }

  /// What is wrong at the end says how it ends.
  @Test func aBrokenFileEndsWithOne() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try write(Self.chapter.replacing("{eval}`cost`", with: "{eval}`cots`"), folder + "/x.md")
    let terminal = try watch(folder + "/x.md")
    try terminal.expect("One problem.")
    try terminal.expect("Ctrl-C ends.")
    terminal.signal(SIGINT)
    #expect(try terminal.wait() == .exited(1))
  }

  @Test func whatIsMissingAtTheStart() throws {
    let terminal = try watch("/no/such/file.md")
    try terminal.expect("cannot be read")
    #expect(try terminal.wait() == .exited(74))
  }

  static let cases: [([String], Int32, [String])] = [
    (["watched.md"], 0, ["It costs $6.", "Everything holds."]),
    (["watched.md", "--lesson", "1"], 0, ["lesson 1 of 1"]),
    (["watched.md", "--lesson", "2"], 1, ["There is no lesson “2”"]),
    (["broken.md"], 1, ["broken.md:6:", "problem"]),
    (["missing.md"], 74, ["cannot be read"]),
    ([], 64, ["Usage"]),
  ]

  @Test(arguments: cases)
  func aPipeIsAnsweredPlainly(
    _ arguments: [String], _ status: Int32, _ expected: [String]
  ) throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try write(Self.chapter, folder + "/watched.md")
    try write(Self.chapter.replacing("`cost`", with: "`cots`"), folder + "/broken.md")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: ProgramTests.program)
    process.arguments = ["preview"] + arguments
    process.environment = ProgramTests.environment(folder)
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    let pipe = Pipe()
    (process.standardOutput, process.standardError) = (pipe, pipe)
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == status, "\(text)")
    for words in expected { #expect(text.contains(words), "\(text)") }
    #expect(!text.contains("\u{1B}"))
    // No progress is made by looking.
    #expect(!FileManager.default.fileExists(atPath: folder + "/gpulearn"))
  }
}
