import Display
import TestSupport
import Testing

@testable import Terminal

/// What holds for anything that is drawn, on displays as hostile as random makes them.
@Suite("Drawing anything")
struct DrawingPropertyTests {
  static let styles = [20, 37, 60, 100].flatMap { width in
    [
      Style(width: width, hasColor: true), Style(width: width, hasUnicode: false),
      Style(width: width, height: 5, isPlain: true),
    ]
  }

  @Test("keeps to the width, leaves no control character and never traps", arguments: 0..<10)
  func properties(batch: Int) {
    for seed in batch * 30..<(batch + 1) * 30 {
      var random = RandomDisplay(seed: UInt64(seed))
      let display = random.display()
      for style in DrawingPropertyTests.styles {
        for line in display.drawnLines(style) {
          let text = Escapes.removed(from: line)
          guard let text else {
            Issue.record(
              "seed \(seed), width \(style.width): a foreign escape in \(line.debugDescription)")
            continue
          }
          check(text, style, seed)
        }
      }
    }
  }

  private func check(_ text: String, _ style: Style, _ seed: Int) {
    if text.columns > style.width {
      Issue.record("seed \(seed): \(text.columns) columns of \(style.width): \(text)")
    }
    let isFine = text.unicodeScalars.allSatisfy { scalar in
      switch scalar.value {
      case 0..<32, 127...159, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069, 0x200E, 0x200F:
        false
      default: style.hasUnicode || scalar.isASCII
      }
    }
    if !isFine { Issue.record("seed \(seed): a forbidden character in \(text.debugDescription)") }
    if text.last == " " { Issue.record("seed \(seed): a space at the end of “\(text)”") }
  }

  @Test("A strip's cells are true to its shares", arguments: 0..<20)
  func stripShares(batch: Int) {
    for seed in batch * 50..<(batch + 1) * 50 {
      var random = SplitMix64(seed: UInt64(seed))
      var segments: [Segment] = []
      var time = 0.0
      let kinds = Array(Activity.allCases.prefix(Int.random(in: 2...4, using: &random)))
      for _ in 0..<Int.random(in: 2...30, using: &random) {
        let length = Double.random(in: 0.01...10, using: &random)
        let activity = kinds[Int.random(in: 0..<kinds.count, using: &random)]
        segments.append(Segment(start: time, end: time + length, activity: activity))
        time += length
      }
      let count = Int.random(in: 12...72, using: &random)
      let cells = StripCells(segments, length: time, count: count).cells
      #expect(cells.count == count, "seed \(seed)")
      let tolerance = kinds.count == 2 ? 0.5 : 1
      for activity in kinds {
        let share = segments.filter { $0.activity == activity }.reduce(0) { $0 + $1.end - $1.start }
        let exact = share / time * Double(count)
        let slivers = cells.filter { if case .sliver = $0 { true } else { false } }.count
        let drawn = cells.filter { $0 == .full(activity) }.count
        #expect(
          abs(Double(drawn) - exact) <= tolerance + Double(slivers) + 1e-9,
          "seed \(seed): \(activity) \(drawn) cells for \(exact)")
      }
    }
  }

  @Test("An axis's numbers are round, in order and all different", arguments: 0..<10)
  func ticks(batch: Int) {
    for seed in batch * 100..<(batch + 1) * 100 {
      var random = SplitMix64(seed: UInt64(seed))
      let size = pow10(Int.random(in: -12...14, using: &random))
      let low = Double.random(in: -1...1, using: &random) * size
      let high = low + Double.random(in: 0.01...1, using: &random) * size
      let count = Int.random(in: 2...10, using: &random)
      let ticks = AxisScale(low: low, high: high).ticks(about: count)
      #expect(ticks.values == ticks.values.sorted(), "seed \(seed)")
      #expect(Set(ticks.texts).count == ticks.texts.count, "seed \(seed): \(ticks.texts)")
      #expect(
        ticks.values.allSatisfy { $0 >= low - size * 1e-9 && $0 <= high + size * 1e-9 },
        "seed \(seed): \(ticks.values) for \(low) to \(high)")
      #expect((1...count * 2 + 2).contains(ticks.values.count), "seed \(seed): \(ticks.texts)")
    }
  }

  private func pow10(_ power: Int) -> Double {
    Double("1e\(power)") ?? 1
  }
}

/// The escape sequences that drawing may use.
enum Escapes {
  /// The text without colours and links; nil where it holds any other sequence.
  static func removed(from line: String) -> String? {
    // Bytes, for an accent that follows a sequence makes one character with its end.
    var rest = Array(line.utf8)[...]
    var result: [UInt8] = []
    while let first = rest.first {
      guard first == 0x1B else {
        result.append(first)
        rest = rest.dropFirst()
        continue
      }
      guard let end = color(rest) ?? link(rest) else { return nil }
      rest = rest[end...]
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Where `ESC [ digits m` ends.
  private static func color(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes.starts(with: Array("\u{1B}[".utf8)) else { return nil }
    let digits = bytes.dropFirst(2).prefix { (0x30...0x3B).contains($0) }
    return digits.endIndex < bytes.endIndex && bytes[digits.endIndex] == UInt8(ascii: "m")
      ? digits.endIndex + 1 : nil
  }

  /// Where `ESC ] 8 ; ; address ESC \` ends.
  private static func link(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes.starts(with: Array("\u{1B}]8;;".utf8)) else { return nil }
    let address = bytes.dropFirst(5).prefix { $0 > 32 && $0 < 127 }
    return bytes[address.endIndex...].starts(with: Array("\u{1B}\\".utf8))
      ? address.endIndex + 2 : nil
  }
}

/// Figures in narrow columns.
@Suite struct NarrowFigureTests {
  /// A number is never cut, at whatever width there is room for it; its unit may go to the next line.
  @Test(arguments: ["1,000,000 requests/month", "480.1 tokens/s", "$12,000.50/month"])
  func numbersStayWhole(_ figure: String) {
    let number = figure.prefix { $0 != " " && $0 != "/" }
    for width in 24...70 {
      let rows = [
        [Text("requests", .name), Text(figure, .value), Text("requests that come, in a sentence")],
        [Text("price", .name), Text("$2/h", .value), Text("what one hour of the machine costs")],
      ]
      let lines = Display([.table(Table(rows: rows, alignments: [], style: .bare))])
        .drawnLines(Style(width: width))
      #expect(lines.contains { $0.contains(number) }, "\(width): \(lines)")
    }
  }
}
