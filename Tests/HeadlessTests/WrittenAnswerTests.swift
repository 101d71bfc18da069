import Basics
import Course
import Diagnostics
import Display
import Foundation
import Headless
import Inference
import Language
import NativeFunctions
import Presentation
import SampleCourse
import TestSupport
import Testing

/// What a model writes, followed through a call of `generate`.
@Suite struct WrittenAnswerTests {
  private let model: TinyModel

  init() throws { model = try TinyModel() }

  /// What the call gave, and what was heard of it.
  private func generate(
    _ arguments: [GivenArgument], candidates: Int = 0, stops: [String] = [], stopAfter: Int = .max
  ) throws -> (value: Value, answer: WrittenAnswer, pieces: [WrittenAnswer.Piece]) {
    let heard = Locked((WrittenAnswer(listsCandidates: candidates > 0), [WrittenAnswer.Piece]()))
    let listener = GenerationListener(candidates: candidates, stops: stops) { step, model in
      heard.withLock { $0.1.append($0.0.take(step, by: model)) }
      return step.count >= stopAfter ? .stop : .goOn
    }
    let runner = ModelRunner(model: model.path, listener: listener)
    let evaluation = try Evaluation(course: nil, place: nil, runner: runner)
    let value = try evaluation.value(calling: "generate", with: arguments, typed: "generate")
    let (answer, pieces) = heard.withLock { $0 }
    return (value, answer, pieces)
  }

  private func given(_ name: String, _ value: Value) -> GivenArgument {
    GivenArgument(name, .value(value, Source(name: "--" + name, value.text).whole))
  }

  private var prompt: GivenArgument { given("prompt", .text("st")) }

  /// What is heard piece by piece is what the function gives in the end, and what the language gives
  /// for the same call.
  @Test func piecesAreTheAnswer() throws {
    let found = try generate([prompt, given("tokens", .tokens(12))])
    let text = found.pieces.reduce("") { text, piece in
      if case .text(let more) = piece { return text + more }
      return text
    }
    guard case .record(let record) = found.value else { return }
    #expect(record["text"] == .text(text) && record["tokens"] == .tokens(12))
    #expect(found.answer.steps.isEmpty && found.answer.json(of: found.value) == JSON(found.value))
    #expect(found.answer.endsItsLine == (text.last == "\n"))
    var evaluation = try Evaluation(course: nil, place: nil, runner: model.runner)
    let line = evaluation.answer("generate(\"st\", tokens: 12).text")
    #expect(line.json == .object(["value": .string(text), "text": .string("\"\(text)\"")]))
  }

  @Test func candidatesComeWithEachToken() throws {
    let found = try generate([prompt, given("tokens", .tokens(3))], candidates: 2)
    #expect(found.pieces.count == 3 && found.answer.steps.count == 3 && found.answer.endsItsLine)
    guard case .line(let line)? = found.pieces.first else {
      Issue.record("no line")
      return
    }
    #expect(line.plain.filter { $0 == "%" }.count == 2)
    guard case .object(let members) = found.answer.json(of: found.value) else { return }
    #expect(members.last?.key == "steps")
  }

  /// Texts besides the one of the call end the answer as well.
  @Test func anyOfTheTextsEndsIt() throws {
    let whole = try generate([prompt, given("tokens", .tokens(40))])
    guard case .record(let record) = whole.value, case .text(let text)? = record["text"] else {
      return
    }
    let stop = String(try #require(text.last { $0.isASCII && !$0.isWhitespace }))
    let ended = try generate(
      [prompt, given("tokens", .tokens(40))], stops: ["no such text", stop])
    guard case .record(let end) = ended.value else { return }
    #expect(end["finish"] == .text("stop"))
  }

  @Test func whoeverHearsCanStopIt() throws {
    let found = try generate([prompt, given("tokens", .tokens(40))], stopAfter: 4)
    guard case .record(let record) = found.value else { return }
    #expect(record["finish"] == .text("stopped") && record["tokens"] == .tokens(4))
  }

  @Test func factsAreTheFigures() throws {
    let found = try generate([prompt, given("tokens", .tokens(5)), given("threads", .number(1))])
    guard case .record(let record) = found.value else { return }
    guard case .lines(let texts)? = WrittenAnswer.facts(about: record, joinedBy: "; ").blocks.first
    else { return }
    let lines = texts.map(\.plain)
    #expect(lines.count == 2)
    #expect(lines[0].hasPrefix("5 tokens (length); the first after "))
    #expect(lines[0].contains("; then ") && lines[0].contains("; prompt of "))
    #expect(lines[1].hasPrefix("loaded in ") && lines[1].contains(" held; 1 thread, "))
    let one = try generate([prompt, given("tokens", .tokens(1))])
    guard case .record(let single) = one.value else { return }
    let text = WrittenAnswer.facts(about: single, joinedBy: "; ").drawnForTest
    #expect(text.hasPrefix("1 token (length)") && !text.contains("then"))
  }

  /// The shipped model refuses a question on a term, and is unsure of it: the glossary has it then, and
  /// says that it does. Of an answer that it is sure of there is nothing to add.
  @Test func theGlossaryHelpsOut() throws {
    let course = try Course(folder: Self.root)
    let runner = ModelRunner(course)
    func asked(_ question: String) throws -> (record: Record, added: String) {
      let evaluation = try Evaluation(course: nil, place: nil, runner: runner)
      let value = try evaluation.value(
        calling: "generate",
        with: [given("prompt", .text(question)), given("threads", .number(1))], typed: "generate")
      guard case .record(let record) = value else { throw NoRecord() }
      return (
        record,
        try WrittenAnswer.glossary(on: question, answered: record, in: course).drawnForTest
      )
    }
    for (question, term) in [
      ("What's scale-to-zero?", "Scale to zero"), ("top-p", "Top-p"),
      ("idle timeout", "Keep-alive"),
    ] {
      let (record, added) = try asked(question)
      #expect(record.remarks.count == 1, "\(question)")
      #expect(added.hasPrefix("From the course's glossary, not from the model:"), "\(added)")
      #expect(added.contains(term), "\(added)")
      #expect(
        WrittenAnswer.facts(about: record, joinedBy: "; ").drawnForTest.contains("not certain"))
    }
    let (record, added) = try asked("How do you define phase of a cold start?")
    #expect(record.remarks.isEmpty && added.isEmpty)
    #expect(record["certainty"]?.quantity.map { $0.base > 0.6 } == true)
    let (_, nothing) = try asked("sailing - what is this")
    #expect(nothing.isEmpty)
  }

  private struct NoRecord: Error {}
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  /// What is wrong is at the option that says it.
  @Test(arguments: [
    ("tokens", Value.tokens(0)), ("temperature", .number(101)), ("top_p", .share(2)),
    ("threads", .number(257)), ("threads", .number(-1)), ("min_p", .share(-1)),
  ])
  func mistakes(_ name: String, _ value: Value) throws {
    let problem = #expect(throws: Diagnostic.self) { try generate([prompt, given(name, value)]) }
    #expect(problem?.span?.source.name == "--" + name, "\(problem?.message ?? "")")
    #expect(problem?.message.hasPrefix(name) == true)
  }
}
