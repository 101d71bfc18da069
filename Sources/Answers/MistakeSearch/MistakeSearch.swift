import Basics
import Course
import Diagnostics
import Language
import Quantities
import Workbook

/// Looks for what wrong answers have in common: a formula over the names of the exercise that leads to
/// them, whatever the figures.
///
///     let found = MistakeSearch.suggestions(for: exercise, in: workbook, from: answers)
///
/// Formulas are those that a slip or two make of the answer's own, and products of its parts. One is
/// suggested where so many learners came to its value, each with figures of their own, that chance
/// does not explain it, and where the exercise with it among its mistakes passes `check`.
public struct MistakeSearch {
  private let exercise: Exercise
  private let workbook: Workbook
  private let posed: [PosedExercise]
  private let expected: [Quantity]
  private var numbers: [WrongNumber] = []

  /// Variants that are looked at.
  static let mostVariants = 100
  /// Answers that are looked at.
  static let mostAnswers = 2000
  /// Learners that have to make the same mistake.
  public static let fewestPeople = 3

  /// What a class does wrong, what most do first.
  /// - Parameters:
  ///   - workbook: the models of the exercise's chapter with the author's values.
  ///   - most: how many are looked for.
  public static func suggestions(
    for exercise: Exercise, in workbook: Workbook, from answers: [WrongAnswer], most: Int = 10
  ) -> [MistakeSuggestion] {
    guard var search = MistakeSearch(exercise, workbook, answers) else { return [] }
    return search.run(most)
  }

  /// nil where the exercise asks for no number, or too few answers are one.
  private init?(_ exercise: Exercise, _ workbook: Workbook, _ answers: [WrongAnswer]) {
    var posed: [PosedExercise] = []
    var expected: [Quantity] = []
    var places: [[Int]: Int?] = [:]
    for answer in answers.prefix(MistakeSearch.mostAnswers) {
      let key = answer.variant.places
      if places[key] == nil {
        places[key] = .some(nil)
        // What cannot be posed was told by check.
        if posed.count < MistakeSearch.mostVariants,
          let one = try? PosedExercise(exercise, answer.variant, in: workbook),
          let quantity = one.expectedQuantity,
          expected.first.map({ $0.dimension == quantity.dimension }) ?? true
        {
          places[key] = posed.count
          posed.append(one)
          expected.append(quantity)
        }
      }
      guard let place = places[key] ?? nil,
        let number = WrongNumber(answer, posed[place], expected[place], at: place)
      else { continue }
      numbers.append(number)
    }
    guard Set(numbers.map { $0.answer.person }).count >= MistakeSearch.fewestPeople else {
      return nil
    }
    self.exercise = exercise
    self.workbook = workbook
    self.posed = posed
    self.expected = expected
  }

  private var formula: Expression? {
    switch exercise.task {
    case .number(let formula): formula
    case .predict(let guess): Expression(name: guess.target)
    default: nil
    }
  }

  private mutating func run(_ most: Int) -> [MistakeSuggestion] {
    guard let formula, let dimension = expected.first?.dimension else { return [] }
    let atoms = FormulaAtoms(of: formula, posed)
    let candidates = FormulaCandidates(atoms, dimension: dimension).all
    var exercise = exercise
    let before = Set(ExerciseProof.problems(of: exercise, in: workbook).map { $0.message })
    var found: [MistakeSuggestion] = []
    var refused: Set<FormulaTree> = []
    while found.count < most, refused.count < 3 * most {
      guard let best = best(of: candidates, refusing: refused) else { break }
      let text = best.tree.text(atoms.atoms)
      guard
        let suggestion = suggestion(
          text, reply: reply(best.tree, atoms), in: &exercise, atoms, best, before)
      else {
        refused.insert(best.tree)
        continue
      }
      found.append(suggestion)
      numbers.removeAll { $0.fits(best.values[$0.place]) }
    }
    return found
  }

  // MARK: What explains most

  private func best(
    of candidates: [FormulaCandidates.Candidate], refusing refused: Set<FormulaTree>
  ) -> FormulaCandidates.Candidate? {
    var best: (candidate: FormulaCandidates.Candidate, people: Int)?
    for (number, candidate) in candidates.enumerated() {
      var people: Set<String> = []
      var variants: Set<Int> = []
      for one in numbers where one.fits(candidate.values[one.place]) {
        people.insert(one.answer.person)
        variants.insert(one.place)
      }
      guard people.count >= MistakeSearch.fewestPeople, people.count > best?.people ?? 0,
        variants.count >= min(3, posed.count), !refused.contains(candidate.tree),
        isBeyondChance(candidate, people.count, among: number + 1)
      else { continue }
      best = (candidate, people.count)
    }
    return best?.candidate
  }

