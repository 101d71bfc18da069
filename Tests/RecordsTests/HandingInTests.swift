import Answers
import Foundation
import PseudoTerminal
import SampleExercises
import Store
import Testing

@testable import Records

/// From the course to the gradebook, through the program as people run it.
@Suite struct HandingInTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  private var environment: [String: String] {
    [
      "HOME": folder.path, "XDG_DATA_HOME": folder.path, "LC_ALL": "C.UTF-8",
      "PATH": "/usr/bin:/bin",
    ]
  }

  @discardableResult
  private func run(_ arguments: [String], input: String = "") throws -> ProgramRun {
    try ProgramRun.run(arguments, environment: environment, in: folder.path, input: input)
  }

  /// The answers of a learner in the copy without answers, handed in.
  private func handIn(_ learner: String, price: String) throws {
    let common = ["--profile", learner, "--course", "copy"]
    try run(["learner", learner, "--profile", learner, "--name", "=\(learner)"])
    for (exercise, lines) in [
      ("price-of-work", "hint\n\(price)\n"), ("formula-of-waste", "rent - rent*utilization\n"),
      ("who-pays", "1\n"), ("cheap", "utilization = 90%\n"), ("twice", "$13.89/(gpu*h)\n"),
    ] {
      let ended = try run(["practice", exercise] + common, input: lines)
      #expect(ended.error == "", "\(exercise)")
      // Only the exercise for practice says what is right.
      #expect(ended.output.contains("recorded") == (exercise != "twice"), "\(ended.output)")
    }
    let ended = try run(["submit", "-o", "in/\(learner).json"] + common)
    #expect(ended.status == 0 && ended.output.contains("5 of 7 exercises"), "\(ended.error)")
  }

  @Test func fromTheCourseToTheGradebook() throws {
    let exported = try run(["export", "learners", "copy", "--course", Class.folder])
    #expect(exported.output.contains("6 exercises without answers, 1 with them"))
    try FileManager.default.createDirectory(
      atPath: folder.path + "/in", withIntermediateDirectories: true)
    try handIn("ada", price: Class.price(for: "ada"))
    try handIn("bob", price: "$731.4159/h")
    _ = try folder.write("in/junk.json", "junk")
    _ = try folder.write("roster.csv", "id,name,email\nbob,Bob,b@x\nada,Ada,a@x\ncy,Cy,c@x\n")
    let copied = try run(["grade", "in", "--course", "copy"])
    #expect(copied.status == 1 && copied.error.contains("has no answer in this copy"))

    let graded = try run(["grade", "in", "--course", Class.folder, "--roster", "roster.csv"])
    #expect(graded.status == 1, "one file is junk")
    let lines = graded.output.split(separator: "\n").map(String.init)
    #expect(lines.count == 5)
    #expect(lines[1].hasPrefix("bob,Bob,b@x,graded,20,10,,0,,10,"))
    #expect(lines[2].hasPrefix("ada,Ada,a@x,graded,20,10,,10,,10,"))
    #expect(lines[3].hasPrefix("cy,Cy,c@x,missing,"))
    #expect(lines[4].contains("refused") && lines[4].hasSuffix("in/junk.json,"))
    #expect(!graded.output.contains("edited"))
    #expect(graded.error.contains("2 files graded, 1 refused, 1 learner of the roster"))
    #expect(try run(["grade", "in/ada.json", "--course", Class.folder]).status == 0)

    // The same in two parts.
    for part in ["ada", "bob"] {
      try run([
        "grade", "in/\(part).json", "--course", Class.folder, "--format", "json", "-o",
        "\(part).part",
      ])
    }
    // What changes is said before anything is written.
    let preview = ["grade", "in/ada.json", "--course", Class.folder, "--against"]
    #expect(try run(preview + ["ada.part"]).output == "Nobody's points change.\n")
    let told = try run(preview + ["bob.part"])
    #expect(told.status == 0 && told.output.contains("handed in since"), "\(told.output)")
    #expect(told.output.contains("2 of 2 learners have other points"), "\(told.output)")
    #expect(!told.output.contains("id,name,email"))
    #expect(try run(preview + ["ada.part", "-o", "new.csv"]).status == 64)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/new.csv"))
    let merged = try run([
      "merge", "bob.part", "ada.part", "--course", Class.folder, "--roster", "roster.csv",
    ])
    #expect(merged.output.split(separator: "\n").prefix(4).map(String.init) == Array(lines[..<4]))
    let gradescope = try run([
      "grade", "in/ada.json", "--course", Class.folder, "--format", "gradescope",
    ])
    #expect(gradescope.output.contains("\"max_score\": 20"))
  }

  /// However the program ends while it takes an answer, the answer is recorded once or not at all,
  /// and what was answered before stays as it was.
  @Test func killedWhileAnswering() throws {
    try run(["learner", "ada"])
    var known = 0
    for round in 0..<8 {
      let terminal = try PseudoTerminal(
        PseudoTerminal.built("gpulearn"), ["practice", "price-of-work", "--course", Class.folder],
        environment: environment.merging(["TERM": "xterm"]) { $1 }, columns: 90, rows: 50)
      try terminal.expectPrompt()
      terminal.send("$\(round + 1)000/h\n")
      let isSeen = round % 4 == 3
      if isSeen {
        try terminal.expect("is not it")
      } else {
        Thread.sleep(forTimeInterval: Double(round) * 0.002)
      }
      terminal.signal(SIGKILL)
      try terminal.wait()
      let (_, events) = try ProgressStore(path: folder.path + "/gpulearn/progress.sqlite")
        .submitted(of: "sample-course")
      #expect(events.count == known + 1 || (!isSeen && events.count == known))
      if events.count > known { #expect(events.last?.answer == "$\(round + 1)000/h") }
      known = events.count
    }
    let ended = try run(["submit", "-o", "ada.json", "--course", Class.folder])
    #expect(ended.status == 0, "\(ended.error)")
    let graded = try Grader(try Class.exercises(), now: Date().timeIntervalSince1970)
      .grade(file: folder.path + "/ada.json")
    #expect(graded.flags == [])
    #expect(graded.results.first?.answers.count == known)
  }

  @Test func whatIsNotOursIsLeftAlone() throws {
    let nothing = try run(["submit", "--course", Class.folder])
    #expect(nothing.status == 1 && nothing.error.contains("No exercise"))
    let common = ["--course", Class.folder, "--profile", "p"]
    try run(["practice", "twice"] + common, input: "$13.89/(gpu*h)\n")
    let file = try folder.write("mine.txt", "mine")
    let refused = try run(["submit", "-o", file] + common)
    #expect(refused.status == 74 && refused.error.contains("left alone"))
    #expect(try String(contentsOfFile: file, encoding: .utf8) == "mine")
    for _ in 0..<2 {
      #expect(try run(["submit", "-o", "me.json"] + common).status == 0)
    }
    let changed = try run(["learner", "other"] + common)
    #expect(changed.status == 1 && changed.error.contains("Exercises were answered as"))
    #expect(try run(["learner"] + common).output.contains("anonymous-"))
    #expect(try run(["grade", "@none", "--course", Class.folder]).status == 74)
    #expect(try run(["grade", ".", "--jobs", "0", "--course", Class.folder]).status == 64)
  }
}
