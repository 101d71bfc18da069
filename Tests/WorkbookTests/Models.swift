import Diagnostics
import Language
import Quantities
import Synchronization
import TestSupport

@testable import Presentation
@testable import Workbook

/// The model of the chapter on utilization.
let waste = """
  param gpus: gpu = 4 in 1..64                   "GPUs rented"
  param rent: $/month = $12,000/month in $1..$10M/month "the invoice"
  param utilization = 15% in 1%..100%            "share of rented hours that do work"
  result used = gpus * 720 h/month * utilization "hours of work bought"
  result effective: $/(gpu*h) = rent / used      "the price of an hour of work"
  result wasted: $/month = rent * (1 - utilization)
  """

/// The lines of a model; what cannot be read is given back.
func declarations(
  _ text: String, units: UnitCatalog = .standard
) -> (declarations: [Declaration], problems: [Diagnostic]) {
  let source = Source(name: "model", text)
  let lines = (0..<source.lineCount).map { source.lineRange($0) }
  let names = Set(lines.compactMap { Declaration.declaredName(source, $0)?.text })
  var scope = ParsingScope(units: units) { names.contains($0) }
  var declarations: [Declaration] = []
  var problems: [Diagnostic] = []
  for line in lines {
    do throws(Diagnostic) {
      guard let declaration = try Declaration.parse(source, line, in: scope) else { continue }
      if case .unit(let unit) = declaration { scope.units.add(unit.entry) }
      declarations.append(declaration)
    } catch {
      problems.append(error)
    }
  }
  return (declarations, problems)
}

extension Workbook {
  /// A workbook with models that are all in focus.
  static func holding(
    _ models: (name: String, text: String)..., functions: [Function] = [],
    important: [String] = []
  ) -> Workbook {
    var workbook = Workbook(functions: .standard + functions)
    for model in models { _ = workbook.add(model.name, model.text, important: important) }
    workbook.focus = models.map(\.name)
    return workbook
  }

  /// Adds a model; gives everything that is wrong with it.
  mutating func add(_ name: String, _ text: String, important: [String] = []) -> [Diagnostic] {
    let (declarations, problems) = declarations(text, units: units)
    return problems + addModel(name, declarations, important: important)
  }

  /// What a line says, in short: a value, the changes, or what is wrong.
  mutating func says(_ line: String) -> String {
    do throws(Diagnostic) {
      switch try run(Source(line)) {
      case .defined(_, let changes): return changes.display().plain
      case .value(let value, _): return value.text
      case .estimate(let quantity, let margin, _, _): return "\(quantity.text) ± \(margin.text)"
      case let answer: return answer.display().plain
      }
    } catch {
      return error.rendering
    }
  }

  /// The code of what is wrong with a line; nil if nothing is.
  mutating func code(_ line: String) -> Code? {
    do throws(Diagnostic) {
      _ = try run(Source(line))
      return nil
    } catch {
      return error.code
    }
  }

  /// The changes that a line makes, as `name before → after`.
  mutating func changes(_ line: String) -> [String] {
    guard case .changed(let changes)? = try? run(Source(line)) else { return ["none"] }
    return changes.list
  }
}

extension Changes {
  /// Settings and results, as `name before → after`.
  var list: [String] {
    (settings + results).map { change in
      let after = change.cell.isStale ? "stale" : change.after?.text ?? "no value"
      return "\(change.name) \(change.before?.text ?? "none") → \(after)"
    }
  }
}

/// `count(x)` gives x and counts how often it was called, for each x.
final class Counter: Sendable {
  private let counts = Mutex<[String: Int]>([:])

  var function: Function {
    Function(
      "counted", "x", [Function.Parameter("x", .any, "anything")], example: "counted(1)",
      gives: .any
    ) { [self] (arguments, _) throws(Diagnostic) -> Value in
      let value = arguments["x"] ?? .bool(false)
      counts.withLock { $0[value.text, default: 0] += 1 }
      return value
    }
  }

  /// `tick("name", x)` gives x and counts under the name.
  var tick: Function {
    Function(
      "tick", "x",
      [Function.Parameter("name", .text, "whose"), Function.Parameter("x", .any, "anything")],
      example: "tick(\"a\", 1)", gives: .any
    ) { [self] (arguments, _) throws(Diagnostic) -> Value in
      counts.withLock { $0[arguments.text("name") ?? "", default: 0] += 1 }
      return arguments["x"] ?? .bool(false)
    }
  }

  /// What was counted since the last time, by name.
  func take() -> [String: Int] {
    counts.withLock { counts in
      defer { counts = [:] }
      return counts
    }
  }
}
