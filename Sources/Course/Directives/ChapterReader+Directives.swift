import Diagnostics
import Display
import Language

extension ChapterReader {
  /// The element that a directive stands for.
  mutating func element(_ directive: Directive) -> Element.Form? {
    switch directive.kind {
    case .model: model(directive).map { .model($0) }
    case .attempt: attempt(directive).map { .attempt($0) }
    case .predict: prediction(directive).map { .prediction($0) }
    case .quiz: quiz(directive).map { .quiz($0) }
    case .exercise: exercise(directive).map { .exercise($0) }
    case .plot:
      question("plot", directive).map {
        .plot(PlotBlock(question: $0, caption: prose(directive)))
      }
    case .table:
      question("table", directive).map {
        .table(TableBlock(question: $0, caption: prose(directive)))
      }
    case .strip: strip(directive).map { .strip($0) }
    case .timeline: timeline(directive).map { .timeline($0) }
    case .note: .note(note(directive, .note))
    case .warning: .note(note(directive, .warning))
    case .source: .note(note(directive, .source))
    }
  }

  // MARK: Parts that several directives have

  /// The body as prose.
  private mutating func prose(_ directive: Directive) -> Markup {
    var reader = MarkupReader(file)
    let markup = reader.read(directive.body)
    problems.report(reader.problems.list)
    refuseDirectives(in: markup, "Blocks do not stand inside of other blocks.")
    return resolved(markup)
  }

  /// Whether there is the argument that the block needs; told as a problem where not.
  private mutating func hasArgument(_ directive: Directive) -> Bool {
    guard case .required(let words) = directive.kind.declaration.argument,
      directive.argument.range.isEmpty
    else { return true }
    problems.report(
      Diagnostic(
        .missingField, "\(directive.kind.called) needs to know of what.", at: directive.nameSpan
      ).label("\(words) is missing").note("The form is: \(directive.kind.form)"))
    return false
  }

  /// Tells of words behind the word of a block that takes none.
  private mutating func refuseArgument(_ directive: Directive) {
    guard directive.kind.declaration.argument == .none, !directive.argument.range.isEmpty else {
      return
    }
    problems.report(
      Diagnostic(
        .badOption, "\(directive.kind.called) has nothing behind its word.",
        at: directive.argument
      ).label("write it on a line of its own"))
  }

  private mutating func question(_ verb: String, _ directive: Directive) -> Question? {
    guard hasArgument(directive) else { return nil }
    let scope = scope
    return problems.attempt { () throws(Diagnostic) -> Question in
      try Question.parse(verb, file.source, directive.argument.range, in: scope)
    }
  }

  private mutating func expression(_ span: SourceSpan) -> Expression? {
    let scope = scope
    return problems.attempt { () throws(Diagnostic) -> Expression in
      try Expression.parse(file.source, span.range, in: scope)
    }
  }

  /// Tells of lines below a directive that takes none.
  private mutating func refuseBody(_ directive: Directive) {
    let body = file.trimmed(directive.body)
    guard directive.kind.declaration.body == nil, !body.isEmpty else { return }
    let line = file.trimmed(file.line(file.lineIndex(of: body.lowerBound)))
    problems.report(
      Diagnostic(
        .misplaced, "\(directive.kind.called) has no text of its own.",
        at: file.span(max(line.lowerBound, body.lowerBound)..<line.upperBound)
      ).note("Write it below the block."))
  }

  /// The whole number that an option holds, within the bounds of its declaration.
  private mutating func wholeNumber(_ key: FileKey, of directive: Directive) -> Int? {
    guard let option = directive.option(key), case .wholeNumber(let range) = key.kind else {
      return nil
    }
    if let number = Int(option.value.text), range.contains(number) { return number }
    problems.report(
      Diagnostic(.badOption, "The number of \(key.name) cannot be used.", at: option.value)
        .expected(
          "a whole number from \(range.lowerBound) to \(range.upperBound)",
          found: "“\(option.value.text)”"))
    return nil
  }

  // MARK: Directives

