import Diagnostics
import Language

extension ExerciseReader {
  /// The parts of the text below the head.
  struct Sections {
    var prompt = Markup()
    var solution = Markup()
    /// The one that the kind of exercise needs, and its heading.
    var answers: Markup?
    var heading: SourceSpan
  }

  mutating func sections(_ kind: Exercise.Kind?) -> Sections {
    var reader = MarkupReader(file)
    let markup = reader.read(body..<file.bytes.count)
    problems.report(reader.problems.list)
    refuseBlocks(in: markup)
    let wanted = kind?.part?.heading
    var sections = Sections(heading: fields.span)
    var parts: [String: [MarkupBlock]] = ["": []]
    var current = ""
    for block in markup.blocks {
      guard case .heading(let inlines, let level) = block.form, level <= 2 else {
        parts[current, default: []].append(block)
        continue
      }
      let title = inlines.map { $0.plain }.joined()
      if level == 1, current.isEmpty, parts[""]?.isEmpty == true { continue }
      let known = [wanted, "Solution"].compactMap { $0 }
      if let name = known.first(where: { $0.lowercased() == title.lowercased() }) {
        if parts[name] != nil {
          problems.report(
            Diagnostic(.duplicateName, "There is a part “\(name)” already.", at: block.span))
        }
        if name == wanted { sections.heading = block.span }
        current = name
        parts[name, default: []] += []
      } else {
        refuse(title, block.span, known)
        current = "?"
      }
    }
    sections.prompt = resolved(parts[""])
    sections.solution = resolved(parts["Solution"])
    sections.answers = wanted.flatMap { parts[$0] }.map { resolved($0) }
    if sections.prompt.isEmpty { missing("The exercise asks nothing.", "a prompt is needed") }
    if sections.solution.isEmpty, !isWithheld {
      missing("The solution is missing.", "## Solution and a worked answer are needed")
    }
    if let wanted, sections.answers == nil {
      missing("This exercise has no part “\(wanted)”.", "## \(wanted) is needed")
    }
    return sections
  }

  private mutating func resolved(_ blocks: [MarkupBlock]?) -> Markup {
    resolved(Markup(blocks ?? []))
  }

  /// The same with the formulas of its figures read.
  mutating func resolved(_ markup: Markup) -> Markup {
    markup.refuseConditions(&problems, "an exercise has figures of its own")
    return markup.resolvingFigures(in: scope, &problems)
  }

  private mutating func missing(_ message: String, _ label: String) {
    problems.report(Diagnostic(.missingField, message, at: fields.span).label(label))
  }

