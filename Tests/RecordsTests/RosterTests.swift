import Answers
import Diagnostics
import SampleExercises
import Testing

@testable import Records

@Suite struct RosterTests {
  @Test(arguments: [
    "id,name,email\nada,Ada Lovelace,ada@x\n",
    "\u{FEFF}Email;Name;ID\r\nada@x;Ada Lovelace;ada\r\n\r\n",
    "section\tStudent ID\tFull Name\tE-mail\nA\tada\tAda Lovelace\tada@x",
    "\"id\",\"name\",\"email\"\n \"ada\" ,\"Ada Lovelace\",\"ada@x\"\n,,\n",
  ]) func forms(_ text: String) throws {
    let roster = try Roster.parse(Source(name: "roster.csv", text))
    #expect(roster.entries == [.init(id: "ada", name: "Ada Lovelace", email: "ada@x")])
    #expect(roster.place(of: "Ada") == 0)
    #expect(roster.place(of: "ADA@X") == 0)
    #expect(roster.place(of: "ad") == nil)
  }

  /// An id is its own learner's whoever has it for an address, and an address of several is nobody's.
  @Test func nobodyIsTakenForAnotherByAnAddress() throws {
    let text = "id,email\nada,bob\nbob,both@x\ncy,Both@x\ndan@x,dan@x\neve,\nfay,\n"
    let roster = try Roster.parse(Source(name: "roster.csv", text))
    for (place, entry) in roster.entries.enumerated() {
      #expect(roster.place(of: entry.id.uppercased()) == place)
    }
    #expect(roster.place(of: "both@x") == nil && roster.place(of: "") == nil)
  }

  @Test func quotesAndLinesInCells() throws {
    let text = "id,name\n1,\"Ada \"\"the\"\"\nLovelace, A.\"\n2\n"
    let roster = try Roster.parse(Source(name: "roster.csv", text))
    #expect(roster.entries.map(\.name) == ["Ada \"the\"\nLovelace, A.", ""])
  }

  @Test(arguments: [
    ("", "empty", 1), ("name,section\na,b\n", "no column id", 1),
    ("id\nada\nbob\nADA\n", "stands twice", 4),
    ("id,name\n,x\n", "no id", 2), ("id\n\"ada\n", "not closed", 2),
  ]) func refused(_ text: String, _ words: String, _ line: Int) {
    let problem = #expect(throws: Diagnostic.self) {
      try Roster.parse(Source(name: "roster.csv", text))
    }
    #expect(problem?.code == .badRoster)
    #expect(problem?.message.contains(words) == true, "\(problem?.message ?? "")")
    #expect(problem?.span?.position.line == line)
  }
}
