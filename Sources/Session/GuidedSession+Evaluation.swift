import Answers
import Basics
import Diagnostics
import Display
import Language
import Presentation
import Quantities
import Workbook

/// What the workbook makes of a line, read as people write it, and how that is shown.
extension GuidedSession {
  /// Says that a name is new where it looks like a slip for one that was there.
  private func newNames(_ changes: Changes) -> Display {
    Display(
      changes.added.compactMap { change in
        let others = workbook.visibleNames().filter { $0 != change.name }
        guard let near = closest(to: change.name, among: others) else { return nil }
        return .lines([
          Text("\(change.name) is a new name of your own. If you meant \(near): ", .muted)
            + Text("undo", .input)
        ])
      })
  }

  /// The settings in a line that has several of them; empty for all else.
  func settings(in line: String) -> [String] {
    AnswerText.severalSettings(line) { workbook.cell(named: $0)?.kind == .parameter }
  }

  /// Sets one thing after the other; all of them or, where one cannot be, none.
  mutating func set(_ settings: [String]) -> Reply {
    let before = workbook
    var reply = Reply()
    for setting in settings {
      let next = evaluate(setting)
      guard next.problems.isEmpty else {
        workbook = before
        return next + keepSettings()
      }
      reply = reply + next
    }
    return reply
  }

  /// Lets the workbook answer, and keeps what it changed.
  mutating func evaluate(_ line: String) -> Reply {
    let reply: Reply
    do throws(Diagnostic) {
      let statement = try Statement.parse(Source(line), in: workbook.parsingScope())
      let found = evaluate(statement)
      if let told = offeringSetting(statement, after: found) { return told }
      reply = found
    } catch {
      workbook.noteUnread(line)
      reply = Reply(error)
    }
    return reply.problems.isEmpty
      ? reply
      : setAsWritten(line) ?? multipleOfNow(line) ?? valueAsWritten(line) ?? withoutQuotes(line)
        ?? reply
  }

  /// Says how a range that begins at what may be set is set instead: "rent to $9,000" may mean either.
  /// nil where it is no such range.
  private func offeringSetting(_ statement: Statement, after reply: Reply) -> Reply? {
    guard let offer = statement.rangeAsSetting,
      workbook.cell(named: offer.name)?.kind == .parameter, canRun(offer.line)
    else { return nil }
    if let problem = reply.problems.first { return Reply(problem.try(offer.line)) }
    return reply + Reply(Display([.remark("A range from what it is now. To set it: ", offer.line)]))
  }

  /// Offers the quotes that "question = who are you" lacks; nil where no text is set.
  private func withoutQuotes(_ line: String) -> Reply? {
    guard let name = AnswerText.nameSet(by: line), let cell = workbook.cell(named: name),
      cell.kind == .parameter, case .text? = cell.value, !line.contains("\""),
      let sign = line.firstIndex(of: "=")
    else { return nil }
    let words = String(line[line.index(after: sign)...]).trimmed
    return Reply(
      Diagnostic(
        .expectedExpression, "\(name) is a text, which stands in quotes.", at: Source(line).whole
      ).try("\(name) = \"\(words)\""))
  }

  /// Asks about "rent = half", and offers what that comes to of what it is now; nil for all else.
  private func multipleOfNow(_ line: String) -> Reply? {
    guard let (name, factor) = AnswerText.shareSetting(line, in: AnswerUnits(of: workbook)),
      let cell = workbook.cell(named: name), cell.kind == .parameter,
      let now = cell.value?.quantity, !now.unit.isPercent
    else { return nil }
    let meant = Quantity(now.magnitude * factor, now.unit)
    let offer = "\(name) = \(meant.text)"
    return Reply(
      Diagnostic(
        .expectedExpression, "Of what? \(name) is \(now.text) now.", at: Source(line).whole
      )
      .try(canRun(offer) ? offer : nil))
  }

  /// Whether a line that may be offered has an answer.
  private func canRun(_ line: String) -> Bool {
    var copy = workbook
    return (try? copy.run(Source(line))) != nil
  }

  /// Takes a setting as people write it, "utilization = 40 percent"; nil where it is none.
  private mutating func setAsWritten(_ line: String) -> Reply? {
    var lines = AnswerText.settings(line, in: AnswerUnits(of: workbook))
    if let (name, share) = AnswerText.shareSetting(line, in: AnswerUnits(of: workbook)),
      workbook.cell(named: name)?.value?.quantity?.unit.isPercent == true
    {
      lines.insert("\(name) = \(numberText(share * 100))%", at: 0)
    }
    var scope = workbook.parsingScope()
    scope.readsUnitsLoosely = true
    for readable in lines {
      // What is wrong with the line as it was typed is told already.
      guard let statement = try? Statement.parse(Source(readable), in: scope),
        line.contains(where: { $0 == "=" || $0 == ":" }) || isSetting(statement)
      else { continue }
      let reply = evaluate(statement)
      if reply.problems.isEmpty { return reply }
    }
    return nil
  }

  /// Whether a parameter is set: "it is 5" makes no name of its own.
  private func isSetting(_ statement: Statement) -> Bool {
    guard case .binding(let binding) = statement else { return false }
    return workbook.cell(named: binding.target.text)?.kind == .parameter
  }

