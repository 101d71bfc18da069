import Display

extension Strip {
  /// The bar to scale, what it shows in words, and its caption.
  var html: String {
    let words = HTML.element(
      "p", HTML.text((name.isEmpty ? "" : name + ": ") + segments.shares(0, length)))
    let caption = caption.isEmpty ? "" : HTML.element("p", caption.html, class: "muted")
    guard length > 0, length.isFinite else { return words + caption }
    let frame = Frame(names: [], top: 2, height: 24)
    let scale = AxisScale(low: 0, high: length)
    let axis = frame.axis(scale, name: unit) { $0 }
    let picture = SVG.picture(
      width: Frame.width, height: axis.bottom, name: name,
      segments.bar(frame, scale, y: frame.top, height: 24) + axis.elements)
    return HTML.element("figure", picture + "\n" + words + caption)
  }
}

extension Timeline {
  /// The lanes or the band to scale, the same in words, and the caption.
  var html: String {
    let notes = notes.last.map { HTML.element("p", HTML.text($0.text + " by then")) } ?? ""
    let caption = caption.isEmpty ? "" : HTML.element("p", caption.html, class: "muted")
    guard end > start, (end - start).isFinite else { return inWords + notes + caption }
    return HTML.element("figure", picture + "\n" + inWords + notes + caption)
  }

  private var inWords: String {
    if !levels.isEmpty { return HTML.element("p", HTML.text(meansOfLevels)) }
    return HTML.element(
      "ul",
      lanes.map {
        HTML.element("li", HTML.text("\($0.name): " + $0.segments.shares(start, end)))
      }.joined())
  }

  private static let lane = 20.0
  private static let bandHeight = 120.0

  private var picture: String {
    let most = AxisNumber.short(mostInstances)
    let hasArrivals = !arrivals.isEmpty
    let frame = Frame(
      names: lanes.map { $0.name } + (levels.isEmpty ? [] : [most]), top: hasArrivals ? 16 : 4,
      height: levels.isEmpty ? Double(max(1, lanes.count)) * Timeline.lane : Timeline.bandHeight)
    let scale = AxisScale(low: start, high: end)
    var elements = hasArrivals ? arrows(frame, scale) : []
    for (index, lane) in lanes.enumerated() {
      let top = frame.top + Double(index) * Timeline.lane
      elements.append(SVG.text(lane.name, at: (frame.left - 6, top + 14), .end))
      elements += lane.segments.bar(frame, scale, y: top + 2, height: Timeline.lane - 4)
    }
    if !levels.isEmpty {
      elements.append(SVG.text(most, at: (frame.left - 6, frame.top + 10), .end))
      elements += band(frame, scale)
    }
    let axis = frame.axis(scale, name: unit) { $0 }
    elements += axis.elements
    var bottom = axis.bottom
    if !notes.isEmpty {
      elements += costs(frame, scale, y: bottom + 12)
      bottom += 18
    }
    let name = lanes.isEmpty ? "instances over time" : "\(lanes.count) lanes over time"
    return SVG.picture(width: Frame.width, height: bottom, name: name, elements)
  }

  /// A tick for each arrival; those at one place are one.
  private func arrows(_ frame: Frame, _ scale: AxisScale) -> [String] {
    var taken = -1.0
    return arrivals.compactMap { arrival in
      guard let x = frame.x(scale.share(arrival)), x - taken >= 0.5 else { return nil }
      taken = x
      return SVG.line((x, frame.top - 12), (x, frame.top - 3), class: "arrival")
    }
  }

  /// What was spent, as far apart as the texts need.
  private func costs(_ frame: Frame, _ scale: AxisScale, y: Double) -> [String] {
    var free = 0.0
    return notes.compactMap { note in
      guard let x = frame.x(scale.share(note.time)) else { return nil }
      let half = Double(note.text.count) * Frame.character / 2
      guard x - half >= free else { return nil }
      free = x + half + Frame.character
      return SVG.text(note.text, at: (min(x, Frame.width - half), y), .middle)
    }
  }

  /// At work below, then being started, then without work.
  private func band(_ frame: Frame, _ scale: AxisScale) -> [String] {
    let most = mostInstances
    guard most > 0 else { return [] }
    func area(
      _ low: (Level) -> Double, _ high: (Level) -> Double, _ activity: Activity
    ) -> String {
      var (top, below): ([(x: Double, y: Double)], [(x: Double, y: Double)]) = ([], [])
      for level in levels {
        guard let a = frame.x(scale.share(max(start, level.start))),
          let b = frame.x(scale.share(min(end, level.end))), a < b,
          let y = frame.y(min(1, high(level) / most)), let base = frame.y(min(1, low(level) / most))
        else { continue }
        top += [(a, y), (b, y)]
        below += [(a, base), (b, base)]
      }
      return top.isEmpty
        ? "" : SVG.path(top + below.reversed(), class: activity.rawValue, isClosed: true)
    }
    return [
      area({ _ in 0 }, { $0.busy }, .busy),
      area({ $0.busy }, { $0.busy + $0.starting }, .starting),
      area({ $0.busy + $0.starting }, { $0.all }, .idle),
    ].filter { !$0.isEmpty }
  }
}

extension [Segment] {
  /// A bar of its activities, told apart by their height as well as by colour. Work is seen however
  /// short it is; what falls on one place with another of its kind is drawn once.
  fileprivate func bar(
    _ frame: Frame, _ scale: AxisScale, y: Double, height: Double
  ) -> [String] {
    let least = 0.5
    var taken: [Activity: Double] = [:]
    return filled(scale.low, scale.high).compactMap { segment in
      guard let share = segment.activity.height, let from = frame.x(scale.share(segment.start)),
        let to = frame.x(scale.share(segment.end)), to - (taken[segment.activity] ?? -1) >= least
      else { return nil }
      taken[segment.activity] = Swift.max(to, from + least)
      return SVG.rectangle(
        x: from, y: y + height * (1 - share), width: Swift.max(least, to - from),
        height: height * share, class: segment.activity.rawValue)
    }
  }
}

extension Activity {
  /// How much of a lane's height it takes; nil for what is not there.
  fileprivate var height: Double? {
    switch self {
    case .busy: 1
    case .starting: 0.6
    case .idle: 0.25
    case .off: nil
    }
  }
}
