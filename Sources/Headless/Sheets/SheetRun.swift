import Basics
import Diagnostics
import Display
import Language
import Presentation
import Workbook

/// A sheet that was read and run, line by line: its workbook, its answers and what is wrong with it.
public struct SheetRun: Sendable {
  /// What a line of the sheet came to.
  public struct Answered: Sendable {
    /// Where the line stands.
    public let span: SourceSpan
    /// What it came to.
    public let answer: Answer
  }

  /// The workbook behind the last line.
  public private(set) var workbook: Workbook
  /// The answers to expressions and questions of the sheet itself, in order.
  public private(set) var answers: [Answered] = []
  /// Everything that is wrong with it and with what it uses.
  public private(set) var problems: [Diagnostic] = []
  /// How many names a sheet may bind.
  static let mostCells = 100_000
  /// What was read: the sheet itself last, behind those that it uses.
  private(set) var sheets: [Sheet] = []
  /// How many files were read.
  public var files: Int { sheets.count }
  /// Names that are set from outside.
  private var given: Set<String> = []

  /// Reads and runs a file.
  /// - Parameters:
  ///   - settings: `NAME = VALUE`, which count before what the sheet sets.
  ///   - start: a workbook without cells of its own: its functions and units can be used.
  ///   - draft: the text of the file where an editor has one that is not saved.
  public init(
    path: String, draft: String? = nil, setting settings: [String] = [], in start: Workbook
  ) throws(Diagnostic) {
    let read = try SheetFiles(path, draft: draft)
    self.init(read.sheets, setting: settings, in: start)
    problems = read.problems + problems
  }

  /// Runs a text that uses no other.
  public init(_ source: Source, in start: Workbook) {
    self.init([Sheet(source)], setting: [], in: start)
  }

  /// - Parameter sheets: the sheet itself last, behind those that it uses.
  private init(_ sheets: [Sheet], setting settings: [String], in start: Workbook) {
    workbook = start
    workbook.mostNames = SheetRun.mostCells
    workbook.isLoading = true
    defer { workbook.isLoading = false }
    self.sheets = sheets
    for sheet in sheets { defineUnits(sheet) }
    var claims: [Claim] = []
    for sheet in sheets { claims += addModels(sheet) }
    workbook.focus = workbook.models.reversed()
    for line in settings {
      attempt { (run: inout SheetRun) throws(Diagnostic) in
        let name = SheetText.subject(of: line.trimmed)
        if let name { try run.expectUse(of: name, in: line.trimmed) }
        _ = try run.workbook.run(Source(line))
        if let name { run.given.insert(name) }
      }
    }
    for (place, sheet) in sheets.enumerated() {
      run(sheet, isAnswered: place == sheets.count - 1)
    }
    for claim in claims {
      do throws(Diagnostic) {
        try workbook.prove(claim)
      } catch {
        problems.append(error.placed(at: claim.declaration.span))
      }
    }
  }

  /// A name that stands nowhere in the sheets is a slip: setting it would change nothing.
  private func expectUse(of name: String, in setting: String) throws(Diagnostic) {
    let isCell = name.utf8.allSatisfy { $0 != UInt8(ascii: "(") && $0 != UInt8(ascii: " ") }
    guard isCell, workbook.cell(named: name) == nil else { return }
    var known: Set<String> = []
    for sheet in sheets {
      for line in sheet.lines {
        let words = line.span.text.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
        known.formUnion(words.map { String($0) })
      }
    }
    guard !known.contains(name) else { return }
    throw Diagnostic(.unknownName, "Nothing in the sheet is called \(name).")
      .try(closest(to: name, among: known.sorted()).map { $0 + setting.dropFirst(name.count) })
  }

  private mutating func defineUnits(_ sheet: Sheet) {
    for line in sheet.lines {
      guard case .unit = line.form else { continue }
      attempt { (run: inout SheetRun) throws(Diagnostic) in
        let scope = run.workbook.parsingScope()
        let read = try Declaration.parse(line.span.source, line.span.range, in: scope)
        if case .unit(let unit)? = read { run.workbook.define(unit) }
      }
    }
  }

  /// - Returns: what the models claim.
  private mutating func addModels(_ sheet: Sheet) -> [Claim] {
    var models: [(name: String, lines: [SourceSpan])] = []
    var name = Sheet.unnamed
    for line in sheet.lines {
      switch line.form {
      case .model(let next, let span):
        if workbook.models.contains(next) || models.contains(where: { $0.name == next }) {
          problems.append(
            Diagnostic(.duplicateName, "There is a model “\(next)” already.", at: span)
              .label("again"))
        }
        name = next
      case .declaration:
        if models.last?.name != name { models.append((name, [])) }
        models[models.count - 1].lines.append(line.span)
      case .use, .unit, .statement: break
      }
    }
    return models.flatMap { add($0.name, $0.lines) }
  }

  private mutating func add(_ name: String, _ lines: [SourceSpan]) -> [Claim] {
    let names = Set(
      lines.compactMap { Declaration.declaredName($0.source, $0.range)?.text }
        + workbook.cells(of: name).map { $0.id.name })
    let scope = ParsingScope(units: workbook.units) { names.contains($0) }
    var declarations: [Declaration] = []
    for line in lines {
      attempt { (run: inout SheetRun) throws(Diagnostic) in
        if let one = try Declaration.parse(line.source, line.range, in: scope) {
          declarations.append(one)
        }
      }
    }
    problems += workbook.addModel(name, declarations)
    return Workbook.claims(declarations, of: name)
  }

  private mutating func run(_ sheet: Sheet, isAnswered: Bool) {
    for line in sheet.lines {
      guard case .statement = line.form else { continue }
      // What is set from outside is set already.
      if let name = SheetText.subject(of: line.span.text), given.contains(name) { continue }
      let before = problems.count
      defer { if problems.count > before { workbook.noteUnread(line.span.text) } }
      attempt { (run: inout SheetRun) throws(Diagnostic) in
        let scope = run.workbook.parsingScope()
        let statement = try Statement.parse(line.span.source, line.span.range, in: scope)
        if !isAnswered, statement.asksOnly { return }
        let answer = try run.workbook.run(statement)
        if isAnswered, statement.asksOnly {
          run.answers.append(Answered(span: line.span, answer: answer))
        }
      }
    }
  }

  private mutating func attempt(_ body: (inout SheetRun) throws(Diagnostic) -> Void) {
    do throws(Diagnostic) {
      try body(&self)
    } catch {
      problems.append(error)
    }
  }

  /// All of it as JSON: the `cells`, the `answers` with their `line` and `text`, the `problems`.
  public var json: JSON {
    let cells = (workbook.models + [CellID.own]).flatMap(workbook.cells(of:))
    return .object([
      "cells": .array(cells.map { JSON($0) }),
      "answers": .array(
        answers.map {
          .object([
            "line": JSON($0.span.position.line), "text": .string($0.span.text),
            "answer": $0.answer.json,
          ])
        }), "problems": .array(problems.map { JSON($0) }),
    ])
  }

  /// Each question with its answer.
  public var display: Display {
    answers.reduce(into: Display()) { display, answered in
      display.blocks.append(.lines([Text("❯ ", .muted) + Text(answered.span.text, .input)]))
      display += answered.answer.display(isFolded: false)
    }
  }
}

extension Statement {
  /// Whether it changes nothing.
  var asksOnly: Bool {
    switch self {
    case .expression, .question: true
    case .empty, .binding, .function, .unit: false
    }
  }
}
