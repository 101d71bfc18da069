import Basics
import Diagnostics
import Language
import Quantities

/// Encloses every place of a range at which two formulas can meet: boxes of the range in which they
/// cannot are dropped, others are cut in two, until what is left is proved or too small to cut.
struct RootSearch {
  /// What was found in a box, in the order of the range.
  enum Find {
    /// The formulas meet here, once, and rise or fall against each other all around.
    case root(Double)
    /// They are the same all the way, to twelve digits.
    case stretch(Double, Double)
    /// Too small to be cut, or too noisy: neither proved nor excluded.
    case cluster(Double, Double)
    /// Not looked at: there was too much work.
    case unsettled(Double, Double)

    var ends: (low: Double, high: Double) {
      switch self {
      case .root(let x): (x, x)
      case .stretch(let low, let high), .cluster(let low, let high),
        .unsettled(let low, let high):
        (low, high)
      }
    }
  }

  private enum Verdict {
    case excluded
    case found(Find)
    case cut
  }

  /// How many boxes are looked at.
  static let mostBoxes = 12_000

  var equation: Equation
  let cells: MovingCells
  let range: Interval
  /// Whether places without a value are told apart, too, as an inequality needs it.
  let tellsUndefined: Bool
  private(set) var finds: [Find] = []
  /// Below this a number is as good as zero.
  let grain: Double

  init(
    _ equation: Equation, _ cells: MovingCells, _ range: Interval, tellsUndefined: Bool
  ) throws(Diagnostic) {
    self.equation = equation
    self.cells = cells
    self.range = range
    self.tellsUndefined = tellsUndefined
    grain = range.largest * 1e-24
    // All boxes of one size before the next, so that one difficult place hides no other.
    var boxes = [range]
    var left = RootSearch.mostBoxes
    while !boxes.isEmpty {
      left -= boxes.count
      guard left > 0 else {
        finds += boxes.map { .unsettled($0.low, $0.high) }
        break
      }
      var halves: [Interval] = []
      for box in boxes {
        switch try look(box) {
        case .excluded: break
        case .found(let find): finds.append(find)
        case .cut:
          let middle = cut(box)
          guard middle > box.low, middle < box.high else {
            finds.append(.cluster(box.low, box.high))
            continue
          }
          halves += [Interval(box.low, middle), Interval(middle, box.high)]
        }
      }
      boxes = halves
    }
    let found = finds.sorted { ($0.ends.low, $0.ends.high) < ($1.ends.low, $1.ends.high) }
    finds = []
    for find in found { add(find) }
  }

  /// Puts a find behind the others, or together with the last one where they touch.
  private mutating func add(_ find: Find) {
    if let last = finds.last, last.ends.high >= find.ends.low {
      let joint = (low: last.ends.low, high: find.ends.high)
      switch (last, find) {
      case (.stretch, .stretch): finds[finds.count - 1] = .stretch(joint.low, joint.high)
      case (.unsettled, _), (_, .unsettled):
        finds[finds.count - 1] = .unsettled(joint.low, joint.high)
      case (.cluster, .cluster): finds[finds.count - 1] = .cluster(joint.low, joint.high)
      // The same root, from both of its sides.
      case (.root(let a), .root(let b)) where a.isSame(as: b): break
      default: finds.append(find)
      }
    } else {
      finds.append(find)
    }
  }

  /// Where a box is cut: at zero, by ratio where it spans decades, else in the middle.
  private func cut(_ box: Interval) -> Double {
    if box.low < 0, box.high > 0 { return 0 }
    if box.low == 0 { return box.high / 4096 }
    if box.high == 0 { return box.low / 4096 }
    return Equation.between(box.low, box.high)
  }

  private func isTiny(_ box: Interval) -> Bool {
    box.largest <= grain || box.width <= box.largest * 1e-14
  }

  // MARK: One box

  private mutating func look(_ box: Interval) throws(Diagnostic) -> Verdict {
    let gap: MovingCells.Gap
    do throws(EnclosureProblem) {
      gap = try cells.gap(over: box)
    } catch {
      return error == .nowhere ? .excluded : isTiny(box) ? .found(cluster(box)) : .cut
    }
    let enclosure = gap.enclosure
    var values = enclosure.range
    let isSmooth = enclosure.isDefined && enclosure.isContinuous
    var noise = 0.0
    if isSmooth, let narrower = narrowed(enclosure, box, { cells.knownGap(over: $0) }) {
      (values, noise) = narrower
    }
    if isSmooth, values.contains(0), let cleared = cells.clearedGap(over: box),
      let narrower = narrowed(cleared, box, { cells.clearedGap(over: $0) }),
      !narrower.values.contains(0)
    {
      return .excluded
    }
    let isExcluded = enclosure.isNonzero || !values.contains(0)
    if isExcluded, enclosure.isDefined || !tellsUndefined { return .excluded }
    if !isExcluded, enclosure.isDefined, values.largest <= 1e-12 * gap.size || values == .zero {
      return .found(.stretch(box.low, box.high))
    }
    if isSmooth, !enclosure.slope.contains(0), let found = try crossing(box) { return found }
    if isTiny(box) || noise > 0 && values.width <= 4 * noise { return .found(cluster(box)) }
    return .cut
  }

