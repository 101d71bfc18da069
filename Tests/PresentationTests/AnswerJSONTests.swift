import Basics
import Diagnostics
import Language
import Presentation
import Quantities
import TestSupport
import Testing
import Workbook

/// Answers as programs read them.
@Suite struct AnswerJSONTests {
  static let goldens = GoldenFile.all(in: "AnswersAsJSON")

  private func answer(_ lines: [String], in start: Workbook) throws(Diagnostic) -> Answer {
    var workbook = start
    var answer = Answer.nothing
    for line in lines { answer = try workbook.run(Source(line)) }
    return answer
  }

  /// A file for each question: keys are a promise.
  @Test(arguments: goldens) func keysStay(_ file: GoldenFile) throws {
    let workbook = try Workbook.sample()
    file.check { lines in
      do throws(Diagnostic) {
        return try answer(lines, in: workbook).json.abridged.lines(flatBelow: 3).trimmed
      } catch {
        return JSON.failure(error).lines(flatBelow: 2).trimmed
      }
    }
  }

  static let lines = goldens.flatMap { $0.cases.map { $0.lines } }

  @Test func everyQuestionHasAGolden() {
    let asked = Set(Self.lines.compactMap { $0.last?.split(separator: " ").first.map(String.init) })
    #expect(Set(Question.verbs.map { $0.verb }).subtracting(asked) == [])
  }

  /// Whatever is a quantity reads back, from its text and from its number, as what is displayed.
  @Test(arguments: lines) func quantitiesReadBack(_ lines: [String]) throws {
    let workbook = try Workbook.sample()
    guard let answer = try? answer(lines, in: workbook) else { return }
    for quantity in answer.json.quantities where !quantity.isUncertain {
      let expression = try Expression.parse(Source(quantity.text), in: workbook.parsingScope())
      let read = try #require(try workbook.value(of: expression).quantity, "\(quantity)")
      #expect(read.text == quantity.text && read.unit.spelling == quantity.unit, "\(quantity)")
      #expect(Quantity(quantity.value, read.unit).text == quantity.text, "\(quantity)")
    }
  }

  /// The texts of the JSON are the ones on the screen.
  @Test(arguments: lines) func bothFormsAgree(_ lines: [String]) throws {
    guard let answer = try? answer(lines, in: try Workbook.sample()) else { return }
    let shown: [JSON?]
    switch answer {
    case .sweep, .value: shown = [answer.json]
    case .table, .why: shown = [answer.json["rows"], answer.json["cell"]?["inputs"]]
    case .tune, .plot: shown = [answer.json["table"]?["rows"]]
    case .solve: shown = [answer.json["roots"]]
    default: return
    }
    let display = "\(answer.display())"
    for quantity in shown.compactMap({ $0 }).flatMap({ $0.quantities }) {
      #expect(display.contains(quantity.text), "\(quantity.text) in \(lines)")
    }
  }

  /// Read as any program would read it, the answer is the same: nothing in it is lost or doubled.
  @Test(arguments: lines) func anybodyReadsIt(_ lines: [String]) throws {
    guard let json = try? answer(lines, in: try Workbook.sample()).json else { return }
    let limits = JSONLimits(bytes: 1 << 24, depth: 64)
    #expect(try JSONReader.read(Array(json.text.utf8), limits: limits) == json)
  }

  @Test func theWholeOfARun() throws {
    let run = "serverless(1/min, 5 s, cold_start: fixed(20 s))"
    let timeline = try answer(["timeline \(run)"], in: try Workbook.sample()).json
    guard case .array(let lanes)? = timeline["lanes"], case .array(let spans)? = lanes[0]["spans"]
    else {
      Issue.record("no lanes")
      return
    }
    let states = Set(spans.map { $0["state"]?.text })
    #expect(states.isSubset(of: ["\"starting\"", "\"busy\"", "\"idle\""]) && states.count > 1)
    let histogram = try answer(["plot \(run).latency"], in: try Workbook.sample()).json
    guard case .array(let bars)? = histogram["bars"] else {
      Issue.record("no bars")
      return
    }
    let shares = bars.map { bar -> Double in
      if case .number(let share)? = bar["share"] { return share }
      return .nan
    }
    #expect(abs(shares.reduce(0, +) - 100) < 1e-6)
  }
}
