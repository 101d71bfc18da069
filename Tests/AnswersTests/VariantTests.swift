import Answers
import Course
import Diagnostics
import Language
import Quantities
import SampleExercises
import Testing

@Suite("Variants") struct VariantTests {
  static let text = """
    ---
    id: sample
    title: A sample
    kind: number
    vary:
      gpus: [1 gpu, 2 gpu, 4 gpu]
      rent: "$6,000/month..$24,000/month step $1,000/month"
      share: 10%..90% step 10%
    answer: gpus * 1
    ---
    How many?

    ## Solution

    {eval}`gpus`.
    """

  /// Recorded once: whoever grades years later, on another machine, must draw the same figures.
  @Test(
    "stay what they were",
    arguments: [
      ("ada", "", [1, 4, 7], "8a34f5ca6d09927d"), ("ada", "autumn", [2, 6, 2], "ab41868cc5eb54b2"),
      ("bob", "", [1, 8, 2], "58c532c52f04ab53"), ("Żółć", "", [0, 18, 3], "35fcfbb266aaba6f"),
      ("", "", [1, 18, 7], "4ae29e435d8f81b7"),
    ])
  func stable(_ learner: String, _ salt: String, _ places: [Int], _ identity: String) throws {
    let variant = Variant(of: try exercise(Self.text), learner: learner, salt: salt)
    #expect(variant.places == places)
    #expect(variant.identity == identity)
  }

  @Test("do not change with another name, or another order of the names") func independent() throws
  {
    let sample = try exercise(Self.text)
    let more = try exercise(
      Self.text.replacing("vary:\n", with: "vary:\n  work: 1 s..60 s step 1 s\n"))
    for learner in ["ada", "bob", "cy", "dee"] {
      let places = Variant(of: sample, learner: learner, salt: "x").places
      #expect(Array(Variant(of: more, learner: learner, salt: "x").places.dropFirst()) == places)
    }
  }

  /// In a review nothing is as it was, and who grades draws the same again.
  @Test(arguments: 1...6) func reviewsHaveFiguresOfTheirOwn(_ round: Int) throws {
    let sample = try exercise(Self.text)
    for learner in ["ada", "bob", "cy", "dee"] {
      func places(_ round: Int) -> [Int] {
        Variant(of: sample, learner: learner, salt: "x", round: round).places
      }
      let pairs = zip(places(round - 1), places(round))
      #expect(pairs.allSatisfy { $0 != $1 }, "\(learner): \(places(round - 1)), \(places(round))")
      #expect(places(round) == places(round))
    }
  }

  /// 6,000 learners over 3, 19 and 9 values: each count within five standard deviations.
  @Test("are drawn evenly") func even() throws {
    let sample = try exercise(Self.text)
    let count = 6000
    var counts = sample.variations.map { [Int](repeating: 0, count: $0.count) }
    for number in 0..<count {
      let places = Variant(of: sample, learner: "learner-\(number)", salt: "s").places
      for (index, place) in places.enumerated() { counts[index][place] += 1 }
    }
    for values in counts {
      let share = 1 / Double(values.count)
      let deviation = (Double(count) * share * (1 - share)).squareRoot()
      for value in values {
        #expect(abs(Double(value) - Double(count) * share) < 5 * deviation, "\(values)")
      }
    }
  }

  @Test("of learners, exercises and salts that differ, differ") func identities() throws {
    let sample = try exercise(Self.text)
    let other = try exercise(Self.text.replacing("id: sample", with: "id: sampled"), id: "sampled")
    var seen: Set<String> = []
    for number in 0..<500 {
      seen.insert(Variant(of: sample, learner: "\(number)", salt: "").identity)
      seen.insert(Variant(of: sample, learner: "\(number)", salt: "1").identity)
      seen.insert(Variant(of: other, learner: "\(number)", salt: "").identity)
    }
    #expect(seen.count == 1500)
  }

