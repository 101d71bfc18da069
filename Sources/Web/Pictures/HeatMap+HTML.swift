import Display

extension HeatMap {
  /// The shades, the same in words, and the caption.
  var html: String {
    let words = HTML.element(
      "ul", sentences.map { HTML.element("li", HTML.text($0)) }.joined())
    let caption = caption.isEmpty ? "" : HTML.element("p", caption.html, class: "muted")
    guard !rows.isEmpty, !columns.isEmpty else { return words + caption }
    return HTML.element("figure", picture + "\n" + words + caption)
  }

  private static let height = 20.0

  private var picture: String {
    let frame = Frame(
      names: rows.map { $0.name }, top: 4, height: Double(rows.count) * HeatMap.height)
    let width = min(40, (frame.right - frame.left) / Double(columns.count))
    var elements: [String] = []
    for (index, row) in rows.enumerated() {
      let top = frame.top + Double(index) * HeatMap.height
      elements.append(SVG.text(row.name, at: (frame.left - 6, top + 14), .end))
      for (column, share) in row.shares.prefix(columns.count).enumerated() {
        elements.append(
          SVG.rectangle(
            x: frame.left + Double(column) * width, y: top, width: width,
            height: HeatMap.height, class: "shade-\(Shade(share).rawValue)"))
      }
    }
    // Numbers, or names that stand aslant no picture: they are in the words below.
    let every = max(1, Int((24 / width).rounded(.up)))
    for column in stride(from: 0, to: columns.count, by: every) {
      let number = (firstNumber ?? 1).addingReportingOverflow(column).partialValue
      elements.append(
        SVG.text(
          "\(number)", at: (frame.left + (Double(column) + 0.5) * width, frame.bottom + 16),
          .middle))
    }
    let legend =
      firstNumber == nil
      ? "\n"
        + HTML.element(
          "p",
          HTML.text(
            columns.enumerated().map { "\($0 + 1) \($1)" }.joined(separator: ", ")), class: "muted")
      : ""
    return SVG.picture(
      width: Frame.width, height: frame.bottom + 24,
      name: "\(rows.count) rows of \(columns.count) shades", elements) + legend
  }
}