  /// Whether so many answers are no coincidence: how often the formula's values fit answers to other
  /// figures tells how many would fit by chance; among as many formulas as are no longer than it, so
  /// many fit with a probability below one in a hundred (Chernoff's bound for the tail of a Poisson
  /// law).
  private func isBeyondChance(
    _ candidate: FormulaCandidates.Candidate, _ people: Int, among count: Int
  ) -> Bool {
    var (pairs, hits) = (0.0, 0.0)
    for one in numbers {
      let own = candidate.values[one.place]
      for (place, value) in candidate.values.enumerated()
      where place != one.place && abs(value - own) > one.reach * abs(own) {
        pairs += 1
        if one.fits(value) { hits += 1 }
      }
    }
    let share = max((hits + 1) / (pairs + 1), 0.002)
    let (mean, number) = (share * Double(numbers.count), Double(people))
    guard number > mean else { return false }
    return number * PortableMath.log(number / mean) - (number - mean)
      > PortableMath.log(Double(count) * 100)
  }

  // MARK: Proving

  /// The suggestion, where grading with it among the mistakes finds it in most of the answers; it
  /// then stands in `exercise`.
  private func suggestion(
    _ text: String, reply: String, in exercise: inout Exercise, _ atoms: FormulaAtoms,
    _ best: FormulaCandidates.Candidate, _ before: Set<String>
  ) -> MistakeSuggestion? {
    let source = Source(name: exercise.source.name, text)
    // A formula that the language reads otherwise is none.
    guard
      let scope = posed.first?.formulaScope,
      let when = try? Expression.parse(source, 0..<text.utf8.count, in: scope)
    else { return nil }
    var longer = exercise
    longer.mistakes.append(Mistake(when: when, reply: Markup(), span: source.whole))
    var people: Set<String> = []
    var variants: Set<Int> = []
    var examples: [String] = []
    var tried = 0
    for one in numbers where one.fits(best.values[one.place]) {
      tried += 1
      // As it was graded before, so it is graded now.
      guard
        let again = try? PosedExercise(longer, one.answer.variant, in: workbook),
        let verdict = try? again.verdict(on: one.answer.text),
        verdict.finding == .mistake(longer.mistakes.count - 1)
      else { continue }
      people.insert(one.answer.person)
      if variants.insert(one.place).inserted, examples.count < 3 {
        let figures = one.answer.variant.figures(of: exercise).joined(separator: ", ")
        examples.append(one.answer.text + (figures.isEmpty ? "" : " for \(figures)"))
      }
    }
    guard people.count >= MistakeSearch.fewestPeople, 2 * people.count >= tried else { return nil }
    let problems = ExerciseProof.problems(of: longer, in: workbook).filter {
      !before.contains($0.message)
    }
    if problems.isEmpty { exercise = longer }
    return MistakeSuggestion(
      formula: text, reply: reply, people: people.count, variants: variants.count,
      examples: examples,
      problems: problems.map { ([$0.message] + $0.notes).joined(separator: " ") })
  }

  /// What may be said: what the formula leaves out, or else what it is.
  private func reply(_ tree: FormulaTree, _ atoms: FormulaAtoms) -> String {
    let right = atoms.answer?.atoms ?? []
    // The same value by another name is neither left out nor added.
    func without(_ some: Set<Int>, _ others: Set<Int>) -> [Int] {
      some.subtracting([FormulaAtoms.one]).filter { one in
        !others.contains { atoms.atoms[$0].column.values == atoms.atoms[one].column.values }
      }.sorted()
    }
    let missing = without(right, tree.atoms).map { atoms.atoms[$0].text }.filter {
      !$0.hasPrefix("(")
    }
    guard without(tree.atoms, right).isEmpty, let last = missing.last else {
      return "That is \(tree.text(atoms.atoms))."
    }
    let list =
      missing.count == 1 ? last : missing.dropLast().joined(separator: ", ") + " and " + last
    return "That leaves out \(list)."
  }
}
