import Basics
import Diagnostics
import Language
import Quantities

/// Reads a file that is a list of things with keys: YAML with one key, each item of it a map.
struct ListFile {
  /// What such a file is, in words and keys.
  struct Form {
    /// As in "price file".
    var file: String
    /// The key of the list.
    var key: FileKey
    /// One of its items, as in "offer".
    var item: String
    /// The keys of an item.
    var keys: [FileKey]
    /// The beginning of an item, to show.
    var sample: String

    /// Whether an item is "an" one.
    var startsWithVowel: Bool { item.first.map { "aeiou".contains($0) } ?? false }
  }

  private let form: Form
  private let file: FileText
  /// The units that its quantities may have.
  private let units: UnitCatalog
  var problems: Problems
  private var seen: Set<String> = []

  init(_ source: Source, _ form: Form, _ units: UnitCatalog = .standard) {
    self.form = form
    self.units = units
    var problems = Problems()
    file = FileText(source, &problems, isMarkdown: false)
    self.problems = problems
  }

  /// The items that are maps, in the order of the file. Keys that mean nothing are problems.
  mutating func items() -> [Fields] {
    let (file, form) = (file, form)
    let whole = 0..<file.bytes.count
    let start = file.source.text.utf8.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let read = problems.attempt { () throws(Diagnostic) -> YAMLValue? in
      try YAMLReader(file, start..<whole.upperBound, called: form.file).read()
    }
    guard case .some(let found) = read else { return [] }
    guard let found, case .map(let entries) = found.form else {
      problems.report(
        Diagnostic(
          .frontMatter, "A \(form.file) is a list of \(form.key.name).",
          at: found?.span ?? file.span(0..<0)
        ).expected("\(form.key.name): and a list", found: found?.kindWords ?? "nothing"))
      return []
    }
    let fields = Fields(entries, at: found.span)
    fields.refuseOthers(than: [form.key], &problems)
    guard fields[form.key] != nil else {
      fields.missing(form.key, &problems)
      return []
    }
    return fields.list(form.key, &problems).compactMap { item($0) }
  }

  private mutating func item(_ value: YAMLValue) -> Fields? {
    guard case .map(let entries) = value.form else {
      problems.report(
        Diagnostic(
          .badField,
          "\(form.startsWithVowel ? "An" : "A") \(form.item) is a map of keys and values.",
          at: value.span
        ).expected(form.sample, found: value.kindWords))
      return nil
    }
    let head = entries.first { $0.key == "id" }?.value.span
    let fields = Fields(entries, at: head ?? entries.first?.keySpan ?? value.span)
    fields.refuseOthers(than: form.keys, &problems)
    return fields
  }

  /// The id of an item; nil where it has none, or another item has it.
  mutating func id(_ key: FileKey, _ fields: Fields) -> String? {
    guard let id = fields.id(key, &problems) else { return nil }
    if seen.insert(id).inserted { return id }
    problems.report(
      Diagnostic(
        .duplicateName,
        "There is \(form.startsWithVowel ? "an" : "a") \(form.item) “\(id)” already.",
        at: fields.span
      ).label("again"))
    return nil
  }

  /// A quantity, and where it stands; nil where it is not there, or cannot be read.
  mutating func quantity(_ key: FileKey, _ fields: Fields) -> (Quantity, SourceSpan)? {
    fields.quantity(key, in: file, units: units, &problems)
  }

  /// A quantity of a dimension that is not negative; nil where it is not there, or another.
  mutating func quantity(
    _ key: FileKey, _ fields: Fields, of dimension: Dimension, expected: String,
    allowsZero: Bool = false
  ) -> Quantity? {
    if key.isRequired, fields[key] == nil {
      fields.missing(key, &problems)
      return nil
    }
    guard let (quantity, span) = quantity(key, fields) else { return nil }
    if quantity.dimension == dimension, quantity.base > 0 || allowsZero && quantity.base == 0 {
      return quantity
    }
    problems.report(
      Diagnostic(.badField, "\(key.name) does not fit.", at: span)
        .expected(expected, found: quantity.text).try(key.example))
    return nil
  }
}
