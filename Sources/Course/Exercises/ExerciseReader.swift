import Diagnostics
import Language
import Quantities

/// Reads an exercise: its head, then prompt, answers to choose from, and solution.
struct ExerciseReader {
  let file: FileText
  var problems: Problems
  let fields: Fields
  let body: Int
  /// What its formulas are read against: the names that vary count as bound.
  var scope: ParsingScope
  /// Whether answers are left out: the copy of a learner.
  private(set) var isWithheld = false

  init(_ source: Source, units: UnitCatalog) {
    var problems = Problems()
    file = FileText(source, &problems)
    let head = FrontMatter.read(file, &problems)
    fields = head.fields
    body = head.body
    self.problems = problems
    scope = ParsingScope(units: units)
  }

  typealias Key = Exercise.Key

  /// The exercise; nil where what makes it one is missing, which is then told.
  mutating func exercise() -> Exercise? {
    let kind = self.kind()
    isWithheld = withholding()
    fields.refuseOthers(than: kind.map { $0.keys } ?? Exercise.Kind.allKeys, &problems)
    let name = file.source.name.map(fileStem) ?? "exercise"
    let id = fields.id(Key.id, &problems)
    let was = fields.formerIDs(Key.was, &problems)
    let title = fields.required(Key.title, &problems)?.value
    let variations = self.variations(Key.vary, allowsAnyValue: false)
    let variables = kind == .formula ? self.variations(Key.variables, allowsAnyValue: true) : []
    bind(variations, variables)
    let sections = self.sections(kind)
    let task = kind.flatMap { self.task($0, sections, variables) }
    let points = fields.wholeNumber(Key.points, &problems) ?? Exercise.usualPoints
    let hints = self.hints(of: points)
    let mistakes = self.mistakes()
    let tolerance = fields[Key.within].flatMap { self.tolerance($0.value) }
    let model = fields.text(Key.model, &problems).map { text in
      Reference(id: text.value, span: fields.place(of: Key.model))
    }
    let attempts = fields.wholeNumber(Key.attempts, &problems)
    let isGraded = fields.flag(Key.graded, &problems) ?? false
    guard let task else { return nil }
    return Exercise(
      source: file.source, id: id ?? name, idSpan: fields.place(of: Key.id), was: was,
      wasSpan: fields.place(of: Key.was), title: title ?? id ?? name, points: points, task: task,
      model: model, variations: variations,
      tolerance: tolerance, mistakes: mistakes, hints: hints, attempts: attempts,
      isGraded: isGraded, isWithheld: isWithheld, prompt: sections.prompt,
      solution: sections.solution)
  }

  /// `answers: withheld`, as the copies for learners have it.
  private mutating func withholding() -> Bool {
    guard let text = fields.text(Key.answers, &problems) else { return false }
    if text.value == "withheld" { return true }
    problems.report(
      Diagnostic(
        .badField, "The answers are there or withheld.",
        at: fields.place(of: Key.answers)
      ).expected("withheld, or no such line", found: "“\(text.value)”")
        .note("What is right stands in answer, or below ## Options, ## Order or ## Pairs."))
    return false
  }

  private mutating func kind() -> Exercise.Kind? {
    fields.word(Key.kind, &problems) { "There is no kind of exercise called “\($0)”." }
      .flatMap { Exercise.Kind(rawValue: $0) }
  }

  private mutating func bind(_ variations: [Variation], _ variables: [Variation]) {
    var names: [String: Variation] = [:]
    for variation in variations + variables {
      if names[variation.name] != nil {
        problems.report(
          Diagnostic(.duplicateName, "“\(variation.name)” varies already.", at: variation.nameSpan))
      }
      if variation.name == Exercise.answerName {
        problems.report(
          Diagnostic(.badName, "“answer” is what a learner typed.", at: variation.nameSpan)
            .label("cannot vary").note("Mistakes and their replies read it under this name."))
      }
      names[variation.name] = variation
    }
    let bound = Set(names.keys).union([Exercise.answerName])
    scope.isBound = { bound.contains($0) }
  }

  // MARK: Values of the head

  private mutating func tolerance(_ value: YAMLValue) -> Expression? {
    guard let expression = expression(value) else { return nil }
    if let literal = expression.literal, literal.magnitude <= 0 {
      problems.report(
        Diagnostic(.badField, "A tolerance is above zero.", at: value.span)
          .expected("a share such as 1%, or an amount", found: "“\(expression.text)”"))
    }
    return expression
  }