  private mutating func attempt(_ directive: Directive) -> TryBlock? {
    refuseArgument(directive)
    var lines: [TryBlock.Line] = []
    var remarks: [String] = []
    var remark: SourceSpan?
    var index = file.lineIndex(of: directive.body.lowerBound)
    while file.start(ofLine: index) < directive.body.upperBound {
      let span = file.span(file.trimmed(file.line(index)))
      index += 1
      let text = span.text
      if text.isEmpty { continue }
      if text.hasPrefix(TryBlock.Expected.mark) {
        expect(span, of: &lines)
        continue
      }
      if text.hasPrefix("#") {
        let words = text.drop { $0 == "#" }.drop(while: { $0.isWhitespace })
        remarks.append(String(words))
        remark = span
        continue
      }
      lines.append(
        TryBlock.Line(text: text, span: span, remark: remarks.joined(separator: "\n")))
      remarks = []
      remark = nil
    }
    if let remark {
      problems.report(
        Diagnostic(.misplaced, "A remark stands above the line it is about.", at: remark)
          .label("no line follows"))
    }
    guard lines.isEmpty else { return TryBlock(lines: lines) }
    problems.report(
      Diagnostic(.missingField, "There is nothing to try.", at: directive.nameSpan)
        .label("one line to type per line is needed"))
    return nil
  }

  /// Takes a line of what the line above shows.
  private mutating func expect(_ span: SourceSpan, of lines: inout [TryBlock.Line]) {
    guard !lines.isEmpty else {
      problems.report(
        Diagnostic(.misplaced, "What a line shows stands below the line.", at: span)
          .label("no line stands above"))
      return
    }
    let words = TryBlock.Expected.lines(
      of: String(span.text.dropFirst(TryBlock.Expected.mark.count)))
    let last = lines.count - 1
    if let before = lines[last].expected {
      let range = before.span.range.lowerBound..<span.range.upperBound
      lines[last].expected = TryBlock.Expected(
        lines: before.lines + words, span: file.span(range))
    } else {
      lines[last].expected = TryBlock.Expected(lines: words, span: span)
    }
  }

  private mutating func prediction(_ directive: Directive) -> PredictBlock? {
    let question = prose(directive)
    guard hasArgument(directive) else { return nil }
    let scope = scope
    let guess = problems.attempt { () throws(Diagnostic) -> Guess in
      try Guess.parse(file.source, directive.argument.range, in: scope)
    }
    return guess.map { PredictBlock(guess: $0, question: question) }
  }

  private mutating func quiz(_ directive: Directive) -> QuizBlock? {
    let (question, options) = ChoiceOption.split(prose(directive), directive.nameSpan, &problems)
    guard !options.isEmpty else { return nil }
    return QuizBlock(title: directive.argument.text, question: question, options: options)
  }

  private mutating func exercise(_ directive: Directive) -> Reference? {
    refuseBody(directive)
    guard hasArgument(directive),
      let id = checkedID(directive.argument.text, directive.argument, &problems)
    else { return nil }
    return Reference(id: id, span: directive.argument)
  }

  private mutating func strip(_ directive: Directive) -> StripBlock? {
    let caption = prose(directive)
    let length = directive.option(DirectiveKind.Option.over).flatMap { expression($0.value) }
    let bursts = wholeNumber(DirectiveKind.Option.bursts, of: directive) ?? 1
    guard hasArgument(directive), let share = expression(directive.argument) else {
      return nil
    }
    return StripBlock(share: share, length: length, bursts: bursts, caption: caption)
  }

  private mutating func timeline(_ directive: Directive) -> TimelineBlock? {
    let caption = prose(directive)
    guard hasArgument(directive), let run = expression(directive.argument) else {
      return nil
    }
    return TimelineBlock(run: run, caption: caption)
  }

  private mutating func note(_ directive: Directive, _ kind: Note.Kind) -> NoteBlock {
    var asOf: String?
    if let option = directive.option(DirectiveKind.Option.asOf) {
      if isDate(option.value.text) {
        asOf = option.value.text
      } else {
        problems.report(
          Diagnostic(.badOption, "The date cannot be read.", at: option.value)
            .expected("a date such as 2026-11-09", found: "“\(option.value.text)”"))
      }
    }
    return NoteBlock(
      kind: kind, title: directive.argument.text, asOf: asOf, body: prose(directive))
  }
}

/// Whether a text is a day of the calendar, written YYYY-MM-DD.
private func isDate(_ text: String) -> Bool {
  let parts = text.split(separator: "-", omittingEmptySubsequences: false)
  guard parts.map({ $0.count }) == [4, 2, 2], parts.allSatisfy({ $0.allSatisfy({ $0.isASCII }) }),
    let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
    (1...12).contains(month)
  else { return false }
  let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  return (1...days[month - 1]).contains(day)
}
