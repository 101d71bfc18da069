import Diagnostics

/// A fenced block whose word stands in braces, taken apart but not yet understood.
struct Directive {
  struct Option {
    var name: String
    /// With its colons.
    var nameSpan: SourceSpan
    var value: SourceSpan
  }

  var kind: DirectiveKind
  /// The word with its braces.
  var nameSpan: SourceSpan
  /// What follows the word.
  var argument: SourceSpan
  var options: [Option]
  /// The lines below the options, in UTF-8 offsets.
  var body: Range<Int>
  var span: SourceSpan

  /// Whether a fence's info is a directive's.
  static func isDirective(_ code: CodeBlock) -> Bool {
    code.body != nil && code.info.hasPrefix("{")
  }

  /// Takes a fence apart; nil, with a problem, where its word is not closed or not known.
  init?(_ code: CodeBlock, _ span: SourceSpan, _ file: FileText, _ problems: inout Problems) {
    guard let body = code.body, code.info.hasPrefix("{") else { return nil }
    let info = code.infoSpan.range
    guard let close = file.bytes[info].firstIndex(of: UInt8(ascii: "}")) else {
      problems.report(
        Diagnostic(.unknownDirective, "The brace of this block is not closed.", at: code.infoSpan)
          .label("} is missing").try("```" + code.info + "}"))
      return nil
    }
    nameSpan = file.span(info.lowerBound..<close + 1)
    let name = file.string(info.lowerBound + 1..<close)
    guard let kind = DirectiveKind(rawValue: name) else {
      let known = DirectiveKind.allCases.map { $0.word }
      let near = closest(to: name, among: known)
      problems.report(
        Diagnostic(.unknownDirective, "There is no block called “\(name)”.", at: nameSpan)
          .label(near.map { "\($0)?" } ?? "not known")
          .note("Known are: \(known.sorted().joined(separator: ", ")).")
          .try(near.map { "```{\($0)}" + file.string(close + 1..<info.upperBound) }))
      return nil
    }
    self.kind = kind
    argument = file.span(file.trimmed(close + 1..<info.upperBound))
    self.span = span
    self.body = body
    self.options = []
    readOptions(file, &problems)
  }

  private mutating func readOptions(_ file: FileText, _ problems: inout Problems) {
    let known = kind.declaration.options.map { $0.name }
    var line = file.lineIndex(of: body.lowerBound)
    while file.start(ofLine: line) < body.upperBound {
      let place = file.trimmed(file.line(line))
      guard file.bytes[place].first == UInt8(ascii: ":") else { break }
      guard let colon = file.bytes[place].dropFirst().firstIndex(of: UInt8(ascii: ":")) else {
        let words = file.string(place.lowerBound + 1..<place.upperBound)
        let name = words.prefix { !$0.isWhitespace }
        if known.contains(String(name)) {
          problems.report(
            Diagnostic(
              .badOption, "The option \(name) lacks its second colon.", at: file.span(place)
            )
            .label("shown as prose").try(":\(name):\(words.dropFirst(name.count))"))
        }
        break
      }
      let option = Option(
        name: file.string(place.lowerBound + 1..<colon),
        nameSpan: file.span(place.lowerBound..<colon + 1),
        value: file.span(file.trimmed(colon + 1..<place.upperBound)))
      if !known.contains(option.name) {
        let near = closest(to: option.name, among: known)
        let all = known.map { ":\($0):" }.joined(separator: " ")
        problems.report(
          Diagnostic(
            .badOption, "\(kind.called) has no option “\(option.name)”.", at: option.nameSpan
          ).label(near.map { "\($0)?" } ?? "not known")
            .note(known.isEmpty ? "It has no options." : "It has \(all)")
            .try(near.map { ":\($0): " + option.value.text }))
      } else if options.contains(where: { $0.name == option.name }) {
        problems.report(
          Diagnostic(.badOption, "The option \(option.name) stands twice.", at: option.nameSpan))
      } else if option.value.range.isEmpty {
        problems.report(
          Diagnostic(.badOption, "The option \(option.name) has no value.", at: option.nameSpan))
      } else {
        options.append(option)
      }
      line += 1
    }
    let start = min(max(body.lowerBound, file.start(ofLine: line)), body.upperBound)
    body = start..<body.upperBound
  }

  func option(_ key: FileKey) -> Option? { options.first { $0.name == key.name } }
}
