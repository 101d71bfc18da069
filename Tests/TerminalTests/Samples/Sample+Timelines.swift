import Display

extension Sample {
  private static func segments(_ parts: [(Double, Activity)]) -> [Segment] {
    var start = 0.0
    return parts.map { length, activity in
      defer { start += length }
      return Segment(start: start, end: start + length, activity: activity)
    }
  }

  /// Busy stretches of a share of their period.
  private static func bursts(_ count: Int, _ length: Double, _ share: Double) -> [Segment] {
    let period = length / Double(count)
    return (0..<count).flatMap { index in
      let start = Double(index) * period
      return [
        Segment(start: start, end: start + period * share, activity: .busy),
        Segment(start: start + period * share, end: start + period, activity: .idle),
      ]
    }
  }

  static let timelines = [
    Sample(
      "strips",
      [
        .strip(
          Strip(
            name: "Dedicated", length: 24, unit: "h", segments: bursts(4, 24, 0.15),
            caption: "busy 15% of 24 h, idle 85%")),
        .strip(
          Strip(
            name: "Serverless", length: 24, unit: "h",
            segments: segments([
              (1, .off), (0.5, .starting), (3, .busy), (1, .idle), (6, .off), (2, .busy),
            ]),
            caption:
              "paid for 6.5 h of 24 h: 5 h of work, half an hour of starting, an hour of idling")),
        .strip(
          Strip(name: "", length: 24, unit: "h", segments: bursts(1, 24, 1), caption: "always busy")
        ),
        .strip(
          Strip(name: "", length: 1, unit: "s", segments: bursts(1, 1, 0.001), caption: "busy 0.1%")
        ),
        .strip(
          Strip(name: "No time", length: 0, unit: "h", segments: [], caption: "nothing to draw")),
      ]),
    Sample(
      "timelines",
      [
        .timeline(
          Timeline(
            start: 0, end: 60, unit: "s",
            lanes: [
              .init(
                name: "instance 1",
                segments: segments([
                  (2, .off), (8, .starting), (12, .busy), (10, .idle), (8, .busy),
                ])),
              .init(
                name: "2",
                segments: segments([(14, .off), (8, .starting), (3, .busy), (35, .idle)])),
              .init(name: "3", segments: segments([(50, .off), (8, .starting), (2, .busy)])),
            ], arrivals: [2, 3, 3.1, 14, 32, 50, 59.9], caption: "3 cold starts, 7 requests")),
        .timeline(
          Timeline(
            start: 10, end: 10, unit: "s", lanes: [.init(name: "1", segments: [])], arrivals: [10],
            caption: "nothing happened")),
      ]),
  ]
}
