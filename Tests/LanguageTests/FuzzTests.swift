import Diagnostics
import Language
import TestSupport
import Testing

/// Whatever is typed gives a value or a diagnostic whose marks lie in the line.
@Suite struct FuzzTests {
  private static let words = [
    "1", "2.5", "12,000", "1_000", "30k", "1e6", "15%", "$3", "$", "%", "h", "gpu", "month", "m",
    "k$",
    "rent", "gpus", "utilization", "x", "zero", "run", "run.cost", "region", "isBusy", "nobody",
    "+",
    "-", "*", "/", "^", "(", ")", ",", "..", ".", ":", "==", "!=", "=", "<=", ">=", "<", ">", "·",
    "if", "then", "else", "and", "or", "not", "in", "to", "per", "over", "from", "step", "with",
    "true", "false", "max(", "sqrt(", "clamp(", "f(", "plot", "sweep", "why", "compare", "solve",
    "for", "table", "tune", "timeline", "log", "param", "result", "check", "unit", "within",
    "\"a\"",
    "\"", "#", "é", "µs", "×", "\t", "👩‍👧", "\u{0}", "\u{202E}",
  ]

  private func line(_ generator: inout SplitMix64) -> String {
    let count = Int.random(in: 0..<14, using: &generator)
    return (0..<count).map { _ in
      generator.pick(Self.words, or: "")
        + (Int.random(in: 0..<3, using: &generator) == 0 ? "" : " ")
    }.joined()
  }

  private func bytes(_ generator: inout SplitMix64) -> String {
    let count = Int.random(in: 0..<40, using: &generator)
    let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func check(_ line: String, _ note: String) {
    var scope = TestScope()
    do throws(Diagnostic) {
      _ = try scope.run(line)
    } catch {
      inspect(error, line, note)
    }
    let source = Source(line)
    do throws(Diagnostic) {
      _ = try Declaration.parse(source, source.whole.range, in: scope.parsing)
    } catch {
      inspect(error, line, note)
    }
  }

  private func inspect(_ error: Diagnostic, _ line: String, _ note: String) {
    guard let span = error.span else { return }
    let isInside =
      span.source.text == line && span.range.lowerBound >= 0
      && span.range.upperBound <= line.utf8.count
    #expect(isInside, "\(note): \(span.range) in \(line.debugDescription)")
    guard let snippet = error.snippet else { return }
    #expect(
      snippet.marked.upperBound <= snippet.line.count + 1, "\(note): \(line.debugDescription)")
    #expect(!error.message.isEmpty && error.message != ".", "\(note): \(line.debugDescription)")
  }

  @Test(arguments: 0..<6 as Range<UInt64>) func tokenSoup(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    for round in 0..<1_500 { check(line(&generator), "seed \(seed), round \(round)") }
  }

  @Test(arguments: 100..<104 as Range<UInt64>) func randomBytes(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    for round in 0..<1_500 { check(bytes(&generator), "seed \(seed), round \(round)") }
  }

  /// Good lines with a stretch cut out or doubled.
  @Test(arguments: 200..<204 as Range<UInt64>) func damagedLines(seed: UInt64) {
    let lines = [
      "rent / (gpus * 720 h/month * utilization)", "if x < 3 then $3/h else max(1200, x) * $1/h",
      "param rent: $/month = $12,000/month in $1..$10M/month \"the invoice\"",
      "plot rent * 2, rent over utilization from 5% to 100% log",
      "f(a, b) = a ^ b + run.latency.p99",
      "solve x for x * 2 >= 3", "compare rent with utilization = 40%, gpus = 8",
    ]
    var generator = SplitMix64(seed: seed)
    for round in 0..<1_000 {
      var text = Array(generator.pick(lines, or: ""))
      let low = Int.random(in: 0..<text.count, using: &generator)
      let high = min(text.count, low + Int.random(in: 1..<6, using: &generator))
      let part = text[low..<high]
      if Bool.random(using: &generator) {
        text.removeSubrange(low..<high)
      } else {
        text.insert(contentsOf: part, at: Int.random(in: 0...text.count, using: &generator))
      }
      check(String(text), "seed \(seed), round \(round)")
    }
  }
}