  private mutating func mistakes() -> [Mistake] {
    fields.list(Key.mistakes, &problems).compactMap { item in
      guard case .map(let entries) = item.form else {
        problems.report(
          Diagnostic(.badField, "A mistake is a wrong answer and a reply.", at: item.span)
            .expected("when: …, and say: … below it", found: item.kindWords))
        return nil
      }
      let inner = Fields(entries, at: item.span)
      inner.refuseOthers(than: Key.mistakes.keys, &problems)
      let reply = inner.required(Key.say, &problems).map { markup($0) }
      guard inner.required(Key.when, &problems) != nil, let entry = inner[Key.when],
        let when = expression(entry.value), let reply
      else { return nil }
      return Mistake(when: when, reply: reply, span: item.span)
    }
  }

  private mutating func hints(of points: Int) -> [Hint] {
    let hints = eachHint(of: points)
    let price = hints.reduce(0.0) { sum, hint in
      sum + (hint.cost.map { $0.unit.isPercent ? Double(points) * $0.base : $0.magnitude } ?? 0)
    }
    if price > Double(points) * (1 + 1e-9) {
      problems.report(
        Diagnostic(
          .badField, "The hints cost more than the exercise is worth.",
          at: fields[Key.hints]?.keySpan ?? fields.span
        ).label("\(numberText(price)) of \(points) points"))
    }
    return hints
  }

  private mutating func eachHint(of points: Int) -> [Hint] {
    fields.list(Key.hints, &problems).compactMap { item in
      switch item.form {
      case .text(let text): return Hint(text: markup(text), cost: nil, span: item.span)
      case .map(let entries):
        let inner = Fields(entries, at: item.span)
        inner.refuseOthers(than: Key.hints.keys, &problems)
        guard let text = inner.required(Key.hintText, &problems) else { return nil }
        let cost = inner[Key.cost].flatMap { self.cost($0.value, points) }
        return Hint(text: markup(text), cost: cost, span: item.span)
      case .list:
        problems.report(
          Diagnostic(.badField, "A hint is a text.", at: item.span)
            .expected("a text, or {text: …, cost: …}", found: item.kindWords))
        return nil
      }
    }
  }

  private mutating func cost(_ value: YAMLValue, _ points: Int) -> Quantity? {
    guard let expression = expression(value) else { return nil }
    let most = expression.literal?.unit.isPercent == true ? 100 : Double(points)
    if let cost = expression.literal, cost.isPlain || cost.unit.isPercent,
      (0...most).contains(cost.magnitude)
    {
      return cost
    }
    problems.report(
      Diagnostic(.badField, "A hint cannot cost this.", at: value.span)
        .expected("up to \(points) points, or a percentage", found: "“\(expression.text)”"))
    return nil
  }

  // MARK: Texts of the head

  /// A text of the head as prose.
  private mutating func markup(_ text: YAMLText) -> Markup {
    var reader = MarkupReader(file)
    let markup = reader.read(text.value, standingAt: text.range)
    problems.report(reader.problems.list)
    return resolved(markup)
  }

  /// A text of the head as a formula.
  mutating func expression(_ value: YAMLValue) -> Expression? {
    guard case .text(let text) = value.form, !text.value.isEmpty else {
      problems.report(
        Diagnostic(.badField, "A formula is missing here.", at: value.span)
          .expected("a formula", found: value.kindWords))
      return nil
    }
    guard isInPlace(text, value.span) else { return nil }
    let scope = scope
    return problems.attempt { () throws(Diagnostic) -> Expression in
      try Expression.parse(file.source, text.range, in: scope)
    }
  }

  /// Whether a formula stands in the file as it is, so that its parts have places.
  mutating func isInPlace(_ text: YAMLText, _ span: SourceSpan) -> Bool {
    if text.isVerbatim { return true }
    problems.report(
      Diagnostic(.badField, "A formula is written without backslashes.", at: span)
        .note("With single quotes around it, double quotes can stand inside: '…\"…\"…'"))
    return false
  }
}

extension Exercise {
  /// The name under which mistakes and their replies read what a learner answered.
  public static let answerName = "answer"

  /// Points of an exercise that does not say.
  static let usualPoints = 10

  /// How far from a number is still right where the exercise does not say, as a share of it: rounding
  /// to three digits passes, and so does what a hand calculation with rounded steps gives.
  public static let usualTolerance = Quantity(1, .percent)

  /// The same for a guess.
  public static let usualGuessTolerance = Quantity(5, .percent)

  /// Reads an exercise and everything that is wrong with it.
  ///
  /// The exercise is nil where it has no kind, or not what its kind needs; that is then among the
  /// problems. Formulas are read in their places; nothing is evaluated.
  /// - Parameter units: the units its formulas may use, such as those of its chapter.
  public static func parse(
    _ source: Source, units: UnitCatalog = .standard
  ) -> (exercise: Exercise?, problems: [Diagnostic]) {
    var reader = ExerciseReader(source, units: units)
    let exercise = reader.exercise()
    return (exercise, reader.problems.inOrder)
  }
}
