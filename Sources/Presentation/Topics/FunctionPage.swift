import Display
import Language

/// What there is to know about a function, from its declaration: what it takes, what it gives, and a
/// line that runs.
public struct FunctionPage {
  private let function: Function

  /// The page of a function.
  public init(_ function: Function) { self.function = function }

  /// The page as help shows it.
  public var display: Display {
    var blocks: [Block] = [
      .lines([Text(function.form, .name) + Text("  \(function.sentence)")]),
      .table(Table(rows: function.parameters.map { row($0) }, style: .bare)),
    ]
    if function.fields.isEmpty {
      blocks.append(.lines([Text("It gives ") + Text(function.result.phrase, .code)]))
    } else {
      blocks.append(.lines(["It gives"]))
      blocks.append(
        .table(Table(rows: rows(function.fields, indent: "  "), style: .bare)))
    }
    blocks.append(.lines([Text("Try: ", .muted) + Text(function.example, .input)]))
    return Display(blocks)
  }

  private func row(_ parameter: Function.Parameter) -> [Text] {
    [
      Text("  "), Text(parameter.name, .name), Text(parameter.kind.column, .code),
      Text(parameter.fullSentence, .muted),
    ]
  }

  /// A row for each field, and below it those of a record in it. What holds for all of these is
  /// said once, above them.
  private func rows(
    _ fields: [Function.Field], indent: String, saysConditions: Bool = true
  ) -> [[Text]] {
    fields.flatMap { field -> [[Text]] in
      let conditions = Set(field.fields.map { $0.condition })
      let shared = conditions.count == 1 ? field.fields.first?.condition : nil
      let sentence = saysConditions ? field.fullSentence : field.sentence
      return [
        [
          Text("\(indent).\(field.name)", .name), Text(field.kind.column, .code),
          Text(sentence + (shared.map { "; each \($0)" } ?? ""), .muted),
        ]
      ] + rows(field.fields, indent: indent + "  ", saysConditions: shared == nil)
    }
  }
}

extension Function.Parameter {
  /// The sentence, with what may be given where that takes many words, and what is used where it is
  /// left out.
  public var fullSentence: String {
    var text = sentence
    switch kind {
    case .forms(let phrase, _): text += ": \(phrase)"
    case .words: text += ": \(kind.words)"
    default: break
    }
    let usual = otherwise ?? (preset == .absent ? nil : preset?.text)
    return text + (usual.map { " (\($0) if left out)" } ?? "")
  }
}

extension Function.Kind {
  /// What stands in a narrow column: a unit, or nothing where the sentence says it.
  public var column: String {
    switch self {
    case .forms, .record, .any, .words: ""
    default: words
    }
  }

  /// With an article: "a share in %".
  var phrase: String {
    switch self {
    case .quantity(let unit) where unit.isNone: "a plain number"
    case .quantity(let unit) where unit.isPercent: "a share (%)"
    case .quantity(let unit): "a quantity in \(unit.text)"
    case .anyQuantity: "a quantity"
    default: words
    }
  }
}
