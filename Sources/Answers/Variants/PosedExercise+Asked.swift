import Course
import Language
import Workbook

/// What a question rests on besides what varies: it is the author's, and may be another one when the
/// course was corrected.
extension PosedExercise {
  /// Figures of the question that do not vary, each as "formula = value": those in the prompt, and of
  /// what is typed also the parameters of its model and the prices that it may rest on. In a copy
  /// without answers these may be more than in the whole course, never others.
  public var askedFigures: [String] {
    var names = Set(exercise.variations.map { $0.name })
    var found = ["(kind) = \(exercise.kind.rawValue)"]
    if case .choice(let options) = exercise.task {
      found.append(
        "(offered) = \(picks(options).map { $0.identity }.sorted().joined(separator: ", "))")
    }
    // A bare number is one in the unit that is asked for.
    if let unit = expectedQuantity?.unit { found.append("(unit) = \(unit.text)") }
    if case .formula(_, let variables) = exercise.task {
      // These hide cells of the same names.
      names.formUnion(variables.map { $0.name })
      found.append("(variables) = \(variables.map { $0.name }.sorted().joined(separator: ", "))")
    }
    func add(_ formula: String, _ value: String) {
      let line = "\(formula.split { $0.isWhitespace }.joined(separator: " ")) = \(value)"
      guard found.count < PosedExercise.mostAsked, line.utf8.count <= 1000, !found.contains(line)
      else { return }
      found.append(line)
    }
    for figure in exercise.prompt.figures where !names.contains(figure.formula.text) {
      guard let formula = figure.expression,
        // What follows from what varies is known with it.
        !workbook.cells(neededBy: [formula]).contains(where: { $0.isGiven }),
        // What has no value shows none to anybody.
        let value = try? workbook.value(of: formula)
      else { continue }
      add(figure.formula.text, PosedExercise.text(ofFigure: value).plain)
    }
    guard !isPicked else { return found }
    let cells = cellsBehind
    for cell in cells
    where cell.kind == .parameter && !cell.isGiven && !names.contains(cell.id.name) {
      add(cell.id.text, cell.typed)
    }
    for call in cells.flatMap({ $0.written.priceCalls }) {
      // As above.
      guard case .record(let offer)? = try? workbook.value(of: call), let price = offer["price"]
      else { continue }
      add(call.text, price.text)
    }
    return found
  }

  /// As many lines as an event may take besides what varies.
  static let mostAsked = 48

  /// The cells that decide what is right: those that the answer, the guess or the conditions are
  /// computed from; where the answer is withheld, all cells of the exercise's model.
  private var cellsBehind: [Cell] {
    switch exercise.task {
    case .number(let answer?), .formula(let answer?, _):
      return workbook.cells(neededBy: [answer])
    case .number(nil), .formula(nil, _):
      return exercise.model.map { workbook.cells(of: $0.id) } ?? []
    case .predict(let guess): return workbook.cells(neededBy: [Expression(name: guess.target)])
    case .goal(let conditions, _, _): return workbook.cells(neededBy: conditions)
    case .choice, .order, .match: return []
    }
  }
}

extension Expression {
  /// Where it reads an offer of the price list by its name.
  fileprivate var priceCalls: [Expression] {
    var found: [Expression] = []
    visit { expression in
      if case .call("price", let arguments) = expression.form, arguments.count == 1,
        case .text? = arguments.first?.value.form
      {
        found.append(expression)
      }
    }
    return found
  }
}
