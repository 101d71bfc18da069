import Diagnostics
import Language
import Testing

@testable import Presentation
@testable import Workbook

@Suite struct ChangesTests {
  private func many(_ count: Int) -> Workbook {
    let results = (1...count).map { "result r\($0) = a * \($0)" }.joined(separator: "\n")
    return Workbook.holding(("m", "param a = 1 in 0..9\n" + results), important: ["r8"])
  }

  @Test func manyResultsAreFolded() throws {
    var workbook = many(9)
    guard case .changed(let changes) = try workbook.run(Source("a = 2")) else { return }
    let lines = changes.display().plain.split(separator: "\n")
    #expect(lines.count == 7 && lines.first == "▸ | r8 | 8 → 16 | ×2")
    #expect(lines.last == "… and 3 more: changes")
    #expect(changes.display(isFolded: false).plain.split(separator: "\n").count == 9)
    #expect(changes.settingsDisplay().plain == "  | a | 1 → 2 | ×2")
  }

  /// One more than six is shown rather than folded into a line of its own.
  @Test func sevenAreNotFolded() throws {
    var workbook = many(8)
    workbook = many(8)
    guard case .changed(let eight) = try workbook.run(Source("a = 2")) else { return }
    #expect(eight.display().plain.contains("… and 2 more"))
  }

  @Test func aSettingAloneSpeaksForItself() {
    var workbook = Workbook.holding(("m", "param a = 1 in 0..9"))
    #expect(workbook.says("a = 2") == "  | a | 1 → 2 | ×2")
    #expect(workbook.says("x = true") == "  | x | true")
    #expect(workbook.says("x = false") == "  | x | true → false")
    #expect(workbook.says("x = 3") == "  | x | false → 3")
  }
}
