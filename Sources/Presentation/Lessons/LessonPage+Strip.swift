import Course
import Diagnostics
import Display
import Language
import Quantities
import Workbook

extension LessonPage {
  /// A share of a stretch of time, drawn to scale.
  func drawing(of block: StripBlock) -> [Block] {
    do throws(Diagnostic) {
      return [.strip(try strip(block).drawing)]
    } catch {
      return error.display.blocks
    }
  }

  /// What a strip draws.
  /// - Throws: where it is given no share.
  public func strip(_ block: StripBlock) throws(Diagnostic) -> ShareStrip {
    // Of what is uncertain the value in the middle is drawn.
    guard let share = try workbook.value(of: block.share).amount?.typical, share.dimension.isNone
    else {
      throw Diagnostic(.wrongKind, "A strip draws a share.", at: block.share.span)
    }
    var length = Quantity(24, Unit(UnitCatalog.standard.unit(named: "h") ?? .second))
    if let over = block.length, let given = try workbook.value(of: over).amount?.typical {
      length = given
    }
    return ShareStrip(share: share, length: length, bursts: block.bursts)
  }
}
