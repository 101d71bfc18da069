import Answers
import Diagnostics
import Testing

/// What is picked from a list, by number, letter or words of it.
@Suite struct SelectionTests {
  static let plans = [
    "A dedicated GPU, rented by the month", "Serverless, with scale to zero", "Neither of the two",
    "Serverless, always warm", "12 GPUs of 80 GB",
  ]

  @Test(arguments: [
    ("2", [1]), ("b", [1]), ("B.", [1]), ("a, c", [0, 2]), ("3 1", [2, 0]), ("2 > 1", [1, 0]),
    ("bac", [1, 0, 2]), ("the second", [1]), ("the last", [4]), ("first", [0]),
    ("neither", [2]), ("neither of the two", [2]), ("dedicated", [0]), ("a dedicated gpu", [0]),
    ("scale to zero", [1]), ("neither of", [2]), ("Serverless, with scale to zero", [1]),
    ("always warm", [3]),
    ("dedicated, neither", [0, 2]), ("dedicated and always warm", [0, 3]),
    ("all of them", [0, 1, 2, 3, 4]), ("all", [0, 1, 2, 3, 4]), ("everything", [0, 1, 2, 3, 4]),
    ("rented by the month", [0]), ("12 GPUs", [4]),
  ])
  func picked(_ answer: String, _ places: [Int]) throws {
    #expect(try Selection.places(answer, among: Self.plans) == places)
  }

  /// Words that several have, numbers that none has, and what names nothing.
  @Test(arguments: ["serverless", "9", "q", "", "to", "80", "cheaper", "dedicated, cheaper", "$3"])
  func notPicked(_ answer: String) {
    #expect(throws: Diagnostic.self) { try Selection.places(answer, among: Self.plans) }
  }

  @Test(arguments: [("yes", [0]), ("no", [1]), ("Yes, it is", [0]), ("no it costs more", [1])])
  func yesAndNo(_ answer: String, _ places: [Int]) throws {
    #expect(
      try Selection.places(answer, among: ["Yes, it is cheaper", "No, it costs more"]) == places)
  }

  /// Where several hold the words, the one that begins with them is meant; where several begin, none.
  @Test func theOneThatBeginsIsMeant() throws {
    let texts = ["Renting a GPU", "A month of renting a GPU", "Months of renting", "Buying a GPU"]
    #expect(try Selection.places("renting a gpu", among: texts) == [0])
    #expect(try Selection.places("a month", among: texts) == [1])
    #expect(throws: Diagnostic.self) {
      try Selection.places("rent now", among: ["Rent now, pay later", "Rent now, pay now"])
    }
  }

  @Test(arguments: [(1, [0]), (3, [2])]) func lastOf(_ count: Int, _ places: [Int]) throws {
    let texts = (0..<count).map { "Plan \($0) of several" }
    #expect(try Selection.places("the last", among: texts) == places)
  }
}