  @Test("are all proved where they are few, else a thousand") func proving() throws {
    let all = Variant.proving(try exercise(Self.text))
    #expect(all.count == 3 * 19 * 9)
    #expect(Set(all.map(\.places)).count == all.count)
    let many = try exercise(
      Self.text.replacing("vary:\n", with: "vary:\n  work: 1 s..60 s step 1 s\n"))
    let drawn = Variant.proving(many)
    #expect(drawn.count == 1000)
    #expect(drawn == Variant.proving(many))
    #expect(Set(drawn.map(\.places)).count > 900)
    #expect(drawn.contains { $0.places == [0, 0, 0, 0] })
    #expect(drawn.contains { $0.places == [59, 2, 18, 8] })
  }

  @Test("with places that are not there take the first") func outside() throws {
    let sample = try exercise(Self.text)
    #expect(Variant(of: sample, places: [9, -1, 8, 4], seed: 1).places == [0, 0, 8])
    #expect(Variant(of: sample, places: [], seed: 1).places == [0, 0, 0])
  }

  @Test("set parameters of the model, and give what is none") func posing() throws {
    let posed = try posed(
      """
      kind: number
      model: waste
      vary: {gpus: [2, 8], hours: [3 h], rent: ["$6,000/month"]}
      answer: effective
      """, places: [1])
    let cell = posed.workbook.cell(named: "gpus")
    #expect(cell?.id.model == "waste")
    #expect(cell?.value?.text == "8 gpu")
    #expect(posed.workbook.cell(named: "hours")?.id.text == "given.hours")
    #expect(try posed.verdict(on: "$6.944/gpu·h").isRight)
    #expect(posed.givens.map(\.value.text) == ["8", "3 h", "$6,000/month"])
  }

  @Test(
    "that fit no model are refused at their place",
    arguments: [
      ("model: wast\nvary: {gpus: [2]}", "not-found", "wast"),
      ("model: waste\nvary: {used: [2 gpu·h/month]}", "is-a-result", "[2 gpu·h/month]"),
      ("model: waste\nvary: {gpus: [2, 65]}", "out-of-range", "[2, 65]"),
      ("model: waste\nvary: {utilization: [2 h]}", "cannot-convert", "[2 h]"),
    ])
  func misfits(_ head: String, _ code: String, _ place: String) throws {
    let exercise = try exercise(
      """
      ---
      id: sample
      title: A
      kind: number
      \(head)
      answer: effective
      ---
      A?

      ## Solution

      B.
      """)
    do throws(Diagnostic) {
      for variant in Variant.proving(exercise) {
        _ = try PosedExercise(exercise, variant, in: wasteWorkbook)
      }
      Issue.record("posed")
    } catch {
      #expect(error.code.name == code)
      #expect(error.span?.text == place)
    }
  }

  /// Where a value comes from that a task gives: its own, not the list it was drawn from; and what
  /// reset goes back to.
  @Test("are told and come back as they are given")
  func given() throws {
    let exercise = try exercise(
      """
      ---
      id: sample
      title: A
      kind: number
      model: waste
      vary: {gpus: [2, 8], days: [3, 5]}
      answer: effective * days
      ---
      A?

      ## Solution

      B.
      """)
    for variant in Variant.proving(exercise) {
      var workbook = try PosedExercise(exercise, variant, in: wasteWorkbook).workbook
      for given in ["gpus", "days"] {
        let text = workbook.cell(named: given)?.value?.text
        func told() throws -> [String] {
          let line = try Statement.parse(Source("why \(given)"), in: workbook.parsingScope())
          guard case .why(let why) = try workbook.run(line) else { return [] }
          return [why.root.provenance.rawValue, why.root.formula]
        }
        #expect(try told() == ["given", text])
        let line = "\(given) = 4"
        _ = try workbook.run(Statement.parse(Source(line), in: workbook.parsingScope()))
        #expect(try told() == ["learner", "4"])
        if let id = workbook.cell(named: given)?.id { _ = try workbook.reset([id]) }
        #expect(workbook.cell(named: given)?.value?.text == text)
        #expect(try told() == ["given", text])
      }
    }
  }
}
