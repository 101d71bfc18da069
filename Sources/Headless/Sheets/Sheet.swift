import Diagnostics
import Language

/// A worksheet: models, units, settings and questions as lines of one text, with what it uses.
///
///     # What our assistant costs
///     use "prices.sheet"
///     unit eur = $1.08 "as of 2026-11-01"
///
///     model serving
///     param gpus: gpu = 4 in 1..64 "GPUs rented"
///     result bill: $/month = gpus * $2,000/month
///
///     gpus = 8
///     plot bill over gpus
public struct Sheet: Sendable {
  /// A line that says something.
  struct Line: Sendable {
    /// Where it stands.
    let span: SourceSpan
    let form: Form

    enum Form: Sendable {
      /// `use "other.sheet"`; the place of the path.
      case use(String, SourceSpan)
      /// `model NAME`, under which the declarations behind it stand.
      case model(String, SourceSpan)
      /// `param`, `result` and `check`.
      case declaration
      case unit
      /// What can be typed at a prompt.
      case statement
    }
  }

  /// What it was read from.
  public let source: Source
  let lines: [Line]

  /// Reads a text; nothing of its lines is understood but what they are.
  public init(_ source: Source) {
    self.source = source
    var lines: [Line] = []
    for index in 0..<source.lineCount {
      let range = source.lineRange(index)
      let text = source.string(range)
      let body = text.trimmed
      guard !body.isEmpty, !body.hasPrefix("#") else { continue }
      let start = range.lowerBound + (text.utf8.count - text.drop { $0.isWhitespace }.utf8.count)
      let span = SourceSpan(source, start..<start + body.utf8.count)
      lines.append(Line(span: span, form: Sheet.form(span)))
    }
    self.lines = lines
  }

  private static func form(_ span: SourceSpan) -> Line.Form {
    let text = span.text
    let word = String(text.prefix { $0.isLetter })
    let rest = text.dropFirst(word.count)
    let next = rest.drop { $0.isWhitespace }
    guard rest.first?.isWhitespace == true, let first = next.first else { return .statement }
    let offset = span.range.lowerBound + (text.utf8.count - next.utf8.count)
    func place(_ part: Substring, from skipped: Int = 0) -> SourceSpan {
      SourceSpan(span.source, offset + skipped..<offset + skipped + part.utf8.count)
    }
    switch word {
    case "use" where first == "\"":
      let path = next.dropFirst().prefix { $0 != "\"" }
      return .use(String(path), place(path, from: 1))
    case "model" where first.isLetter || first == "_":
      let name = next.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      let behind = next.dropFirst(name.count).drop { $0.isWhitespace }
      guard behind.isEmpty || behind.first == "#" else { return .statement }
      return .model(String(name), place(name))
    case "param", "result", "check":
      return first == "=" || first == "(" ? .statement : .declaration
    case "unit": return first == "=" || first == "(" ? .statement : .unit
    default: return .statement
    }
  }

  /// The name of the model of declarations that stand before the first `model` line.
  static let unnamed = "sheet"
}
