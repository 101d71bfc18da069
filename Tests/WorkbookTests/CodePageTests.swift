import Diagnostics
import Language
import Testing

@testable import Workbook

/// The pages of `explain`: the wrong line makes the problem, the right one makes none.
@Suite struct CodePageTests {
  static let pages = Code.all.filter { !$0.wrong.isEmpty }

  @Test func mostCodesOfTheLanguageHaveLines() { #expect(Self.pages.count >= 28) }

  @Test(arguments: pages) func wrong(_ code: Code) {
    var workbook = Workbook.holding(("waste", waste))
    #expect(workbook.code(code.wrong) == code, "\(code.wrong)")
  }

  @Test(arguments: pages) func right(_ code: Code) {
    var workbook = Workbook.holding(("waste", waste))
    #expect(workbook.code(code.right) == nil, "\(code.right)")
  }
}
