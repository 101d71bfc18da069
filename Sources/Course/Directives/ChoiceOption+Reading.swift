import Diagnostics

extension ChoiceOption {
  /// Cuts a text into what asks and the task list of answers, which is its last list.
  ///
  /// The first line of an item is the answer; what follows in it is the reply.
  /// - Parameters:
  ///   - place: what to point at where there are no answers.
  ///   - isWithheld: whether none needs to be right, because that is kept from the reader.
  static func split(
    _ markup: Markup, _ place: SourceSpan, isWithheld: Bool = false, _ problems: inout Problems
  ) -> (question: Markup, options: [ChoiceOption]) {
    var question = markup
    let index = markup.blocks.lastIndex { block in
      if case .list(let items, _) = block.form {
        items.contains { $0.isTicked != nil }
      } else {
        false
      }
    }
    guard let index, case .list(var items, _) = markup.blocks[index].form else {
      problems.report(
        Diagnostic(.badAnswers, "The answers to choose from are missing.", at: place)
          .label("a task list is needed").note("For example: - [x] right, and - [ ] wrong"))
      return (question, [])
    }
    let list = markup.blocks[index].span
    question.blocks.remove(at: index)
    // Lists in a row are one that the author began anew, with another mark.
    for before in stride(from: index - 1, through: 0, by: -1) {
      guard case .list(let others, _) = markup.blocks[before].form,
        others.contains(where: { $0.isTicked != nil })
      else { break }
      items = others + items
      question.blocks.remove(at: before)
      problems.report(
        Diagnostic(
          .badAnswers, "The answers stand in two lists.",
          at: SourceSpan(list.source, firstLine(list))
        ).label("begins another one").note("All of them begin with the same mark: -"))
    }
    var options: [ChoiceOption] = []
    for item in items {
      guard let isRight = item.isTicked, case .paragraph(let inlines)? = item.blocks.first?.form
      else {
        let line = SourceSpan(item.span.source, firstLine(item.span))
        problems.report(
          Diagnostic(.badAnswers, "This answer is neither right nor wrong.", at: line)
            .label("[x] or [ ] and a text must follow the dash"))
        continue
      }
      var option = ChoiceOption(item, inlines, isRight: isRight)
      option.id = ListID.taken(from: &option.text, at: item.span, &problems)
      options.append(option)
    }
    check(options, list, isWithheld, &problems)
    ListID.refuseTwice(options.map { ($0.id, $0.span) }, &problems)
    return (question, options)
  }

  private init(_ item: ListItem, _ inlines: [Inline], isRight: Bool) {
    let end = inlines.firstIndex { $0 == .softBreak || $0 == .lineBreak }
    text = Array(inlines[..<(end ?? inlines.endIndex)])
    var blocks = item.blocks
    let rest = end.map { Array(inlines[inlines.index(after: $0)...]) } ?? []
    if rest.isEmpty { blocks.removeFirst() } else { blocks[0].form = .paragraph(rest) }
    reply = Markup(blocks)
    self.isRight = isRight
    span = item.span
  }

  private static func check(
    _ options: [ChoiceOption], _ list: SourceSpan, _ isWithheld: Bool,
    _ problems: inout Problems
  ) {
    let place = SourceSpan(list.source, firstLine(list))
    if options.count < 2 {
      problems.report(
        Diagnostic(.badAnswers, "There must be at least two answers to choose from.", at: place))
    }
    if !isWithheld, !options.contains(where: { $0.isRight }) {
      problems.report(
        Diagnostic(.badAnswers, "None of the answers is right.", at: place)
          .label("mark the right ones - [x]"))
    }
    if !isWithheld, options.count > 1, options.allSatisfy({ $0.isRight }) {
      problems.report(
        Diagnostic(.badAnswers, "All of the answers are right.", at: place)
          .label("there is nothing to choose").note("- [ ] marks a wrong one."))
    }
    var seen: Set<String> = []
    for option in options where !seen.insert(option.text.map({ $0.plain }).joined()).inserted {
      problems.report(
        Diagnostic(
          .duplicateName, "Two of the answers say the same.",
          at: SourceSpan(option.span.source, firstLine(option.span))))
    }
  }

  private static func firstLine(_ span: SourceSpan) -> Range<Int> {
    let text = span.text
    let line = text.prefix { !$0.isNewline }
    return span.range.lowerBound..<span.range.lowerBound + line.utf8.count
  }
}