  /// What is in the middle and how steeply it goes from there often tells more of the values; with how
  /// much of them is rounding.
  private func narrowed(
    _ enclosure: Enclosure, _ box: Interval, _ gap: (Interval) -> Enclosure?
  ) -> (values: Interval, noise: Double)? {
    let middle = Equation.between(box.low, box.high)
    guard enclosure.isDefined, enclosure.isContinuous, enclosure.slope.isFinite,
      let there = gap(Interval(middle))
    else { return nil }
    let reach = there.range + enclosure.slope * (box - Interval(middle))
    return (
      enclosure.range.intersection(reach) ?? enclosure.range,
      there.range.contains(0) ? there.range.width : 0
    )
  }

  private func cluster(_ box: Interval) -> Find { .cluster(box.low, box.high) }

  /// The one root of a box in which the gap rises or falls all the way; nil where its ends do not
  /// tell.
  private mutating func crossing(_ box: Interval) throws(Diagnostic) -> Verdict? {
    guard let low = sign(at: box.low), let high = sign(at: box.high) else { return nil }
    if low != 0, high != 0 {
      guard low != high else { return .excluded }
      return .found(try root(box.low, box.high))
    }
    // The root is at an end, or too close to it to tell: a little to both sides the signs do.
    let end = low == 0 ? box.low : box.high
    if let there = cells.knownGap(over: Interval(end)), there.range == .zero {
      return .found(.root(end))
    }
    for share in [1e-14, 1e-12, 1e-10] {
      let pad = max(abs(end) * share, grain)
      let around = Interval(end - pad, end + pad)
      guard let gap = cells.knownGap(over: around), gap.isDefined, gap.isContinuous,
        !gap.slope.contains(0), let first = sign(at: around.low), let last = sign(at: around.high),
        first * last < 0
      else { continue }
      return .found(.root(try tidied(end)))
    }
    return nil
  }

  /// The sign of the gap at a place, 0 where it is too close to zero to tell; nil without a value.
  func sign(at x: Double) -> Int? {
    guard let gap = cells.knownGap(over: Interval(x)), gap.isDefined else { return nil }
    return gap.range.low > 0 ? 1 : gap.range.high < 0 ? -1 : 0
  }

  /// The root between two places at which the gap has different signs. Where there is none among
  /// numbers, as beyond the least of them, it is not proved but not excluded either.
  mutating func root(_ low: Double, _ high: Double) throws(Diagnostic) -> Find {
    let isBelow = sign(at: low).map { $0 < 0 } ?? true
    let ends = try equation.boundary(low, high) { ($0.difference < 0) == isBelow }
    guard let inside = try equation.sides(at: ends.inside).sides,
      let outside = try equation.sides(at: ends.outside).sides
    else {
      return .cluster(min(ends.inside, ends.outside), max(ends.inside, ends.outside))
    }
    let isOutside = abs(outside.difference) <= abs(inside.difference)
    let (x, sides) = isOutside ? (ends.outside, outside) : (ends.inside, inside)
    // Between nothing and the least number lies no other.
    if x == 0 || abs(x) < .leastNormalMagnitude, sides.gap != 0 {
      return .cluster(min(ends.inside, ends.outside), max(ends.inside, ends.outside))
    }
    return .root(try tidied(x))
  }

  /// The end of a stretch in the fewest digits; whether it belongs to the stretch does not matter.
  mutating func tidiedEnd(_ x: Double) throws(Diagnostic) -> Double {
    abs(x) <= grain ? 0 : try tidied(x, within: 4e-12)
  }

  /// The same number in the fewest digits that mean it: 2, not 1.9999999999999998.
  /// - Parameter share: how far off it may be where both sides are still the same.
  mutating func tidied(_ x: Double, within share: Double = 1e-13) throws(Diagnostic) -> Double {
    if abs(x) <= grain, range.contains(0), try equation.gap(at: 0) == 0 { return 0 }
    for digits in 1...16 {
      let short = x.rounded(toDigits: digits)
      guard range.contains(short) else { continue }
      if abs(short - x) <= 4 * x.ulp { return short }
      guard abs(short - x) <= share * abs(x) else { continue }
      if try equation.gap(at: short) == 0 { return short }
    }
    return x
  }
}

extension Double {
  /// The nearest number with so many significant digits, as it would be read.
  func rounded(toDigits digits: Int) -> Double {
    let text = numberText(self, significant: digits)
    var plain = ""
    for character in text where character != "," { plain.append(character) }
    return Double(plain) ?? self
  }
}
