import Basics
import Course
import Diagnostics
import Language
import Presentation
import Workbook

/// What stands at the cursor: its value, and where it is declared.
extension LanguageServer {
  /// The document and the place that a request is about; nil where nothing is known of it.
  private mutating func place(
    _ parameters: JSON
  ) throws(RemoteCall.Refusal) -> (document: ReadDocument, offset: Int)? {
    guard let address = parameters.member("textDocument")?.member("uri")?.asText else {
      throw .badParameters("A document has a uri.")
    }
    guard let document = reading(address) else { return nil }
    guard let offset = TextPlace.offset(parameters.member("position"), in: document.source) else {
      throw .badParameters("A position has a line and a character.")
    }
    return (document, offset)
  }

  // MARK: Hovering

  mutating func hover(_ parameters: JSON) throws(RemoteCall.Refusal) -> JSON {
    guard let (document, offset) = try place(parameters) else { return .null }
    let workbook = document.workbook(at: offset)
    if let figure = document.figure(at: offset), let expression = figure.expression {
      let words: String
      do throws(Diagnostic) {
        let told = try workbook.estimate(of: expression)
        words = LanguageServer.code(told.value.summary(within: told.margin))
      } catch {
        words = error.message
      }
      return LanguageServer.hover(
        "\(LanguageServer.code(figure.formula.text)) = \(words)", figure.span)
    }
    guard document.isFormula(at: offset), let name = document.name(at: offset),
      let words = LanguageServer.about(name.text, in: workbook)
    else { return .null }
    return LanguageServer.hover(words, name)
  }

  private static func hover(_ words: String, _ span: SourceSpan) -> JSON {
    .object([
      "contents": .object(["kind": .string("markdown"), "value": .string(words)]),
      "range": TextPlace.range(span),
    ])
  }

  /// A text as code, whatever backticks it has.
  private static func code(_ text: String) -> String {
    text.contains("`") ? "`` \(text) ``" : "`\(text)`"
  }

  /// What a name is: a cell, a function, a unit.
  private static func about(_ name: String, in workbook: Workbook) -> String? {
    if let cell = workbook.cell(named: name) {
      let value =
        cell.value?.summary(within: workbook.margin(of: cell)) ?? cell.failure?.message
        ?? "not measured yet"
      var words = "\(code(cell.id.text)) = \(code(value))"
      if !cell.sentence.isEmpty { words += "\n\n\(cell.sentence)" }
      if let limits = cell.limits { words += "\n\n\(limits)" }
      if cell.kind == .result { words += "\n\n\(code(cell.written.text))" }
      return words
    }
    if let function = workbook.functions.function(named: name) {
      let parameters = function.parameters.map { "- \(code($0.name)) \($0.sentence)" }
      return "\(code(function.form))\n\n\(function.sentence)\n\n"
        + parameters.joined(separator: "\n")
    }
    if let own = workbook.definedFunctions.first(where: { $0.name == name }) {
      return code("\(own.name)(\(own.parameters.joined(separator: ", "))) = \(own.body.text)")
    }
    return workbook.units.entries.first { $0.names.contains(name) }.map {
      "\(code(name)): \($0.sentence)"
    }
  }

  // MARK: Declarations

  mutating func definition(_ parameters: JSON) throws(RemoteCall.Refusal) -> JSON {
    guard let (document, offset) = try place(parameters) else { return .null }
    if let file = document.usedFile(at: offset) { return document.location(file) }
    if document.isFormula(at: offset), let name = document.name(at: offset),
      let span = document.declaration(of: name.text, at: offset)
    {
      return document.location(span)
    }
    guard let course = document.course, let id = document.name(at: offset, hyphens: true),
      let file = course.exercise(id.text, in: document.chapter?.id)
    else { return .null }
    return .object([
      "uri": .string(FileAddress.address(file.path)),
      "range": TextPlace.range(SourceSpan(Source(""), 0..<0)),
    ])
  }
}

extension ReadDocument {
  /// A place in this file or in another of the course, as editors take it.
  fileprivate func location(_ span: SourceSpan) -> JSON {
    let name = span.source.name ?? ""
    let path = name.hasPrefix("/") ? name : (course.map { $0.folder + "/" } ?? "") + name
    return .object([
      "uri": .string(FileAddress.address(path)), "range": TextPlace.range(span),
    ])
  }

  /// Where the name at a place is declared; nil where that is in no file.
  fileprivate func declaration(of name: String, at offset: Int) -> SourceSpan? {
    if let sheet {
      return ([sheet] + usedSheets.reversed()).lazy.compactMap { declaration(of: name, in: $0) }
        .first
    }
    let models = (chapter.map { $0.models } ?? []) + usedModels
    if let cell = workbook(at: offset).cell(named: name) {
      let declarations = models.first { $0.name == cell.id.model }?.declarations ?? []
      return declarations.lazy.compactMap { $0.place(of: cell.id.name) }.first
    }
    if let model = models.first(where: { $0.name == name }) { return model.nameSpan }
    return models.lazy.flatMap { $0.declarations }.compactMap { $0.place(of: name) }.first
  }

  /// The beginning of the sheet whose path stands at a place.
  fileprivate func usedFile(at offset: Int) -> SourceSpan? {
    for line in sheet?.lines ?? [] {
      guard case .use(let path, let span) = line.form, span.range.contains(offset) else { continue }
      let other = usedSheets.first { $0.source.name?.hasSuffix("/" + path) == true }
      return other.map { SourceSpan($0.source, 0..<0) }
    }
    return nil
  }

  /// The models of the chapters that this one uses.
  private var usedModels: [ModelBlock] {
    guard let course, let chapter else { return [] }
    // What is wrong with another chapter is told where that one is open.
    return chapter.uses.flatMap { (try? course.open($0.id))?.chapter.models ?? [] }
  }

  private func declaration(of name: String, in sheet: Sheet) -> SourceSpan? {
    let wanted = name.split(separator: ".").last.map(String.init) ?? name
    for line in sheet.lines {
      switch line.form {
      case .model(let model, let span) where model == name: return span
      case .declaration:
        if let span = Declaration.declaredName(line.span.source, line.span.range),
          span.text == wanted
        {
          return span
        }
      case .statement, .unit:
        let text =
          line.span.text.hasPrefix("unit ") ? line.span.text.dropFirst(5) : line.span.text[...]
        let skipped = line.span.text.utf8.count - text.utf8.count
        let first = text.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        let rest = text.dropFirst(first.count).drop { $0.isWhitespace }
        guard first == wanted, rest.first == "=" || rest.first == "(" || skipped > 0 else {
          continue
        }
        let start = line.span.range.lowerBound + skipped
        return SourceSpan(line.span.source, start..<start + first.utf8.count)
      default: continue
      }
    }
    return nil
  }
}

extension Declaration {
  /// Where it declares a name; nil where it declares another one.
  fileprivate func place(of name: String) -> SourceSpan? {
    switch self {
    case .parameter(let parameter): parameter.name == name ? parameter.nameSpan : nil
    case .result(let result): result.name == name ? result.nameSpan : nil
    case .function(let function): function.name == name ? function.nameSpan : nil
    case .unit(let unit): unit.name == name ? unit.nameSpan : nil
    case .check: nil
    }
  }
}
