import Display
import TestSupport

/// Makes displays that no sensible program would: hostile text, ragged tables, impossible numbers.
struct RandomDisplay {
  var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  mutating func display() -> Display {
    Display((0..<int(1...4)).map { _ in block(depth: 0) })
  }

  private mutating func int(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &random)
  }

  private mutating func chance(_ percent: Int) -> Bool { int(1...100) <= percent }

  private mutating func pick<T>(_ choices: [T]) -> T { choices[int(0...choices.count - 1)] }

  // MARK: Text

  private static let pieces = [
    "a", "word", "utilization", "a_name_with_many_parts_in_it", "$27.78/gpu·h", " ", "  ", "\t",
    "\n", "\r\n", "\r", "\u{1B}[2J", "\u{1B}]0;title\u{7}", "\u{9B}31m", "\u{0}", "\u{7F}",
    "\u{85}",
    "\u{202E}", "\u{2066}", "\u{200F}", "\u{2028}", "\u{FEFF}", "\u{200B}", "图形处理", "，", "（", "é",
    "e\u{301}", "\u{301}", "👩‍💻", "🇩🇪", "☁️", "→", "…", "│", "─", "한국어", "\u{AD}", "\u{A0}", ".", ",",
    "https://example.org/" + String(repeating: "long/", count: 30),
    String(repeating: "x", count: 120), String(repeating: " ", count: 120), "ß", "\u{10FFFF}",
  ]

  private mutating func string() -> String {
    (0..<int(0...8)).map { _ in pick(RandomDisplay.pieces) }.joined()
  }

  private mutating func text() -> Text {
    Text((0..<int(0...5)).map { _ in Span(string(), role()) })
  }

  private mutating func role() -> Role {
    chance(10)
      ? .link(pick(["https://a.example/" + string(), "#place", string(), "http://x\u{1B}\\y"]))
      : pick([
        .plain, .emphasis, .strong, .code, .name, .value, .muted, .heading, .success, .failure,
        .warning, .input,
      ])
  }

  // MARK: Numbers

  private mutating func number() -> Double {
    switch int(0...9) {
    case 0: pick([.nan, .infinity, -.infinity, 0, -0.0])
    case 1: pick([1e308, -1e308, .leastNonzeroMagnitude, 1e-300, .greatestFiniteMagnitude])
    case 2: Double(int(-5...5))
    default: Double.random(in: -100...1000, using: &random)
    }
  }

  // MARK: Blocks

  private mutating func block(depth: Int) -> Block {
    let inner = depth < 12
    switch int(0...(inner ? 18 : 11)) {
    case 0, 1: return .paragraph(text())
    case 2: return .heading(text(), level: int(-1...7))
    case 3: return .code(string() + "\n" + string(), language: string())
    case 4: return .table(table())
    case 5: return .rule
    case 6: return .plot(plot())
    case 7:
      return .strip(
        Strip(
          name: string(), length: number(), unit: string(), segments: segments(), caption: text()))
    case 8: return .timeline(timeline())
    case 9: return .snippet(snippet())
    case 10: return .lines((0..<int(0...3)).map { _ in text() })
    case 11: return .table(table())
    case 17: return .slider(slider())
    case 18: return .heatMap(heatMap())
    case 12, 13:
      let items = (0..<int(0...3)).map { _ in blocks(depth) }
      return .list(items, start: chance(50) ? nil : pick([0, 1, 99, Int.max, Int.min]))
    case 14, 15: return .quote(blocks(depth))
    default:
      return .note(
        Note(
          pick([.note, .warning, .source, .success, .failure]), title: text(),
          blocks: blocks(depth)))
    }
  }

  private mutating func blocks(_ depth: Int) -> [Block] {
    (0..<int(0...2)).map { _ in block(depth: depth + 1) }
  }

  private mutating func table() -> Table {
    Table(
      header: chance(50) ? (0..<int(0...5)).map { _ in text() } : [],
      rows: (0..<int(0...4)).map { _ in (0..<int(0...(chance(5) ? 40 : 6))).map { _ in text() } },
      alignments: (0..<int(0...3)).map { _ in pick([.leading, .trailing, .center]) },
      style: chance(50) ? .bare : .ruled)
  }

  private mutating func heatMap() -> HeatMap {
    HeatMap(
      rows: (0..<int(0...6)).map { _ in
        HeatMap.Row(name: string(), shares: (0..<int(0...60)).map { _ in number() })
      }, columns: (0..<int(0...60)).map { _ in string() },
      firstNumber: chance(50) ? pick([0, 1, 99, Int.max, Int.min]) : nil, caption: text())
  }

  private mutating func snippet() -> Snippet {
    let low = int(-5...200)
    return Snippet(
      origin: chance(50) ? string() : nil, lineNumber: chance(50) ? pick([1, 88, Int.max]) : nil,
      line: string() + string(), marked: low..<low + int(0...80), label: string())
  }

  private mutating func segments() -> [Segment] {
    (0..<int(0...6)).map { _ in
      Segment(start: number(), end: number(), activity: pick(Activity.allCases))
    }
  }

  private mutating func timeline() -> Timeline {
    Timeline(
      start: number(), end: number(), unit: string(),
      lanes: (0..<int(0...4)).map { _ in .init(name: string(), segments: segments()) },
      arrivals: (0..<int(0...6)).map { _ in number() }, caption: text())
  }

  private mutating func slider() -> Slider {
    Slider(
      low: string(), high: string(), value: string(), start: string(), share: number(),
      startShare: number())
  }

  private mutating func axis() -> Plot.Axis {
    Plot.Axis(name: string(), prefix: string(), suffix: string(), isLogarithmic: chance(40))
  }

  private mutating func plot() -> Plot {
    Plot(
      x: axis(), y: axis(),
      series: (0..<int(0...4)).map { _ in
        Plot.Series(
          name: string(),
          points: (0..<int(0...12)).map { _ in
            Plot.Point(x: number(), y: chance(20) ? nil : number())
          })
      },
      marks: (0..<int(0...3)).map { _ in .init(x: number(), y: number(), label: string()) },
      form: chance(25) ? .bars : .line, table: table())
  }
}
