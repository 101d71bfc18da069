import Display
import Language

extension Value {
  /// The value by itself: a record as a table of its fields.
  public var display: Display {
    guard case .record(let record) = self else {
      return Display([.paragraph(Text(text, .value))])
    }
    return record.display
  }
}
