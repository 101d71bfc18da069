import Display
import Quantities

extension ShareStrip {
  /// The strip as it is drawn.
  var drawing: Strip {
    let segments = spans.map { span in
      Segment(start: span.start, end: span.end, activity: span.isBusy ? .busy : .idle)
    }
    let caption =
      Text("busy \(Quantity(busy * 100, .percent).text) of \(length.text)")
      + Text(", idle \(Quantity(100 - busy * 100, .percent).text)")
    return Strip(
      name: "", length: length.magnitude, unit: length.unit.text, segments: segments,
      caption: caption)
  }
}
