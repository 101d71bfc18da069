import Display

/// The box of a picture: names on the left, what is drawn, numbers below.
struct Frame {
  /// Of the whole picture.
  static let width = 640.0
  /// What a character of the small text takes at most.
  static let character = 7.0

  let left: Double
  let right: Double
  let top: Double
  let bottom: Double

  /// - Parameters:
  ///   - names: what stands on the left.
  ///   - height: of what is drawn.
  init(names: [String], top: Double, height: Double) {
    let longest = Double(min(32, names.map { $0.count }.max() ?? 0))
    left = longest * Frame.character + 8
    right = Frame.width - 24
    self.top = top
    bottom = top + height
  }

  /// The place of a share of the axis below; nil outside of it.
  func x(_ share: Double?) -> Double? {
    share.flatMap { $0 > -1e-9 && $0 < 1 + 1e-9 ? left + $0 * (right - left) : nil }
  }

  /// The place of a share of the axis on the left.
  func y(_ share: Double?) -> Double? {
    share.flatMap { $0 > -1e-9 && $0 < 1 + 1e-9 ? bottom - $0 * (bottom - top) : nil }
  }

  /// The axis below: its line, its numbers and its name, and how far down it reaches.
  func axis(
    _ scale: AxisScale, name: String, text: (String) -> String
  ) -> (elements: [String], bottom: Double) {
    var elements = [SVG.line((left, bottom), (right, bottom), class: "axis")]
    var ticks = scale.ticks(about: 6)
    let longest = Double(ticks.texts.map { text($0).count }.max() ?? 1) * Frame.character
    ticks = scale.ticks(about: max(2, min(8, Int((right - left) / (longest + 24)))))
    for (value, number) in zip(ticks.values, ticks.texts) {
      guard let x = x(scale.share(value)) else { continue }
      elements.append(SVG.line((x, bottom), (x, bottom + 4), class: "axis"))
      elements.append(SVG.text(text(number), at: (x, bottom + 18), .middle))
    }
    guard !name.isEmpty else { return (elements, bottom + 24) }
    elements.append(SVG.text(name, at: ((left + right) / 2, bottom + 36), .middle, class: "name"))
    return (elements, bottom + 42)
  }
}
