import Basics
import Diagnostics
import Language
import Quantities

extension ChapterReader {
  /// The lines of a model's body that are not empty, without white space around them.
  private func lines(_ directive: Directive) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var index = file.lineIndex(of: directive.body.lowerBound)
    while file.start(ofLine: index) < directive.body.upperBound {
      let line = file.trimmed(file.line(index))
      if !line.isEmpty { found.append(line) }
      index += 1
    }
    return found
  }

  /// The names of the parameters and results that a model declares, readable or not.
  func declaredNames(_ directive: Directive) -> Set<String> {
    Set(lines(directive).compactMap { Declaration.declaredName(file.source, $0)?.text })
  }

  /// Adds the units that a model defines to those of the chapter.
  mutating func defineUnits(_ directive: Directive) {
    for line in lines(directive) where isUnitLine(line) {
      let scope = ParsingScope(units: units)
      guard
        case .unit(let declaration)?? = problems.attempt({ () throws(Diagnostic) -> Declaration? in
          try Declaration.parse(file.source, line, in: scope)
        })
      else { continue }
      unitDeclarations[line.lowerBound] = declaration
      units.add(declaration.entry)
    }
  }

  private func isUnitLine(_ line: Range<Int>) -> Bool {
    let bytes = file.bytes[line]
    guard bytes.starts(with: "unit".utf8), let after = bytes.dropFirst(4).first, isBlank(after)
    else { return false }
    // A function or cell of that name would have ( or = here.
    let next = bytes.dropFirst(4).first { !isBlank($0) }
    return next != UInt8(ascii: "=") && next != UInt8(ascii: "(")
  }

  /// Reads a model; its units are known already.
  mutating func model(_ directive: Directive) -> ModelBlock? {
    let names = declaredNames(directive)
    let scope = ParsingScope(units: units, isBound: names.contains)
    var declarations: [Declaration] = []
    for line in lines(directive) {
      if isUnitLine(line) {
        if let unit = unitDeclarations[line.lowerBound] { declarations.append(.unit(unit)) }
        continue
      }
      let read = problems.attempt { () throws(Diagnostic) -> Declaration? in
        try Declaration.parse(file.source, line, in: scope)
      }
      if case .some(.some(let declaration)) = read { declarations.append(declaration) }
    }
    declarations = withoutDuplicates(declarations)
    let model = ModelBlock(
      name: modelName(directive) ?? "", nameSpan: directive.argument,
      important: important(directive, names), was: was(directive, names),
      declarations: declarations, span: directive.span,
      names: names)
    if declarations.isEmpty, file.trimmed(directive.body).isEmpty {
      problems.report(
        Diagnostic(.missingField, "The model has no lines.", at: directive.nameSpan)
          .label("param and result lines are needed"))
    }
    return model.name.isEmpty ? nil : model
  }

  private mutating func withoutDuplicates(_ declarations: [Declaration]) -> [Declaration] {
    var seen: [String: SourceSpan] = [:]
    return declarations.filter { declaration in
      guard let (name, span) = declaration.named else { return true }
      if let first = seen[name] {
        problems.report(
          Diagnostic(
            .duplicateName, "“\(name)” stands for something in this model already.", at: span
          )
          .label("again").note("First in line \(first.position.line)."))
        return false
      }
      seen[name] = span
      return true
    }
  }

  private mutating func modelName(_ directive: Directive) -> String? {
    let name = directive.argument.text
    guard !name.isEmpty else {
      problems.report(
        Diagnostic(.missingField, "The model has no name.", at: directive.nameSpan)
          .label("a name is missing").note("The form is: \(directive.kind.form)"))
      return nil
    }
    let isName =
      name.first?.isNumber == false
      && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
      && !reservedWords.contains(name)
    guard isName else {
      problems.report(
        Diagnostic(.badName, "“\(name)” cannot be the name of a model.", at: directive.argument)
          .expected("a letter, then letters, digits and underscores", found: "“\(name)”")
          .try("```{model} " + slug(name).split(separator: "-").joined(separator: "_")))
      return nil
    }
    if let first = modelNames[name] {
      problems.report(
        Diagnostic(.duplicateName, "There is a model “\(name)” already.", at: directive.argument)
          .label("again").note("First in line \(first.position.line)."))
    } else {
      modelNames[name] = directive.argument
    }
    return name
  }

  /// Old names with the present ones: of parameters with the model in front, or of the model.
  private mutating func was(
    _ directive: Directive, _ names: Set<String>
  ) -> [(old: String, new: String)] {
    guard let option = directive.option(DirectiveKind.Option.was) else { return [] }
    let model = directive.argument.text
    var found: [(old: String, new: String)] = []
    for part in option.value.text.split(separator: ",", omittingEmptySubsequences: false) {
      let sides = part.split(separator: "=", omittingEmptySubsequences: false).map {
        String($0).trimmed
      }
      guard sides.count == 2, !sides[0].isEmpty, sides[0] != sides[1],
        names.contains(sides[1]) || sides[1] == model
      else {
        problems.report(
          Diagnostic(.badOption, "Old names are given as OLD = NEW.", at: option.value)
            .expected("a present name of this model, or the model's", found: "“\(part)”"))
        continue
      }
      if names.contains(sides[0]) {
        problems.report(
          Diagnostic(.duplicateName, "\(sides[0]) is still a name of this model.", at: option.value)
            .label("not an old one"))
        continue
      }
      found.append(
        sides[1] == model
          ? (sides[0], model) : ("\(model).\(sides[0])", "\(model).\(sides[1])"))
    }
    return found
  }

  private mutating func important(_ directive: Directive, _ names: Set<String>) -> [String] {
    guard let option = directive.option(DirectiveKind.Option.important) else { return [] }
    var found: [String] = []
    var start = option.value.range.lowerBound
    let bytes = file.bytes[option.value.range]
    for part in bytes.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
      let place = file.trimmed(start..<start + part.count)
      start += part.count + 1
      let name = file.string(place)
      if names.contains(name) {
        if !found.contains(name) { found.append(name) }
        continue
      }
      let near = closest(to: name, among: names)
      problems.report(
        Diagnostic(.badOption, "“\(name)” is no name of this model.", at: file.span(place))
          .label(near.map { "\($0)?" } ?? "not declared here"))
    }
    return found
  }
}

extension Declaration {
  /// The name it gives, and where; nil for checks.
  public var named: (name: String, span: SourceSpan)? {
    switch self {
    case .parameter(let parameter): (parameter.name, parameter.nameSpan)
    case .result(let result): (result.name, result.nameSpan)
    case .function(let function): (function.name, function.nameSpan)
    case .unit(let unit): (unit.name, unit.nameSpan)
    case .check: nil
    }
  }
}
