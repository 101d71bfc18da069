import Diagnostics
import Testing

@Suite struct CodeTests {
  @Test func namesAreUnique() {
    let names = Code.all.map(\.name)
    #expect(Set(names).count == names.count)
  }

  @Test(arguments: Code.all) func aPageSaysSomething(_ code: Code) {
    #expect(code.name.allSatisfy { $0.isLowercase || $0 == "-" }, "\(code.name)")
    #expect(code.title.first?.isUppercase == true && code.title.last != ".", "\(code.title)")
    #expect(code.why.count > 30 && code.why.last == ".", "\(code.name)")
    #expect(code.wrong.isEmpty == code.right.isEmpty, "\(code.name)")
    #expect(!code.why.contains("  "), "\(code.name) has a gap where its lines join")
  }

  @Test func pagesAreFoundInAnyCase() {
    #expect(Code.named("unknown-name") == .unknownName)
    #expect(Code.named("Unknown-Name") == .unknownName)
    #expect(Code.named("nonsense") == nil)
    #expect(Code.named("") == nil)
  }
}
