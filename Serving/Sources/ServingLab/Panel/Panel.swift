import Display
import Terminal

/// What a platform does, as lines: lanes of its workers over the last minute, latency, money.
struct Panel {
  /// What is said of the platform as a whole.
  let title: String
  /// What is made up or shared, and has to be known to believe the figures.
  let notes: [String]
  let isServerless: Bool
  /// What each worker did, a sign for each second.
  private var history: [Int: [Situation.Doing?]] = [:]
  /// How long each worker had worked at the last look.
  private var worked: [Int: Double] = [:]
  private var ticks = 0
  private static let length = 60

  init(title: String, notes: [String], isServerless: Bool) {
    (self.title, self.notes, self.isServerless) = (title, notes, isServerless)
  }

  /// Takes in a second.
  mutating func add(_ situation: Situation) {
    ticks += 1
    for lane in situation.lanes where history[lane.number] == nil {
      history[lane.number] = [Situation.Doing?](
        repeating: nil, count: min(ticks - 1, Self.length))
    }
    for number in history.keys {
      let lane = situation.lanes.first { $0.number == number }
      // Work is seen however short it was.
      let hasWorked = lane.map { $0.busySeconds > worked[number] ?? 0 } ?? false
      worked[number] = lane?.busySeconds
      history[number]?.append(hasWorked ? .busy : lane?.doing)
      if history[number]?.count ?? 0 > Self.length { history[number]?.removeFirst() }
      // Gone for as long as can be seen.
      if history[number]?.allSatisfy({ $0 == nil }) ?? true { history[number] = nil }
    }
  }

  /// The lines, for a terminal that is `width` wide.
  func lines(_ situation: Situation, width: Int, hasUnicode: Bool) -> [Text] {
    var lines = [Text(title, .heading)]
    let room = max(10, min(Self.length, width - 34))
    for number in history.keys.sorted().suffix(8) {
      let lane = situation.lanes.first { $0.number == number }
      var text = Text(pad("worker \(number)", 11), .name)
      for doing in (history[number] ?? []).suffix(room) { text += Self.sign(doing, hasUnicode) }
      text += Text("  " + Self.words(lane), .muted)
      lines.append(text)
    }
    if history.isEmpty { lines.append(Text("no workers", .muted)) }
    let busy = Self.sign(.busy, hasUnicode).plain
    let idle = Self.sign(.idle, hasUnicode).plain
    let starting = Self.sign(.starting, hasUnicode).plain
    lines.append(
      Text("\(starting) starting  \(busy) busy  \(idle) idle; a sign is a second", .muted))
    lines += figures(situation)
    lines += notes.map { Text($0, .muted) }
    return lines
  }

  /// The same figures without pictures.
  func figures(_ situation: Situation) -> [Text] {
    let s = situation
    func time(_ values: [Double], _ share: Double) -> String {
      Quantile.of(values, share).map { Figures.seconds($0) } ?? "none yet"
    }
    let money = Figures.perMinute
    let minutes = max(s.seconds, 1) / 60
    let rented = "\(s.bill.rented) rented"
    var lines: [Text] = [
      Text("requests   ", .name)
        + Text(
          "\(s.answered) answered, \(s.atWork) at work, \(s.waiting) waiting, "
            + "\(s.refused) refused, \(s.retries) begun again"),
      Text("cold       ", .name)
        + Text(
          s.answered == 0
            ? "none yet" : "\(Figures.percent(Double(s.cold) / Double(max(1, s.answered)))) of them"
        ),
      Text("first token", .name)
        + Text(" p50 \(time(s.firstTokens, 0.5)), p99 \(time(s.firstTokens, 0.99))"),
      Text("latency    ", .name)
        + Text("p50 \(time(s.latencies, 0.5)), p99 \(time(s.latencies, 0.99))"),
    ]
    if s.bill != Situation.Bill(rented: s.bill.rented) {
      lines.append(
        Text("money      ", .name)
          + Text(
            "serverless \(money(s.bill.serverless / minutes))"
              + (isServerless ? "" : " for the work alone") + ", \(rented) "
              + money(s.bill.dedicated / minutes), .value))
    }
    return lines
  }

  private static func sign(_ doing: Situation.Doing?, _ hasUnicode: Bool) -> Text {
    switch doing {
    case nil: Text(" ")
    case .starting: Text(hasUnicode ? "▒" : "s", .warning)
    case .busy: Text(hasUnicode ? "█" : "#", .success)
    case .idle, .leaving: Text(hasUnicode ? "·" : ".", .muted)
    }
  }

  /// What a worker is doing, in words.
  static func words(_ lane: Situation.Lane?) -> String {
    switch lane?.doing {
    case nil: "gone"
    case .starting: "starting"
    case .leaving: "leaving"
    case .idle: "idle"
    case .busy: lane.map { $0.jobs == 1 ? "1 request" : "\($0.jobs) requests" } ?? ""
    }
  }

  private func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }
}
