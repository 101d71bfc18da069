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

  /// Keys that every exercise may have.
  private static let common = [
    "id", "title", "kind", "points", "vary", "hints", "attempts", "graded", "answers", "model",
  ]

  /// Further keys of each kind.
  private static let further: [Exercise.Kind: [String]] = [
    .number: ["answer", "within", "mistakes"],
    .choice: [],
    .formula: ["answer", "variables", "within", "mistakes"],
    .goal: ["conditions", "start", "change", "mistakes"],
    .order: [],
    .match: [],
    .predict: ["predict", "within", "mistakes"],
  ]

  /// The exercise; nil where what makes it one is missing, which is then told.
  mutating func exercise() -> Exercise? {
    let kind = self.kind()
    isWithheld = withholding()
    let known =
      Self.common + (kind.flatMap { Self.further[$0] } ?? Self.further.values.flatMap { $0 })
    fields.refuseOthers(than: Array(Set(known)).sorted(), &problems)
    let name = file.source.name.map(fileStem) ?? "exercise"
    let id = fields.id("id", &problems)
    let title = fields.required("title", &problems)?.value
    let variations = self.variations("vary", allowsAnyValue: false)
    let variables = kind == .formula ? self.variations("variables", allowsAnyValue: true) : []
    bind(variations, variables)
    let sections = self.sections(kind)
    let task = kind.flatMap { self.task($0, sections, variables) }
    let points = self.points()
    let hints = self.hints(of: points)
    let mistakes = self.mistakes()
    let tolerance = fields["within"].flatMap { self.tolerance($0.value) }
    let model = fields.text("model", &problems).map { text in
      Reference(id: text.value, span: fields["model"]?.value.span ?? fields.span)
    }
    let attempts = self.attempts()
    let isGraded = flag("graded")
    guard let task else { return nil }
    return Exercise(
      source: file.source, id: id ?? name, idSpan: fields["id"]?.value.span ?? fields.span,
      title: title ?? id ?? name, points: points, task: task, model: model, variations: variations,
      tolerance: tolerance, mistakes: mistakes, hints: hints, attempts: attempts,
      isGraded: isGraded, isWithheld: isWithheld, prompt: sections.prompt,
      solution: sections.solution)
  }

  /// `answers: withheld`, as the copies for learners have it.
  private mutating func withholding() -> Bool {
    guard let text = fields.text("answers", &problems) else { return false }
    if text.value == "withheld" { return true }
    problems.report(
      Diagnostic(
        .badField, "The answers are there or withheld.",
        at: fields["answers"]?.value.span ?? fields.span
      ).expected("withheld, or no such line", found: "“\(text.value)”")
        .note("What is right stands in answer, or below ## Options, ## Order or ## Pairs."))
    return false
  }

  /// How many answers count.
  private mutating func attempts() -> Int? {
    guard let text = fields.text("attempts", &problems) else { return nil }
    if let attempts = Int(text.value), (1...100).contains(attempts) { return attempts }
    problems.report(
      Diagnostic(
        .badField, "The attempts cannot be used.",
        at: fields["attempts"]?.value.span ?? fields.span
      ).expected("a whole number from 1 to 100", found: "“\(text.value)”"))
    return nil
  }

  private mutating func kind() -> Exercise.Kind? {
    guard let text = fields.required("kind", &problems) else { return nil }
    if let kind = Exercise.Kind(rawValue: text.value) { return kind }
    let known = Exercise.Kind.allCases.map { $0.rawValue }
    problems.report(
      Diagnostic(
        .badField, "There is no kind of exercise called “\(text.value)”.",
        at: fields["kind"]?.value.span ?? fields.span
      ).expected(known.joined(separator: ", "), found: "“\(text.value)”")
        .try(closest(to: text.value, among: known).map { "kind: " + $0 }))
    return nil
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

  private mutating func points() -> Int {
    guard let text = fields.text("points", &problems) else { return Exercise.usualPoints }
    if let points = Int(text.value), (1...1000).contains(points) { return points }
    problems.report(
      Diagnostic(
        .badField, "The points cannot be used.", at: fields["points"]?.value.span ?? fields.span
      ).expected("a whole number from 1 to 1000", found: "“\(text.value)”"))
    return Exercise.usualPoints
  }

  private mutating func flag(_ key: String) -> Bool {
    guard let text = fields.text(key, &problems) else { return false }
    if text.value != "true", text.value != "false" {
      problems.report(
        Diagnostic(
          .badField, "The value of \(key) is yes or no.", at: fields[key]?.value.span ?? fields.span
        ).expected("true or false", found: "“\(text.value)”"))
    }
    return text.value == "true"
  }

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
    fields.list("mistakes", &problems).compactMap { item in
      guard case .map(let entries) = item.form else {
        problems.report(
          Diagnostic(.badField, "A mistake is a wrong answer and a reply.", at: item.span)
            .expected("when: …, and say: … below it", found: item.kindWords))
        return nil
      }
      let inner = Fields(entries, at: item.span)
      inner.refuseOthers(than: ["when", "say"], &problems)
      let reply = inner.required("say", &problems).map { markup($0) }
      guard inner.required("when", &problems) != nil, let entry = inner["when"],
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
          at: fields["hints"]?.keySpan ?? fields.span
        ).label("\(numberText(price)) of \(points) points"))
    }
    return hints
  }

  private mutating func eachHint(of points: Int) -> [Hint] {
    fields.list("hints", &problems).compactMap { item in
      switch item.form {
      case .text(let text): return Hint(text: markup(text), cost: nil, span: item.span)
      case .map(let entries):
        let inner = Fields(entries, at: item.span)
        inner.refuseOthers(than: ["text", "cost"], &problems)
        guard let text = inner.required("text", &problems) else { return nil }
        let cost = inner["cost"].flatMap { self.cost($0.value, points) }
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
    return markup.resolvingFigures(in: scope, &problems)
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
