import Basics
import Course
import Diagnostics
import Language
import Presentation
import Quantities
import Workbook

/// Figures that were typed where the model computes them, and that are not what it says: slips of the
/// pen, sums that do not come out, and names with another value behind them.
///
/// Each is proven against the author's values, and those that the lesson's own suggested lines lead
/// to; a figure that is a value of any of them is none.
struct TypedSlips {
  private let chapter: Chapter
  private let lesson: Int
  private let author: Workbook
  /// All values of the lesson, as the author has them and after each suggested line.
  private let values: [(id: CellID, value: Quantity)]

  /// - Parameters:
  ///   - author: the chapter's workbook, with the author's values.
  ///   - own: the same after each suggested line that sets something.
  init(of lesson: Int, in chapter: Chapter, _ author: Workbook, after own: [Workbook]) {
    (self.chapter, self.lesson, self.author) = (chapter, lesson, author)
    let models = chapter.models(inViewOf: lesson).map { $0.name }
    values = ([author] + own).flatMap { workbook in
      models.flatMap { workbook.cells(of: $0) }.compactMap { cell in
        cell.value?.quantity.map { (cell.id, $0) }
      }
    }
  }

  /// Everything that is found, at most one for each sentence.
  var problems: [Diagnostic] {
    let page = LessonPage(chapter, number: 0, author)
    return chapter.lessons[lesson].elements.flatMap { element -> [Diagnostic] in
      switch element.form {
      // Sources tell of figures elsewhere, and a quiz of a case of its own.
      case .quiz: return []
      case .note(let note) where note.kind == .source: return []
      default: break
      }
      return element.markups.flatMap { markup in
        ShownSentence.all(in: markup, on: page, withAuthors: true).compactMap { sentence in
          wrongSum(sentence) ?? (sentence.isFixed ? nil : wrongName(sentence) ?? nearMiss(sentence))
        }
      }
    }
  }

  // MARK: Nearly a value

  /// A figure of three digits or more that is not a value of the lesson, and differs from one by no
  /// more than a slip does.
  private func nearMiss(_ sentence: ShownSentence) -> Diagnostic? {
    for figure in TypedFigure.all(in: sentence.typed, chapter.units) {
      guard figure.kind != .ratio, figure.telling > 2,
        !values.contains(where: { figure.agrees(with: $0.value) }),
        let near = values.first(where: { figure.isSlip(for: $0.value) })
      else { continue }
      return Diagnostic(
        .wrongFigure, "This figure is typed, and \(near.id.name) is another.",
        at: sentence.place(of: figure.text)
      )
      .label("\(near.id.name) is \(near.value.text)")
      .note(
        "Write {eval}`\(near.id.name)` where it is the model's figure, or {eval}`…` with the number "
          + "where it is none."
      ).try("{eval}`\(near.id.name)`")
    }
    return nil
  }

  // MARK: Names

  /// `rent` is $13,000/month, where it is not.
  private func wrongName(_ sentence: ShownSentence) -> Diagnostic? {
    let all = FollowingProblems.words(in: sentence.typed.lowercased())
    // What is supposed is not said to be.
    guard TypedSlips.supposing.isDisjoint(with: all) else { return nil }
    for named in sentence.named {
      let (name, words) = (named.name, named.words)
      guard let joint = TypedSlips.joints.first(where: words.hasPrefix) else { continue }
      let rest = String(words.dropFirst(joint.count))
      let own = values.filter { $0.id.name == name }
      guard let figure = TypedFigure.all(in: rest, chapter.units).first,
        rest.hasPrefix(figure.text), figure.kind != .ratio, !own.isEmpty,
        own.contains(where: { figure.measures($0.value) }),
        !own.contains(where: { figure.agrees(with: $0.value) }),
        let value = own.first?.value
      else { continue }
      return Diagnostic(
        .wrongFigure, "\(name) is not what is typed here.", at: sentence.place(of: figure.text)
      ).label("\(name) is \(value.text)").try("{eval}`\(name)`")
    }
    return nil
  }

  private static let supposing: Set = [
    "if", "when", "where", "while", "once", "until", "unless", "suppose", "say", "set", "let",
    "were",
    "would", "with", "at", "as", "whether", "for", "not", "type", "try",
  ]
  private static let joints = [" is ", " = ", " comes to ", " equals "]

  // MARK: Sums

  /// "4 × $3,000 = $13,000", with numbers alone.
  private func wrongSum(_ sentence: ShownSentence) -> Diagnostic? {
    for sum in TypedSum.all(in: sentence.typed) {
      guard let left = value(sum.left), let right = value(sum.right),
        let same = left.converted(to: right.unit)
          ?? (left.isPlain || right.isPlain ? Quantity(left.magnitude, right.unit) : nil)
      else { continue }
      let slack = max(sum.slack, abs(right.magnitude) * (sum.isAbout ? 0.1 : 1e-9))
      guard abs(same.magnitude - right.magnitude) > slack else { continue }
      return Diagnostic(
        .wrongFigure, "This does not come out.", at: sentence.place(of: sum.shown)
      ).label("it is \(same.text)").try("{eval}`\(sum.left)`")
    }
    return nil
  }

  /// What a text without names comes to; nil where it is none of the language's.
  private func value(_ text: String) -> Quantity? {
    let scope = ParsingScope(units: chapter.units)
    // What cannot be read is prose.
    guard let expression = try? Expression.parse(Source(text), in: scope),
      expression.names().isEmpty, let value = try? author.value(of: expression)
    else { return nil }
    return value.quantity
  }
}

extension TypedFigure {
  /// Its digits, from the first that is no zero.
  private var digits: [Character] {
    Array(text.filter { $0.isASCII && $0.isNumber }.drop { $0 == "0" })
  }

  /// How many of them say something: round numbers end in zeros.
  fileprivate var telling: Int {
    text.contains(".") ? digits.count : digits.reversed().drop { $0 == "0" }.count
  }

  /// Whether it differs from a value of its kind by a slip: two digits that changed places, or one
  /// that is another, of as many.
  fileprivate func isSlip(for value: Quantity) -> Bool {
    guard measures(value), let shown = shown(value) else { return false }
    let (own, other) = (digits, shown)
    guard own.count == other.count, own != other else { return false }
    let places = own.indices.filter { own[$0] != other[$0] }
    let isSwap =
      places.count == 2 && places[1] == places[0] + 1 && own[places[0]] == other[places[1]]
      && own[places[1]] == other[places[0]]
    return isSwap || places.count == 1 && places[0] > 0 && telling > 3
  }

  /// The digits of a value as it would be written with as many places as the figure has.
  private func shown(_ value: Quantity) -> [Character]? {
    guard let amount = amounts(of: value).first, amount != 0, slack > 0 else { return nil }
    let steps = (amount / (2 * slack)).rounded()
    guard abs(steps) < 1e15, abs(amount - number) < max(abs(amount), abs(number)) * 0.5 else {
      return nil
    }
    return Array("\(Int(abs(steps)))")
  }
}
