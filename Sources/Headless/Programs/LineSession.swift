import Basics
import Diagnostics
import Presentation

/// Lines that another program sends, each answered with one JSON object: `gpulearn session
/// --json-lines`. What a line sets is there for the lines behind it.
///
///     var session = LineSession(evaluation)
///     session.answer(Array("x = 2 h".utf8)).text
public struct LineSession: Sendable {
  private var evaluation: Evaluation
  /// Whether a line has asked for the end.
  public private(set) var isOver = false

  /// A session that starts from what an evaluation knows.
  public init(_ evaluation: Evaluation) { self.evaluation = evaluation }

  /// Answers the bytes of a line, whatever they are. An empty line and a remark are answered with an
  /// empty object, so that every line has its answer.
  public mutating func answer(_ bytes: [UInt8]) -> JSON {
    guard let line = String(validating: bytes, as: UTF8.self) else {
      return .failure(Diagnostic(.notText, "The line is not UTF-8."))
    }
    let words = line.trimmed
    guard !words.isEmpty, words.first != "#" else { return .object([]) }
    if words == "quit" || words == ":quit" {
      isOver = true
      return .object([])
    }
    return evaluation.answer(line).json
  }

  /// The answer to a line that was too long to be kept.
  /// - Parameter number: which line of the input it was, from 1.
  public func answer(tooLong number: Int) -> JSON {
    .failure(
      Diagnostic(
        .lineTooLong,
        "Line \(number) is longer than 64 KiB. It was passed over, nothing of it read."))
  }
}
