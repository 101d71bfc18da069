/// The elements of which pictures are made. Lengths are in the units of the picture's own box.
enum SVG {
  /// A picture with a name for those who do not see it.
  static func picture(width: Double, height: Double, name: String, _ inner: [String]) -> String {
    "<svg viewBox=\"0 0 \(number(width)) \(number(height))\" role=\"img\" "
      + "aria-label=\"\(HTML.text(name))\">\n\(inner.joined(separator: "\n"))\n</svg>"
  }

  static func rectangle(
    x: Double, y: Double, width: Double, height: Double, class kind: String
  ) -> String {
    "<rect x=\"\(number(x))\" y=\"\(number(y))\" width=\"\(number(max(0, width)))\" "
      + "height=\"\(number(max(0, height)))\" class=\"\(kind)\"/>"
  }

  static func line(
    _ from: (x: Double, y: Double), _ to: (x: Double, y: Double), class kind: String
  ) -> String {
    "<line x1=\"\(number(from.x))\" y1=\"\(number(from.y))\" x2=\"\(number(to.x))\" "
      + "y2=\"\(number(to.y))\" class=\"\(kind)\"/>"
  }

  static func circle(_ center: (x: Double, y: Double), radius: Double, class kind: String) -> String
  {
    "<circle cx=\"\(number(center.x))\" cy=\"\(number(center.y))\" r=\"\(number(radius))\" "
      + "class=\"\(kind)\"/>"
  }

  /// A curve through points, or the outline of an area.
  static func path(
    _ points: [(x: Double, y: Double)], class kind: String, isClosed: Bool = false
  ) -> String {
    let places = points.map { "\(number($0.x)),\(number($0.y))" }.joined(separator: " ")
    return "<\(isClosed ? "polygon" : "polyline") points=\"\(places)\" class=\"\(kind)\"/>"
  }

  /// Where a text's place is along its line.
  enum Anchor: String { case start, middle, end }

  static func text(
    _ text: String, at place: (x: Double, y: Double), _ anchor: Anchor = .start,
    class kind: String = ""
  ) -> String {
    "<text x=\"\(number(place.x))\" y=\"\(number(place.y))\" text-anchor=\"\(anchor.rawValue)\""
      + (kind.isEmpty ? "" : " class=\"\(kind)\"") + ">\(HTML.text(text))</text>"
  }

  /// A hundredth is finer than anybody sees.
  private static func number(_ value: Double) -> String {
    guard value.isFinite else { return "0" }
    let hundredths = Int((min(1e6, max(-1e6, value)) * 100).rounded())
    let size = abs(hundredths)
    let (whole, rest) = (size / 100, size % 100)
    let fraction =
      rest == 0 ? "" : rest % 10 == 0 ? ".\(rest / 10)" : rest < 10 ? ".0\(rest)" : ".\(rest)"
    return (hundredths < 0 ? "-" : "") + "\(whole)" + fraction
  }
}
