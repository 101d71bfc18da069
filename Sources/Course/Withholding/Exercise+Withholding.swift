import Diagnostics
import Language
import Quantities

extension Exercise {
  /// The file of this exercise as learners get it, without answer, mistakes, solution and replies.
  /// Options, steps and pairs stand in the order of their words.
  /// - Parameter units: those of its chapter.
  /// - Throws: where the copy would not ask the same as the exercise does, which is never silent.
  public func withheldText(units: UnitCatalog = .standard) throws(Diagnostic) -> String {
    let text = WithheldExercise(self, units: units).text
    let source = Source(name: self.source.name, text)
    let (copy, problems) = Exercise.parse(source, units: units)
    guard let copy, problems.isEmpty, copy.isWithheld, copy.asks == asks else {
      throw Diagnostic(
        .badField, "The copy of this exercise for learners would not ask the same.", at: idSpan
      ).label("written in a way that cannot be copied without its answer").note(
        problems.first.map { "In the copy: \($0.message)" }
          ?? "Write its lists and texts plainly, each item and each row on lines of its own.")
    }
    return text
  }

  /// All that is asked, in words, whatever its order and the white space that remarks leave.
  private var asks: [String] {
    questions.map { $0.split(whereSeparator: { $0.isWhitespace }).joined(separator: " ") }
  }

  private var questions: [String] {
    var parts = [id, title, kind.rawValue, "\(points)", attempts.map { "\($0)" } ?? "usual"]
    parts += was
    parts.append(model?.id ?? "")
    parts += variations.map { "\($0.name) \($0.form)" }
    parts += prompt.outline
    for hint in hints { parts += hint.text.outline + [hint.cost?.text ?? ""] }
    switch task {
    case .number: break
    case .choice(let options): parts += options.map { $0.words }.sorted()
    case .formula(_, let variables): parts += variables.map { "\($0.name) \($0.form)" }
    case .goal(let conditions, let start, let change):
      parts += conditions.map { $0.text } + start.map { "\($0.target.text) = \($0.value.text)" }
      parts += change.map { $0.text }
    case .order(let steps): parts += steps.map { $0.text.outline.joined(separator: "\n") }.sorted()
    case .match(let heads, let pairs):
      parts += [heads.left, heads.right].map { $0.map { $0.plain }.joined() }
      parts += pairs.map { $0.left.map { $0.plain }.joined() }.sorted()
      parts += pairs.map { $0.right.map { $0.plain }.joined() }.sorted()
    case .predict(let guess):
      parts.append(guess.target.text)
      parts += guess.bindings.map { "\($0.target.text) = \($0.value.text)" }
    }
    return parts
  }
}

extension Markup {
  /// Its words in order.
  var words: String { outline.joined(separator: " ") }

  /// The words of each of its blocks, and what kind of block each is.
  var outline: [String] {
    var parts: [String] = []
    visitBlocks { block in
      func plain(_ inlines: [Inline]) -> String { inlines.map { $0.plain }.joined() }
      switch block.form {
      case .paragraph(let inlines): parts.append(plain(inlines))
      case .heading(let inlines, let level): parts.append("\(level) " + plain(inlines))
      case .list(let items, let start): parts.append("list \(items.count) \(start ?? -1)")
      case .quote: parts.append("quote")
      case .code(let code): parts.append("code \(code.info)\n" + code.text)
      case .table(let table):
        parts += (table.header + table.rows.flatMap { $0 }).map(plain)
      case .rule: parts.append("rule")
      }
    }
    return parts
  }
}