  private mutating func refuse(_ title: String, _ span: SourceSpan, _ known: [String]) {
    let near = closest(to: title, among: known)
    problems.report(
      Diagnostic(.misplaced, "An exercise of this kind has no part “\(title)”.", at: span)
        .label(near.map { "\($0)?" } ?? "not known")
        .note("It has ## \(known.joined(separator: " and ## ")). Smaller headings start with ###.")
        .try(near.map { "## " + $0 }))
  }

  private mutating func refuseBlocks(in markup: Markup) {
    var found: [Diagnostic] = []
    markup.visitBlocks { block in
      guard case .code(let code) = block.form else { return }
      if Directive.isDirective(code) {
        found.append(
          Diagnostic(.misplaced, "Blocks stand in chapters, not in exercises.", at: code.infoSpan)
            .label("a block cannot stand here"))
      }
      if !code.isClosed {
        let line = file.line(file.lineIndex(of: block.span.range.lowerBound))
        found.append(
          Diagnostic(
            .unclosedFence, "This block is not closed.",
            at: file.span(file.trimmed(block.span.range.lowerBound..<line.upperBound))
          ).label("opened here"))
      }
    }
    problems.report(found)
  }

  // MARK: Tasks

  mutating func task(
    _ kind: Exercise.Kind, _ sections: Sections, _ variables: [Variation]
  ) -> Exercise.Task? {
    switch kind {
    case .number:
      let answer = self.answer()
      return answer == nil && !isWithheld ? nil : .number(answer: answer)
    case .formula:
      let answer = self.answer()
      if fields[Key.variables] == nil { fields.missing(Key.variables, &problems) }
      guard answer != nil || isWithheld, !variables.isEmpty else { return nil }
      return .formula(answer: answer, variables: variables)
    case .choice:
      guard let answers = sections.answers else { return nil }
      let (rest, options) = ChoiceOption.split(
        answers, sections.heading, isWithheld: isWithheld, &problems)
      refuse(rest, "answers")
      return options.isEmpty ? nil : .choice(options)
    case .goal: return goal()
    case .order: return sections.answers.flatMap { order($0, sections.heading) }
    case .match: return sections.answers.flatMap { match($0, sections.heading) }
    case .predict: return guess().map { .predict($0) }
    }
  }

  private mutating func answer() -> Expression? {
    if isWithheld, fields[Key.answer] == nil { return nil }
    guard fields.required(Key.answer, &problems) != nil, let entry = fields[Key.answer] else {
      return nil
    }
    return expression(entry.value)
  }

  private mutating func guess() -> Guess? {
    guard let text = fields.required(Key.predict, &problems), let entry = fields[Key.predict],
      isInPlace(text, entry.value.span)
    else { return nil }
    let scope = scope
    return problems.attempt { () throws(Diagnostic) -> Guess in
      try Guess.parse(file.source, text.range, in: scope)
    }
  }

  private mutating func goal() -> Exercise.Task? {
    // Read with what all kinds have; here only that it is there.
    _ = fields.required(Key.model, &problems)
    let items = fields.list(Key.conditions, &problems)
    if items.isEmpty, !isWithheld { fields.missing(Key.conditions, &problems) }
    var conditions: [Expression] = []
    for item in items {
      guard let condition = expression(item) else { continue }
      guard condition.isComparison else {
        problems.report(
          Diagnostic(.badField, "A condition compares two values.", at: item.span)
            .expected("a comparison such as cost < $1,500/month", found: "“\(condition.text)”"))
        continue
      }
      conditions.append(condition)
    }
    var start: [Setting] = []
    for entry in fields.map(Key.start, &problems) {
      guard let value = expression(entry.value) else { continue }
      start.append(Setting(target: target(entry.key, at: entry.keySpan), value: value))
    }
    let change = fields.list(Key.change, &problems).compactMap { target($0) }
    return conditions.isEmpty && !isWithheld
      ? nil : .goal(conditions: conditions, start: start, change: change)
  }

  /// A name of a cell, with or without its model.
  private func target(_ text: String, at span: SourceSpan) -> Target {
    let path = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    return Target(path: path, span: span)
  }

  private mutating func target(_ item: YAMLValue) -> Target? {
    guard case .text(let text) = item.form, !text.value.isEmpty else {
      problems.report(
        Diagnostic(.badField, "A parameter's name is missing.", at: item.span)
          .expected("a name", found: item.kindWords))
      return nil
    }
    return target(text.value, at: item.span)
  }

  private mutating func order(_ markup: Markup, _ heading: SourceSpan) -> Exercise.Task? {
    guard markup.blocks.count == 1, case .list(let items, .some)? = markup.blocks.first?.form,
      items.count >= 2
    else {
      problems.report(
        Diagnostic(.badAnswers, "The steps in their order are missing.", at: heading)
          .label("one numbered list of at least two steps must follow"))
      return nil
    }
    var seen: Set<String> = []
    for item in items
    where !seen.insert(String(item.span.text.drop { $0.isNumber || ".) ".contains($0) })).inserted {
      problems.report(Diagnostic(.duplicateName, "Two steps say the same.", at: item.span))
    }
    let numbers = items.map { item in
      Int(item.span.text.prefix { $0.isNumber && $0.isASCII })
    }
    let isCounted = zip(numbers, numbers.dropFirst()).allSatisfy { left, right in
      guard let left, let right else { return true }
      return right == left + 1 || right == left
    }
    if !isCounted, let first = items.first {
      problems.report(
        Diagnostic(.badAnswers, "The steps are numbered otherwise than they stand.", at: first.span)
          .label("the order is that of the lines, and not of the numbers"))
    }
    let steps = items.map { item -> Step in
      var step = Step(text: Markup(item.blocks), span: item.span)
      step.id = ListID.taken(from: &step.text, at: item.span, &problems)
      return step
    }
    ListID.refuseTwice(steps.map { ($0.id, $0.span) }, &problems)
    return .order(steps)
  }

  private mutating func match(_ markup: Markup, _ heading: SourceSpan) -> Exercise.Task? {
    guard markup.blocks.count == 1, case .table(let table)? = markup.blocks.first?.form,
      table.header.count == 2, table.rows.count >= 2
    else {
      problems.report(
        Diagnostic(.badAnswers, "The pairs are missing.", at: heading)
          .label("one table with two columns and at least two rows must follow"))
      return nil
    }
    var seen: Set<String> = []
    var pairs: [Pair] = []
    for row in table.rows where row.count == 2 {
      let left = row[0].map { $0.plain }.joined()
      if !seen.insert(left).inserted || row.contains(where: { $0.isEmpty }) {
        problems.report(
          Diagnostic(
            .badAnswers, "Each row has a pair of its own.",
            at: markup.blocks[0].span
          ).label(left.isEmpty || !seen.contains(left) ? "a cell is empty" : "“\(left)” is not new")
        )
      }
      var pair = Pair(left: row[0], right: row[1])
      pair.ids.left = ListID.taken(from: &pair.left, at: markup.blocks[0].span, &problems)
      pair.ids.right = ListID.taken(from: &pair.right, at: markup.blocks[0].span, &problems)
      pairs.append(pair)
    }
    ListID.refuseTwice(pairs.map { ($0.ids.left, markup.blocks[0].span) }, &problems)
    return .match(heads: (table.header[0], table.header[1]), pairs: pairs)
  }

  /// Tells of prose where only answers may stand.
  private mutating func refuse(_ rest: Markup, _ what: String) {
    guard let first = rest.blocks.first else { return }
    problems.report(
      Diagnostic(.misplaced, "Only the \(what) stand in this part.", at: first.span)
        .note("The prompt stands above it."))
  }
}

extension Expression {
  /// Whether it compares, or joins comparisons.
  fileprivate var isComparison: Bool {
    switch form {
    case .compare: true
    case .all(let parts), .any(let parts): parts.allSatisfy { $0.isComparison }
    case .not(let inner): inner.isComparison
    default: false
    }
  }
}
