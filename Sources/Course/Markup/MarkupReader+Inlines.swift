import Basics
import Diagnostics

extension MarkupReader {
  /// What stands below a paragraph, heading or table cell.
  mutating func inlines(
    of node: MarkdownTree.Node, _ locator: inout InlineLocator, _ block: SourceSpan
  ) -> [Inline] {
    node.joinTexts()
    return placed(inlines(of: node, &locator, block, level: 1), block)
  }

  private mutating func inlines(
    of node: MarkdownTree.Node, _ locator: inout InlineLocator, _ block: SourceSpan, level: Int
  ) -> [Inline] {
    guard level <= FileText.deepestNesting else {
      problems.report(FileText.tooDeep(block))
      return []
    }
    var found: [Inline] = []
    for child in node.children {
      switch child.kind {
      case .text: found.append(.text(child.literal))
      case .softBreak: found.append(.softBreak)
      case .lineBreak: found.append(.lineBreak)
      case .inlineCode: code(child.literal, after: &found, &locator, block)
      case .inlineHTML:
        let text = child.literal
        if let place = locator.find(text, from: locator.cursor) {
          locator.skip(to: place.upperBound)
        }
        if !text.hasPrefix("<!--") { found.append(.text(text)) }
      case .emphasis: found.append(.emphasis(inlines(of: child, &locator, block, level: level + 1)))
      case .strong: found.append(.strong(inlines(of: child, &locator, block, level: level + 1)))
      case .struck: found.append(.struck(inlines(of: child, &locator, block, level: level + 1)))
      case .link, .image: found.append(link(child, &locator, block, level: level))
      default: break
      }
      if child.kind == .text { refuseOpenRoles(child, &locator) }
    }
    return withWords(found, isParagraph: level == 1)
  }

  private mutating func link(
    _ node: MarkdownTree.Node, _ locator: inout InlineLocator, _ block: SourceSpan, level: Int
  ) -> Inline {
    let start = locator.cursor
    let inner = inlines(of: node, &locator, block, level: level + 1)
    let destination = node.destination
    let place =
      locator.find(destination, from: locator.cursor) ?? locator.find(destination, from: start)
      ?? locator.find("[", from: start)
    if let place { locator.skip(to: place.upperBound) }
    let span = place.map(file.span) ?? block
    if node.kind == .image {
      return .image(inner.map { $0.plain }.joined(), destination: destination, at: span)
    }
    return .link(inner, destination: destination, at: span)
  }

  // MARK: Roles

  /// The word in braces at the end of a text.
  private func roleName(_ text: String) -> String? {
    guard text.hasSuffix("}"), let open = text.lastIndex(of: "{") else { return nil }
    let name = text[text.index(after: open)...].dropLast()
    guard let first = name.first, first.isLetter,
      name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" || $0 == ":" })
    else { return nil }
    return String(name)
  }

  /// Code, or what a role in front of it makes of it.
  private mutating func code(
    _ literal: String, after found: inout [Inline], _ locator: inout InlineLocator,
    _ block: SourceSpan
  ) {
    let place = locator.code(literal)
    guard case .text(let text)? = found.last, let name = roleName(text), let place,
      let role = locator.precedes("{\(name)}", place.outer.lowerBound)
    else {
      found.append(.code(literal))
      return
    }
    found[found.count - 1] = .text(String(text.dropLast(name.count + 2)))
    let span = file.span(role.lowerBound..<place.outer.upperBound)
    guard let kind = Role(rawValue: name) else {
      report(unknown: name, at: file.span(role), before: file.string(place.outer))
      found.append(.code(literal))
      return
    }
    if kind == .with {
      found.append(.authorsValues(at: span))
      guard literal != MarkupReader.authorsValues else { return }
      problems.report(
        Diagnostic(
          .badOption, "A paragraph can be about the author's values, and about no others.",
          at: file.span(place.inner)
        ).try("{with}`\(MarkupReader.authorsValues)`"))
      return
    }
    guard locator.matches(place.inner, literal) else {
      problems.report(
        Diagnostic(
          .misplaced, "The formula of a figure stands on one line, as it is.",
          at: file.span(place.inner)
        ).label("broken by a > or \\")
          .note("In a quote keep it on one line; in a table write no | in it."))
      found.append(.code(literal))
      return
    }
    let figure = Figure(formula: file.span(place.inner), span: span, expression: nil)
    found.append(kind == .when ? .when(figure, then: [], otherwise: []) : .figure(figure))
  }

  private mutating func report(unknown name: String, at span: SourceSpan, before code: String) {
    let close = closest(to: name, among: Role.allCases.map { $0.rawValue })
    problems.report(
      Diagnostic(.unknownRole, "“{\(name)}” has no meaning in front of code.", at: span)
        .label("not a role")
        .note(
          "{eval} puts a value into the prose, {when} stands before words that hold under a "
            + "condition, and {with} before a paragraph about the author's values."
        )
        .try(close.map { "{\($0)}" + code }))
  }

  /// {eval} without code behind it is a slip of the author's.
  private mutating func refuseOpenRoles(
    _ node: MarkdownTree.Node, _ locator: inout InlineLocator
  ) {
    var count = node.literal.count(of: "{eval}")
    if count > 0, node.next?.kind == .inlineCode, node.literal.hasSuffix("{eval}") { count -= 1 }
    var start = locator.cursor
    for _ in 0..<count {
      guard let place = locator.find("{eval}", from: start) else { return }
      start = place.upperBound
      // An escaped one was passed over, and this is the next real one.
      guard !locator.opensCode(at: start) else { return }
      locator.skip(to: start)
      problems.report(
        Diagnostic(
          .unknownRole, "The formula of this figure is missing or not closed.", at: file.span(place)
        ).label("a formula in backticks must follow").note("For example: {eval}`rent`"))
    }
  }
}
