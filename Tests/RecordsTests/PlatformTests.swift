import Answers
import Course
import Diagnostics
import SampleExercises
import TestSupport
import Testing

@testable import Records

/// Rosters from platforms, and gradebooks for them.
@Suite struct PlatformTests {
  static let rosters = [
    // Canvas's gradebook.
    "Student,ID,SIS User ID,SIS Login ID,Section,GPUs (12)\n    Points Possible,,,,,70\n"
      + "\"Lovelace, Ada\",1234,77,ada,A,\n\"Roe, Bob\",1235,78,bob,A,3\n",
    // Moodle's participants.
    "First name,Surname,ID number,Email address\nAda,Lovelace,ada,ada@x\nBob,Roe,bob,bob@x\n",
    // OneRoster 1.1 and 1.2.
    "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,"
      + "familyName,middleName,identifier,email\n1,,,true,o,student,ada,,Ada,Lovelace,,,ada@x\n"
      + "2,,,true,o,teacher,tea,,Tea,Cher,,,t@x\n3,,,false,o,student,gone,,Go,Ne,,,g@x\n"
      + "4,,,true,o,student,bob,,Bob,Roe,,,bob@x\n",
    "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName\n"
      + "1,,,true,ada,,Ada,Lovelace\n3,tobedeleted,,true,gone,,Go,Ne\n4,active,,true,bob,,Bob,Roe\n",
    // Gradescope.
    "First Name,Last Name,SID,Email\nAda,Lovelace,ada,ada@x\nBob,Roe,bob,bob@x\n",
  ]

  @Test(arguments: rosters) func exportsAreRosters(_ text: String) throws {
    let roster = try Roster.parse(Source(name: "roster.csv", text))
    #expect(roster.entries.map { $0.id } == ["ada", "bob"])
    #expect(roster.entries.allSatisfy { $0.name.contains("Lovelace") || $0.name.contains("Roe") })
  }

  @Test func anAddressStandsInForANumber() throws {
    let roster = try Roster.parse(
      Source(name: "r.csv", "First name,Surname,ID number,Email address\nAda,L,,ada@x\n"))
    #expect(roster.entries.map { $0.id } == ["ada@x"])
    // As in the grading worksheet of Moodle.
    let worksheet = try Roster.parse(
      Source(
        name: "r.csv",
        "Identifier,Full name,Email address,Grade\nParticipant 77,Ada Lovelace,ada@x,\n"))
    #expect(worksheet.entries == [.init(id: "ada@x", name: "Ada Lovelace", email: "ada@x")])
  }

  private static func book() throws -> Gradebook {
    let roster = try Roster.parse(
      Source(name: "roster.csv", "id,name,email\nada,\"Lovelace, Ada\",ada@x\nbob,Bob,bob@x\n"))
    let grader = try Grader(try Class.exercises(), roster: roster, now: Class.now)
    return Gradebook(
      [
        grader.grade(text: try Class.diligent("ada").text, file: "ada.json"),
        grader.grade(text: "{", file: "junk.json"),
      ], by: grader)
  }

  @Test(arguments: [GradebookFormat.canvas, .moodle]) func formats(_ format: GradebookFormat) throws
  {
    try expectGolden("gradebook-\(format.rawValue).csv", try Self.book().text(format))
  }

