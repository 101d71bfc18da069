import Diagnostics
import Language
import Quantities

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The values a cell goes through.
struct SweepRange {
  let index: Int
  let low: Quantity
  let high: Quantity
  let step: Quantity?
  let isLogarithmic: Bool
  /// What the cell is now.
  let current: Quantity

  static let mostPoints = 10_000

  /// Evenly spread values, evenly by ratio on a logarithmic range; the ends are exact.
  func values(_ count: Int) -> [Quantity] {
    (0..<count).map { position in
      if position == 0 { return low }
      if position == count - 1 { return high }
      let share = Double(position) / Double(count - 1)
      let magnitude =
        isLogarithmic
        ? low.magnitude * pow(high.magnitude / low.magnitude, share)
        : low.magnitude + (high.magnitude - low.magnitude) * share
      return Quantity(magnitude, low.unit)
    }
  }

  /// The values of a table: by the step where one was given, else eleven.
  func steps() -> [Quantity] {
    guard let step else { return values(11).map(SweepRange.tidied) }
    let count = Int(((high.magnitude - low.magnitude) / step.magnitude + 1e-9).rounded(.down))
    return (0...max(0, count)).map {
      Quantity(low.magnitude + Double($0) * step.magnitude, low.unit)
    }
  }

  /// The same to twelve digits, so that 0.30000000000000004 reads 0.3.
  private static func tidied(_ quantity: Quantity) -> Quantity {
    guard quantity.magnitude != 0 else { return quantity }
    let scale = pow(10, 11 - floor(log10(abs(quantity.magnitude))))
    let tidy = (quantity.magnitude * scale).rounded() / scale
    return tidy.isFinite ? Quantity(tidy, quantity.unit) : quantity
  }
}

extension Workbook {
  /// Reads `over NAME from A to B step S log`; without ends it is the parameter's own range.
  func range(_ sweep: Question.Sweep) throws(Diagnostic) -> SweepRange {
    let (index, current) = try variable(sweep.target)
    let cell = state.cells[index]
    var low = cell.low
    var high = cell.high
    if let written = sweep.low { low = try end(written, of: index) }
    if let written = sweep.high { high = try end(written, of: index) }
    guard var low, var high else {
      throw Diagnostic(.badRange, "From where to where?", at: sweep.target.span.end)
        .label("\(sweep.target.text) has no range of its own")
        .try(sweep.target.span.replaced(with: "\(sweep.target.text) from \(around(current))"))
    }
    let span =
      sweep.low.map { $0.span.joined(to: sweep.high?.span ?? $0.span) } ?? sweep.target.span
    if low.magnitude > high.magnitude { swap(&low, &high) }
    guard low.magnitude < high.magnitude, (high.magnitude - low.magnitude).isFinite else {
      throw Diagnostic(.badRange, "The range has no extent.", at: span)
        .label("both ends are \(low.text)")
    }
    guard !sweep.isLogarithmic || low.magnitude > 0 else {
      throw Diagnostic(.badRange, "A log range starts above zero.", at: span)
        .label("starts at \(low.text)")
    }
    let step = try sweep.step.map { written throws(Diagnostic) -> Quantity in
      let step = try end(written, of: index)
      guard step.magnitude > 0 else {
        throw Diagnostic(.badRange, "A step is above zero.", at: written.span)
      }
      guard (high.magnitude - low.magnitude) / step.magnitude < Double(SweepRange.mostPoints) else {
        throw Diagnostic(.tooMuchWork, "That makes more than 10,000 points.", at: written.span)
          .label("too small a step")
          .try(
            written.span.replaced(
              with: Quantity((high.magnitude - low.magnitude) / 100, step.unit).text))
      }
      return step
    }
    return SweepRange(
      index: index, low: low, high: high, step: step, isLogarithmic: sweep.isLogarithmic,
      current: current)
  }

  /// A range to try where there is none: the present value to its double.
  private func around(_ current: Quantity) -> String {
    let high = current.magnitude == 0 ? 1 : current.magnitude * 2
    return "\(current.text) to \(Quantity(high, current.unit).text)"
  }
}
