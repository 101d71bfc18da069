import Diagnostics
import Language
import Quantities

extension ExerciseReader {
  /// The names that a key's map varies.
  mutating func variations(_ key: FileKey, allowsAnyValue: Bool) -> [Variation] {
    var found: [Variation] = []
    for entry in fields.map(key, &problems) {
      guard isName(entry.key) else {
        problems.report(
          Diagnostic(.badName, "“\(entry.key)” cannot be a name.", at: entry.keySpan)
            .expected("a letter, then letters, digits and underscores", found: "“\(entry.key)”"))
        continue
      }
      guard let form = form(entry, allowsAnyValue) else { continue }
      found.append(
        Variation(name: entry.key, nameSpan: entry.keySpan, form: form, span: entry.value.span))
    }
    return found
  }

  private func isName(_ text: String) -> Bool {
    guard let first = text.first, first.isLetter || first == "_" else { return false }
    return text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
      && !reservedWords.contains(text)
  }

  private mutating func form(_ entry: YAMLEntry, _ allowsAnyValue: Bool) -> Variation.Form? {
    switch entry.value.form {
    case .list(let items): return values(items, entry)
    case .text(let text):
      let bytes = file.bytes[text.range]
      guard
        let dots = bytes.indices.dropLast().first(where: { bytes[$0...].starts(with: "..".utf8) })
      else { return values([entry.value], entry) }
      return range(text, dots: dots, entry.value.span, allowsAnyValue)
    case .map:
      problems.report(
        fields.wrongKind(entry, expected: "a list of values, or \"low..high step s\""))
      return nil
    }
  }

  private mutating func values(_ items: [YAMLValue], _ entry: YAMLEntry) -> Variation.Form? {
    var values: [Variation.Value] = []
    for item in items {
      guard case .text(let text) = item.form, !text.value.isEmpty else {
        problems.report(
          Diagnostic(.badField, "A value to choose from is missing.", at: item.span)
            .expected("a quantity or a word", found: item.kindWords))
        return nil
      }
      guard !isCutByComma(item, in: entry) else { return nil }
      if let first = text.value.first, first.isNumber || "$-+.".contains(first) {
        guard let quantity = quantity(text, item.span, text.range) else { return nil }
        values.append(.quantity(quantity))
      } else {
        values.append(.text(text.value))
      }
    }
    guard let first = values.first else {
      problems.report(
        Diagnostic(.badField, "There is no value to choose from.", at: entry.keySpan))
      return nil
    }
    for (index, value) in values.enumerated() {
      if kind(value) != kind(first) {
        problems.report(
          Diagnostic(
            .badField, "The values of \(entry.key) are of different kinds.", at: items[index].span
          ).expected(words(first), found: words(value)))
        return nil
      }
      if values[..<index].contains(value) {
        problems.report(
          Diagnostic(.duplicateName, "The value stands twice.", at: items[index].span))
        return nil
      }
    }
    return .values(values)
  }

  /// In [$6,000/month] the comma ends the item $6.
  private mutating func isCutByComma(_ item: YAMLValue, in entry: YAMLEntry) -> Bool {
    let end = item.span.range.upperBound
    guard end + 1 < file.bytes.count, file.bytes[end] == UInt8(ascii: ","),
      (48...57).contains(file.bytes[end + 1])
    else { return false }
    problems.report(
      Diagnostic(
        .badField, "The comma ends this value.", at: file.span(item.span.range.lowerBound..<end + 1)
      ).label("read as a value by itself")
        .note("Quote amounts with commas, \"$6,000/month\", and put a space behind other commas."))
    return true
  }

  private func kind(_ value: Variation.Value) -> Dimension? {
    if case .quantity(let quantity) = value { quantity.dimension } else { nil }
  }

  private func words(_ value: Variation.Value) -> String {
    if case .quantity(let quantity) = value { quantity.dimension.words } else { "a text" }
  }

  /// A quantity written out in a part of a text.
  private mutating func quantity(
    _ text: YAMLText, _ span: SourceSpan, _ range: Range<Int>
  ) -> Quantity? {
    guard isInPlace(text, span) else { return nil }
    let scope = ParsingScope(units: scope.units)
    let expression = problems.attempt { () throws(Diagnostic) -> Expression in
      try Expression.parse(file.source, range, in: scope)
    }
    guard let expression else { return nil }
    guard let quantity = expression.literal, quantity.base.isFinite else {
      problems.report(
        Diagnostic(.badField, "The values are numbers with their units.", at: file.span(range))
          .expected("a number such as 15% or \"$6,000/month\"", found: "“\(file.string(range))”"))
      return nil
    }
    return quantity
  }

  /// `low..high step s`.
  private mutating func range(
    _ text: YAMLText, dots: Int, _ span: SourceSpan, _ allowsAnyValue: Bool
  ) -> Variation.Form? {
    let bytes = file.bytes[text.range]
    let word = bytes.indices.first { index in
      index > dots && isBlank(bytes[index - 1]) && bytes[index...].starts(with: "step ".utf8)
    }
    let highEnd = word ?? text.range.upperBound
    guard var low = quantity(text, span, file.trimmed(text.range.lowerBound..<dots)),
      let high = quantity(text, span, file.trimmed(dots + 2..<highEnd))
    else { return nil }
    // 1..64 gpu: the unit behind the high end is that of both.
    if low.isPlain, !high.isPlain, !high.unit.isPercent { low.unit = high.unit }
    guard let top = high.converted(to: low.unit), low.unit.isPercent == high.unit.isPercent else {
      problems.report(
        Diagnostic(.badField, "The ends of the range are of different kinds.", at: span)
          .expected(low.dimension.words, found: high.dimension.words))
      return nil
    }
    guard low.magnitude < top.magnitude else {
      problems.report(
        Diagnostic(.badField, "The range has its larger end in front.", at: span)
          .expected("low..high", found: file.string(text.range)))
      return nil
    }
    guard let word else {
      guard !allowsAnyValue else { return .range(low: low, high: top, step: nil) }
      problems.report(
        Diagnostic(.badField, "The range has no step.", at: file.span(highEnd..<highEnd))
          .label("step … is missing"))
      return nil
    }
    let stepRange = file.trimmed(word + 5..<text.range.upperBound)
    guard var step = quantity(text, span, stepRange) else { return nil }
    if step.isPlain, !low.unit.isPercent { step.unit = low.unit }
    guard let size = step.converted(to: low.unit), size.magnitude > 0,
      step.unit.isPercent == low.unit.isPercent,
      (top.magnitude - low.magnitude) / size.magnitude < Double(Variation.most)
    else {
      problems.report(
        Diagnostic(.badField, "The step does not fit the range.", at: file.span(stepRange))
          .expected(
            "\(low.dimension.words) above zero, in at most 10,000 steps",
            found: file.string(stepRange)))
      return nil
    }
    return .range(low: low, high: top, step: size)
  }
}