  /// Takes an amount as people write it, "9000 a month", alone or in a question; nil where the line
  /// has none.
  private mutating func valueAsWritten(_ line: String) -> Reply? {
    guard line.contains(where: { $0.isNumber }),
      // What a parameter cannot be set to is no value by itself either.
      AnswerText.nameSet(by: line).flatMap(workbook.cell(named:))?.kind != .parameter
    else { return nil }
    var scope = workbook.parsingScope()
    scope.readsUnitsLoosely = true
    for readable in AnswerText.readings(line, in: AnswerUnits(of: workbook)) where readable != line
    {
      // What is wrong with the line as it was typed is told already.
      guard let statement = try? Statement.parse(Source(readable), in: scope) else { continue }
      switch statement {
      case .expression(let expression) where expression.literal?.unit.isNone == false: break
      case .question: break
      default: continue
      }
      let reply = evaluate(statement)
      if reply.problems.isEmpty { return reply }
    }
    return nil
  }

  /// What a value that was typed without its unit was taken as, where that could be doubted.
  private func takenAs(_ statement: Statement) -> Display {
    guard case .binding(let binding) = statement, let typed = binding.value.literal,
      let cell = workbook.cell(named: binding.target.text), cell.kind == .parameter,
      let value = cell.value?.quantity,
      typed.isPlain
        ? value.unit.isPercent && typed.magnitude != 0
        : typed.dimension != value.dimension
    else { return Display() }
    return Display([.remark("\(binding.value.text) was taken as \(value.text).")])
  }

  /// The same for a line that was read already.
  mutating func evaluate(_ statement: Statement) -> Reply {
    do throws(Diagnostic) {
      if offersSliders, case .question(.tune(let target, let expression)) = statement {
        return try tune(target, for: expression)
      }
      if offersSliders, isTyped,
        case .question(.timeline(let run, let other, let stretch)) = statement
      {
        return try walk(run, against: other, stretch)
      }
      let answer = try run(statement)
      noteShown(answer, to: statement)
      var reply = Reply(shown(answer, statement))
      reply.isEarly = refinement != nil
      switch answer {
      case .changed, .defined: return reply + keepSettings()
      default: return reply
      }
    } catch {
      return Reply(error)
    }
  }

  /// Lets the workbook do what a line says: with few runs at first where somebody looks on.
  private mutating func run(_ statement: Statement) throws(Diagnostic) -> Answer {
    guard refinesEstimates, isTyped, exercise == nil,
      var rounds = Refinement(of: statement, in: workbook)
    else { return try workbook.run(statement) }
    let answer = try rounds.next(in: &workbook)
    refinement = rounds.isOver ? nil : (rounds, statement)
    return answer
  }

  /// An answer of the workbook as it is shown here.
  func shown(_ answer: Answer, _ statement: Statement) -> Display {
    switch answer {
    case .nothing: return Display()
    case .changed(let changes):
      return takenAs(statement) + changes.display() + newNames(changes)
    case .defined(let function, let changes):
      let head =
        Text("\(function.name)(\(function.parameters.joined(separator: ", ")))", .name)
        + Text(" is defined.", .muted)
      let rest = changes.isEmpty ? Display() : changes.display()
      return Display([.paragraph(head)]) + function.remark + rest
    case .value(.bool, of: let condition):
      return answer.display() + sides(of: condition) + staleness(of: statement)
    default: return answer.display() + staleness(of: statement)
    }
  }

  private func staleness(of statement: Statement) -> Display {
    let read = statement.read
    let isOld = workbook.isOld(read.expressions + read.targets.map { Expression(name: $0) })
    return isOld ? workbook.staleness : Display()
  }

  /// What a condition compares, and by how much it is missed: true and false alone tell little.
  private func sides(of condition: Expression) -> Display {
    // What has no value was told of above.
    let results = (try? ConditionResult.all(of: condition, in: workbook)) ?? []
    let lines = results.filter { $0.compared?.name != nil }.map { $0.words }
    guard !lines.isEmpty else { return Display() }
    return Display([.lines(lines)]) + settingInstead(of: condition)
  }

  /// Where values are to be set, a condition sets none: the line that does.
  private func settingInstead(of condition: Expression) -> Display {
    guard case .exercise(let open) = activity, open.isGoal, !open.isOver,
      case .compare(let left, let comparison, let right) = condition.form,
      [.atLeast, .atMost, .equal].contains(comparison), right.literal != nil,
      case .name(let path) = left.form,
      workbook.cell(named: path.joined(separator: "."))?.kind == .parameter
    else { return Display() }
    let offer = "\(path.joined(separator: ".")) = \(right.span.text)"
    guard canRun(offer) else { return Display() }
    return Display([.remark("That asks, and sets nothing. To set it: ", offer)])
  }
}

extension Statement {
  /// The setting that is meant by "discount to 50%", where that is not a range from what it is now;
  /// nil for all else.
  var rangeAsSetting: (name: String, line: String)? {
    guard case .expression(let expression) = self, case .range(let low, let high) = expression.form,
      case .name(let path) = low.form, high.literal != nil
    else { return nil }
    let name = path.joined(separator: ".")
    return (name, "\(name) = \(high.span.text)")
  }
}
