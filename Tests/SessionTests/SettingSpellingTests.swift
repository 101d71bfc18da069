import Quantities
import SampleCourse
import Session
import Testing
import Workbook

@testable import Session

/// How people type settings, with what a careful teacher would take them for.
@Suite("The ways in which people set parameters") struct SettingSpellingTests {
  /// What is set, to what, and the spellings of it; nil for what changes nothing.
  static let settings: [(name: String, value: Double?, lines: String)] = [
    (
      "rent", 9000 / 2_592_000.0,
      """
      rent = 9,000 | rent = 9000 | rent = $9,000 | rent = $9k | rent = 9k | rent = 9 thousand | \
      rent = nine thousand dollars | rent = $9,000 a month | rent = $9,000 per month | \
      rent = 9,000 dollars monthly | rent = 9,000 bucks | rent = 9 grand | rent: 9,000 | \
      rent := 9000 | set rent to 9,000 | let rent be $9,000 | set rent = 9000 | rent = about 9,000 | \
      rent = 9 000 | rent = 9'000 | rent = 9.0e3 | rent = 9 × 10^3 | rent = $300/day | \
      rent = $ 9,000 | rent = 9,000 (a new contract) | rent = $9,000, as agreed | \
      rent = $9,000 each month | rent = 9000 USD | rent = 9,000. | rent = $12.50 an hour | \
      waste.rent = 9 thousand | rent=9,000 dollars | rent = 3 × 3,000 | rent = 3000 × 3 | \
      rent = 75% of 12,000 | rent = 12,000 minus 3,000 | rent = 12,000 - 3,000 | \
      rent = 9,000, gpus = 8 | rent=9,000,gpus=8 | rent = 9,000 and gpus = 8 | \
      rent = 9,000; gpus = 8 | gpus = 8 rent = 9k | set the rent to 9,000 | lower rent to 9,000
      """
    ),
    (
      "utilization", 0.4,
      """
      utilization = 40% | utilization = 40 | utilization = 0.4 | utilization = .4 | \
      utilization = 40 percent | utilization = forty percent | utilization = 2/5 | \
      utilization = two fifths | utilization = 40 per cent | utilization = about 40% | \
      utilization = 40 out of 100 | utilization: 40% | set utilization to 40% | \
      utilization = 40% (as planned) | utilization = ４０％ | utilization = 40% of the time
      """
    ),
    ("utilization", 0.5, "utilization = half | utilization = a half | utilization = ½"),
    (
      "gpus", 8,
      "gpus = 8 | gpus = eight | gpus = 8 GPUs | gpus = 8 cards | gpus = 2 × 4 | set gpus to eight"
    ),
    (
      "rent", nil,
      """
      rent = banana | rent = -5 | rent = 9 GB | rent = half | rent = 10% | rent = | \
      set rent to | rent = 9,00 | rent = €9,000 | rent = 9,000 or 10,000 | \
      rent = 9,000 other = 8 | rent = 9,000, gpus = banana
      """
    ),
    (
      "utilization", nil,
      """
      utilization = 1 | utilization = 140% | utilization = $5 | utilization = twice | \
      utilization = two or three | utilization = 5 h
      """
    ),
  ]

  @Test(arguments: settings.indices) func set(_ index: Int) throws {
    let (name, value, lines) = Self.settings[index]
    let stage = try Stage(sampleChapter)
    for line in lines.split(separator: "|").map({ $0.filter { $0 != "\n" } }) {
      var session = try stage.session("sample")
      _ = session.start()
      let before = session.workbook.cell(named: name)?.value
      _ = session.answer(line.trimmingCharacters)
      let after = session.workbook.cell(named: name)?.value
      if let value {
        let found = after?.quantity?.base ?? .nan
        #expect(abs(found - value) < 1e-9 * abs(value), "“\(line)”: \(after?.text ?? "nothing")")
      } else {
        #expect(after == before, "“\(line)”: \(after?.text ?? "nothing")")
      }
    }
  }
}

extension String {
  fileprivate var trimmingCharacters: String {
    var text = Substring(self)
    while text.first == " " { text = text.dropFirst() }
    while text.last == " " { text = text.dropLast() }
    return String(text)
  }
}
