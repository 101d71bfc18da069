import Answers
import Course
import Diagnostics
import Display
import Language
import Presentation
import Quantities
import Workbook

/// Something that is guessed before it is shown. It is asked once.
struct GuessQuestion {
  let block: PredictBlock
  /// Whether a guess was given, or it was shown.
  private(set) var isOver: Bool

  init(_ block: PredictBlock, isOver: Bool = false) {
    self.block = block
    self.isOver = isOver
  }

  /// Takes an expression as a guess.
  /// - Returns: nil for bindings, questions and functions, and for what reads cells: those are lines
  ///   like any other.
  mutating func answer(_ line: String, on page: LessonPage) -> Turn? {
    let (asked, frame) = page.asked(block.guess)
    let workbook = asked.workbook
    do throws(Diagnostic) {
      let prediction = try Prediction(of: block.guess, in: workbook)
      guard let guess = try prediction.read(line, in: workbook) else { return nil }
      isOver = true
      return Turn(
        frame + (try told(prediction, guess: guess, in: workbook)), attempt: (.predict, line))
    } catch {
      return Turn(error)
    }
  }

  /// Shows what it comes to.
  mutating func reveal(on page: LessonPage) -> Turn {
    isOver = true
    do throws(Diagnostic) {
      let (asked, frame) = page.asked(block.guess)
      let prediction = try Prediction(of: block.guess, in: asked.workbook)
      return Turn(frame + (try told(prediction, guess: nil, in: asked.workbook)))
    } catch {
      return Turn(error)
    }
  }

  /// What it comes to, and how a guess compares.
  private func told(
    _ prediction: Prediction, guess: Value?, in workbook: Workbook
  ) throws(Diagnostic) -> [Block] {
    let settings = try settings(in: workbook)
    let condition = settings.isEmpty ? "" : "With \(settings.joined(separator: ", ")): "
    var lines = [Text(condition, .muted) + prediction.told(hasSettings: !settings.isEmpty)]
    if let guess { lines.append(verdict(guess, prediction)) }
    let unchanged = block.guess.bindings.isEmpty ? "" : "Nothing was changed. "
    return [.lines(lines), .remark(unchanged + "Enter goes on.")]
  }

  /// What the question sets to another value than it has now, as the workbook writes it.
  private func settings(in workbook: Workbook) throws(Diagnostic) -> [String] {
    var other = workbook
    var lines: [String] = []
    for binding in block.guess.bindings {
      let before = workbook.cell(named: binding.target.text)?.value
      _ = try other.set(binding)
      guard let after = other.cell(named: binding.target.text)?.value, after != before else {
        continue
      }
      lines.append("\(binding.target.text) = \(after.text)")
    }
    return lines
  }

  /// As good as right within what a guess in an exercise may be off, near within a quarter; else
  /// whether at least the direction was right.
  private func verdict(_ guess: Value, _ prediction: Prediction) -> Text {
    let said = Text("You said ", .muted) + Text(guess.text, .value) + Text(": ", .muted)
    guard case .quantity(let guess) = guess, case .quantity(let after) = prediction.after else {
      return said
        + (guess == prediction.after ? Text("right.", .success) : Text("not so.", .warning))
    }
    let error =
      after.base == 0
      ? abs(guess.base) : abs(guess.base - after.base) / abs(after.base)
    if guess.text == after.text || error < 1e-9 { return said + Text("exactly right.", .success) }
    if error <= Exercise.usualGuessTolerance.base {
      return said + Text("as good as right.", .success)
    }
    if Prediction.isOffBySign(guess, from: after) {
      return said + Text("right but for its sign.", .success)
    }
    let off = percentOff(guess, after)
    if error <= 0.25 {
      let share = Quantity((error * 100).rounded(), .percent).text
      return said
        + Text("near, \(share) too \(guess.base > after.base ? "high" : "low").", .success)
    }
    return switch prediction.direction(of: guess) {
    case nil: said + Text("\(off).", .warning)
    case .right: said + Text("the right direction, but \(off).", .warning)
    case .opposite: said + Text("it goes the other way; \(off).", .warning)
    case .unchanged: said + Text("it does not stay as it is.", .warning)
    }
  }

  private func percentOff(_ guess: Quantity, _ after: Quantity) -> String {
    guard after.base != 0, guess.base != 0, (guess.base > 0) == (after.base > 0) else {
      return "far off"
    }
    let ratio = guess.base / after.base
    let factor = ratio >= 1 ? ratio : 1 / ratio
    // 1,134.4 times is no more than 1,134 times.
    let text = numberText(factor >= 10 ? factor.rounded() : (factor * 10).rounded() / 10)
    return ratio >= 1 ? "\(text) times too high" : "\(text) times too low"
  }
}
