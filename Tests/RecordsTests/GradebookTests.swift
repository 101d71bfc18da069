import Answers
import Basics
import Diagnostics
import Foundation
import SampleExercises
import TestSupport
import Testing

@testable import Records

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct GradebookTests {
  /// A class of four: a diligent learner, one who tampered, one whose file is junk, one who is
  /// missing.
  static func book(withRoster: Bool = true) throws -> Gradebook {
    let grader = try Class.grader()
    var tampered = try Class.submission(
      "bob",
      [
        (.exercise, "who-pays", "1"), (.exercise, "steps", "1 2 3 4 5"),
        (.solution, "price-of-work", ""), (.exercise, "price-of-work", "$5/h"),
        (.exercise, "pairs", "1a <2b> & 3c"), (.exercise, "formula-of-waste", "=rent & \"more\""),
      ])
    tampered.events[0].answer = "2"
    tampered.name = "Bob \u{1B}[31m<b>"
    let rows = [
      grader.grade(text: try Class.diligent("ada").text, file: "in/ada.json"),
      grader.grade(text: tampered.text, file: "in/bob.json"),
      grader.grade(text: "{\"format\": \"x\"", file: "in/=junk.json"),
    ]
    let roster = try Roster.parse(
      Source(name: "roster.csv", "id,name,email\ncy,\"O'Neil, Cy\",cy@x\nada,Ada Lovelace,ada@x\n"))
    return Gradebook(
      rows, by: try Grader(try Class.exercises(), roster: withRoster ? roster : nil, now: Class.now)
    )
  }

  @Test(arguments: [GradebookFormat.csv, .json, .junit]) func goldens(_ format: GradebookFormat)
    throws
  {
    try expectGolden("gradebook.\(format.rawValue)", try Self.book().text(format))
  }

  @Test func gradescope() throws {
    let grader = try Class.grader()
    let graded = Self.tamperedRow(try Self.book())
    try expectGolden("gradescope.json", try Gradebook([graded], by: grader).text(.gradescope))
    let refused = grader.grade(text: "5", file: "x.json")
    let text = try Gradebook([refused], by: grader).text(.gradescope)
    #expect(text.contains("\"score\": 0,") && text.contains("could not be graded"))
    let problem = #expect(throws: Diagnostic.self) { try Self.book().text(.gradescope) }
    #expect(problem?.message.contains("one submission at a time; here are 3") == true)
  }

  private static func tamperedRow(_ book: Gradebook) -> GradedSubmission {
    book.rows.compactMap(\.submission).first { $0.learner == "bob" }
      ?? GradedSubmission(file: "", refused: Diagnostic(.notFound, ""))
  }

  @Test func xmlIsWellFormed() throws {
    let parser = XMLParser(data: Data(try Self.book().text(.junit).utf8))
    #expect(parser.parse())
    for text in ["]]>", "<&\"'>", "\u{0}\u{1B}\u{FFFE}\u{85}", "\u{10FFFF}😀", "\r\n\t"] {
      let escaped = text.escapedForMarkup(keepsLines: false)
      let document = "<?xml version=\"1.0\"?><a b=\"\(escaped)\">\(escaped)</a>"
      #expect(XMLParser(data: Data(document.utf8)).parse(), "\(text)")
    }
  }

  @Test(arguments: [
    ("{}", "it is no list"), ("[5]", "row 1 is no object"), ("[{}]", "row 1.file is no text"),
    ("[", "it ends too early"), ("[] 1", "something follows"),
    ("[{\"file\": \"a\", \"status\": \"graded\"}]", "row 1.submission is no object"),
  ]) func whatIsNoGradebook(_ text: String, _ words: String) {
    let problem = #expect(throws: Diagnostic.self) {
      try GradedSubmission.read(gradebook: Array(text.utf8))
    }
    #expect(problem?.message.contains(words) == true, "\(problem?.message ?? "")")
  }

  @Test func theSummaryCounts() throws {
    #expect(
      try Self.book().summary.plain
        == "2 files graded, 1 refused, 1 with flags to look at, 1 learner of the roster handed in nothing. 20 of 70 points are of exercises that tell their outcome at once."
    )
  }

  /// Any order of threads, and any cut into parts, gives the same gradebook.
  @Test func partsJoinToTheWhole() throws {
    let folder = try Folder()
    var files: [String] = []
    for index in 0..<30 {
      let submission = try Class.diligent("learner-\(index % 29)")
      files.append(try folder.write("\(100 + index).json", submission.text))
    }
    files.append(try folder.write("bad.json", "{"))
    let grader = try Class.grader()
    let rows = grader.grade(files: files, jobs: 4)
    #expect(rows.map(\.file) == files)
    #expect(grader.grade(files: files, jobs: 1) == rows)
    let whole = try Gradebook(rows, by: grader).text(.json)
    var joined: [GradedSubmission] = []
    for part in [files[..<11], files[11..<20], files[20...]] {
      let other = try Class.grader()
      let rows = other.grade(files: Array(part), jobs: 3)
      let text = try Gradebook(rows, by: other).text(.json)
      joined += try GradedSubmission.read(gradebook: Array(text.utf8))
    }
    #expect(try Gradebook(joined, by: grader).text(.json) == whole)
    #expect(try Gradebook(joined, by: grader).text(.csv) == Gradebook(rows, by: grader).text(.csv))
  }

  /// Any number of parts on disk, with copies, other people's answers and rubbish among them, joins
  /// to the bytes of the whole.
  @Test(arguments: [1, 8, 64]) func partsOnDisk(_ count: Int) throws {
    let folder = try Folder()
    var files: [String] = []
    for index in 0..<40 {
      // Some hand in twice, under one name or another.
      let learner = index % 9 == 0 ? "LEARNER-1" : "learner-\(index % 31)"
      let answers: [(Attempt.Kind, String, String)] = [
        (.exercise, "price-of-work", index % 5 == 0 ? "$98765/h" : try Class.price(for: learner)),
        (.exercise, "price-of-work", try Class.price(for: "learner-\((index + 1) % 31)")),
      ]
      let text = try Class.submission(learner, answers, spacing: 30 + Double(index % 7)).text
      files.append(try folder.write("\(100 + index).json", text))
    }
    for (name, text) in [("bad.json", "{"), ("a/half.json", "[["), ("none.json", "")] {
      files.append(try folder.write(name, text))
    }
    let roster = try Roster.parse(
      Source(name: "r", "id\n" + (0..<33).map { "learner-\($0)\n" }.joined()))
    for list in [nil, roster] {
      let grader = try Grader(try Class.exercises(), roster: list, now: Class.now)
      let whole = Gradebook(grader.grade(files: files, jobs: 2), by: grader)
      #expect(whole.flagged > 10 && whole.refusals == 3)
      let parts = try (0..<count).map { part in
        let own = files.enumerated().filter { $0.offset % count == part }.map { $0.element }
        let book = Gradebook(grader.grade(files: own, jobs: 1), by: grader)
        return try folder.write("part-\(part)", try book.text(.json))
      }
      let joined = Gradebook(try GradedRows(gradebooks: parts, gradedWith: nil), by: grader)
      for format in [GradebookFormat.csv, .json, .junit] {
        #expect(try joined.text(format) == whole.text(format))
      }
      #expect(joined.summary == whole.summary)
    }
  }

  @Test func cancellingGivesWhatIsDone() throws {
    let grader = try Grader(try Class.exercises(), now: Class.now, isCancelled: { true })
    #expect(grader.grade(files: ["a", "b"], jobs: 2) == [])
  }

  @Test func filesAreNamedInManyWays() throws {
    let folder = try Folder()
    let names = ["b/2.json", "b/1.json", "b/.hidden/3.json", "b/note.txt", "a.json"]
    for name in names { _ = try folder.write(name, "") }
    let list = try folder.write("list", "\(folder.path)/a.json\r\n\n\(folder.path)/b\n")
    let expected = ["a.json", "b/1.json", "b/2.json"].map { folder.path + "/" + $0 }
    #expect(
      try SubmissionFiles(["@" + list], standardInput: { [] }).files.map { $0.name } == expected)
    let zeros = Array(expected.joined(separator: "\0").utf8)
    #expect(try SubmissionFiles(["-"], standardInput: { zeros }).files.map { $0.name } == expected)
    let link = folder.path + "/link"
    try FileManager.default.createSymbolicLink(
      atPath: link, withDestinationPath: folder.path + "/b")
    #expect(
      try SubmissionFiles([link], standardInput: { [] }).files.map { $0.name }
        == ["1.json", "2.json"].map { link + "/" + $0 })
    #expect(
      try SubmissionFiles(["none.json"], standardInput: { [] }).files.map { $0.name } == [
        "none.json"
      ])
    #expect(throws: Diagnostic.self) {
      try SubmissionFiles(["@none"], standardInput: { [] }).files.map { $0.name }
    }
  }
}
