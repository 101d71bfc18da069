import Course
import Diagnostics
import Display
import Language
import Quantities
import Workbook

extension LessonPage {
  /// A share of a stretch of time, drawn to scale: busy stretches evenly spread.
  func strip(_ block: StripBlock) -> [Block] {
    do throws(Diagnostic) {
      return [.strip(try picture(of: block))] + display(block.caption)
    } catch {
      return error.display.blocks
    }
  }

  /// A strip as it is drawn.
  /// - Throws: where it is given no share.
  public func picture(of block: StripBlock) throws(Diagnostic) -> Strip {
    guard case .quantity(let share) = try workbook.value(of: block.share),
      share.dimension.isNone
    else {
      throw Diagnostic(.wrongKind, "A strip draws a share.", at: block.share.span)
    }
    var length = Quantity(24, Unit(UnitCatalog.standard.unit(named: "h") ?? .second))
    if let over = block.length, case .quantity(let given) = try workbook.value(of: over) {
      length = given
    }
    return Strip.ofShare(share, length, block.bursts)
  }
}

extension Strip {
  /// - Parameters:
  ///   - share: 0 to 1; anything else is drawn as the nearer end.
  ///   - bursts: into how many equal stretches the busy share is cut.
  fileprivate static func ofShare(_ share: Quantity, _ length: Quantity, _ bursts: Int) -> Strip {
    let busy = min(max(share.base, 0), 1)
    let period = length.magnitude / Double(max(1, bursts))
    var segments: [Segment] = []
    for burst in 0..<max(1, bursts) {
      let start = Double(burst) * period
      let end = start + period
      let middle = start + period * busy
      if busy > 0 { segments.append(Segment(start: start, end: middle, activity: .busy)) }
      if busy < 1 { segments.append(Segment(start: middle, end: end, activity: .idle)) }
    }
    let caption =
      Text("busy \(Quantity(busy * 100, .percent).text) of \(length.text)")
      + Text(", idle \(Quantity(100 - busy * 100, .percent).text)")
    return Strip(
      name: "", length: length.magnitude, unit: length.unit.text, segments: segments,
      caption: caption)
  }
}