  /// What Canvas's importer looks for: the header, and the row of points.
  @Test func canvasKnowsIt() throws {
    let lines = try Self.book().text(.canvas).split(separator: "\n")
    let header = lines[0].split(separator: ",")
    #expect(header.count > 3 && header[0].contains("Student") && header[1].contains("ID"))
    #expect(header[3].contains("Section") && lines[1].contains("Points Possible"))
    #expect(
      lines.allSatisfy { $0.split(separator: ",", omittingEmptySubsequences: false).count >= 4 })
  }

  static let exports = [
    (
      "Student,ID,SIS Login ID,Section,Quiz (1),GPU workbook (77)\r\n    Points Possible,,,,5,70\r\n"
        + "\"Lovelace, Ada\",1,ada,\"A \"\"x\"\"\",4,\r\nBob,2,bob,A,,12\r\nEve,3,eve,A,1,\r\n",
      "GPU workbook",
      "Student,ID,SIS Login ID,Section,Quiz (1),GPU workbook (77)\r\n    Points Possible,,,,5,70\r\n"
        + "\"Lovelace, Ada\",1,ada,\"A \"\"x\"\"\",4,39\r\nBob,2,bob,A,,12\r\nEve,3,eve,A,1,\r\n"
    ),
    (
      "Identifier;Full name;Email address;Grade;Feedback\nParticipant 1;Ada;ADA@x;-;a;\n", "grade",
      "Identifier;Full name;Email address;Grade;Feedback\nParticipant 1;Ada;ADA@x;39;a;\n"
    ),
    // A sign of inches opens no cell.
    ("id,desk,Work\nada,5\" desk,\n", "work", "id,desk,Work\nada,5\" desk,39\n"),
    ("id,desk,Work\nada, \"a, b\" ,\n", "work", "id,desk,Work\nada, \"a, b\" ,39\n"),
  ]

  /// A platform's own number that is somebody's id makes nobody somebody else.
  @Test func nobodyIsTakenForAnother() throws {
    let header = "Student,ID,SIS Login ID,Section,Work (7)\n"
    let export =
      header + "    Points Possible,,,,39.5\nAda,1,ada,A,\nEve,ADA,eve,A,\nBob,3,bob,A,\n"
    let template = try FilledTemplate(Source(name: "export.csv", export))
    let filled = try template.filled(column: "Work", from: try Self.book())
    #expect(filled.text.contains("Eve,ADA,eve,A,\n") && filled.unknown == [4, 5])
    #expect(filled.remark?.contains("worth 39.5 points") == true)
    let sheet = "Email address,Grade,Maximum Grade\nADA@x,-,100.00\n"
    let moodle = try FilledTemplate(Source(name: "sheet.csv", sheet))
    let remark = try moodle.filled(column: "grade", from: try Self.book()).remark
    #expect(remark?.contains("worth 100 points") == true)
  }

  /// Where the lowest is left out and exercises are worth different points, learners can reach different
  /// totals: the same share is the same grade.
  @Test func sharesWhereTheLowestIsLeftOut() throws {
    let roster = try Roster.parse(
      Source(name: "roster.csv", "id,name,email\nada,Ada,ada@x\nbob,Bob,bob@x\n"))
    let grader = try Grader(try Class.exercises(), roster: roster, now: Class.now)
    var policy = Policy()
    // Each keeps the best of theirs.
    policy.dropsLowest = 100
    let formula: (kind: Attempt.Kind, exercise: String, answer: String) = (
      .exercise, "formula-of-waste", "rent*(1-utilization)"
    )
    let cheap: (kind: Attempt.Kind, exercise: String, answer: String) = (
      .exercise, "cheap", "waste.utilization = 61%"
    )
    let book = Gradebook(
      [
        grader.grade(text: try Class.submission("ada", [formula]).text, file: "ada.json"),
        grader.grade(
          text: try Class.submission("bob", [cheap], spacing: 31).text, file: "bob.json"),
      ], by: grader, counting: Counting(policy))
    let tallies = book.rows.map { $0.tally }
    try #require(Set(tallies.map { $0.outOf }).count == 2, "\(tallies.map { $0.outOf })")
    let export = "Student,ID,SIS Login ID,Work (7)\n    Points Possible,,,200\nA,1,ada,\nB,2,bob,\n"
    let filled = try FilledTemplate(Source(name: "export.csv", export))
      .filled(column: "Work", from: book)
    for (line, tally) in zip(filled.text.split(separator: "\n").dropFirst(2), tallies) {
      let cell = try #require(line.split(separator: ",").last.flatMap { Double($0) })
      #expect(abs(cell / 200 - tally.total / Double(tally.outOf)) < 1e-4)
    }
    #expect(filled.remark?.contains("share, of 200 points") == true)
    #expect(book.remark(on: .moodle)?.contains("share") == true)
    #expect(book.remark(on: .canvas)?.contains("dropped exercises") == true)
    #expect(book.remark(on: .csv) == nil)
  }

  @Test(arguments: exports)
  func onlyTheColumnChanges(_ export: String, _ column: String, _ filled: String) throws {
    let template = try FilledTemplate(Source(name: "export.csv", export))
    #expect(try template.filled(column: column, from: try Self.book()).text == filled)
  }

  @Test(arguments: [
    ("a,b\n1,2\n", "Grade", "no column"), ("Grade,b\n1,2\n", "Grade", "who is who"),
    ("id,Grade 1,Grade 2\n1,2,3\n", "Grade", "no column"), ("", "x", "empty"),
    ("id,\"x\n", "x", "not closed"), ("id,a,Grade\nada,1\n", "Grade", "no cell"),
  ]) func refused(_ export: String, _ column: String, _ words: String) {
    let problem = #expect(throws: Diagnostic.self) {
      try FilledTemplate(Source(name: "export.csv", export)).filled(
        column: column, from: try Self.book())
    }
    #expect(problem?.message.contains(words) == true, "\(problem?.message ?? "")")
  }
}
