import Diagnostics
import Language
import Testing

@testable import Workbook

@Suite struct NamespaceTests {
  private func workbook(focus: [String] = ["flat"], background: [String] = ["hotel"]) -> Workbook {
    var workbook = Workbook.holding(
      (
        "flat", "param rent: $/month = $900/month in $1..$9k/month\nresult yearly = rent * 12 month"
      ),
      (
        "hotel",
        """
        param rent: $/day = $80/day in $1..$900/day
        param nights: day = 5 days in 0..365
        result cost = rent * nights
        """
      ),
      ("hostel", "param nights: day = 2 days in 0..365\nparam beds = 6 in 1..20"))
    workbook.focus = focus
    workbook.background = background
    return workbook
  }

  @Test(arguments: [
    ("rent", "$900/month"), ("flat.rent", "$900/month"), ("hotel.rent", "$80/day"),
    ("cost", "$400"), ("nights", "5 days"), ("yearly", "$10,800"), ("hostel.beds", "6"),
    ("rent * 1 month + cost", "$1,300"),
  ])
  func focusThenBackground(_ line: String, _ text: String) {
    var workbook = workbook()
    #expect(workbook.says(line) == text)
  }

  /// A dot behind the name of a model means its cell, even where a cell has that name as well.
  @Test func modelsNamedLikeTheirCells() {
    var workbook = Workbook.holding(
      ("limit", "param share = 50% in 0%..100%\nresult limit = 2 * share"),
      ("other", "result limit = 7"))
    for focus in [["limit"], ["other"], ["other", "limit"]] {
      workbook.focus = focus
      #expect(workbook.says("limit.share") == "50%")
      #expect(workbook.says("limit.limit") == "100%")
      #expect(workbook.changes("limit.share = 60%").first?.hasSuffix("share 50% → 60%") == true)
      #expect(workbook.changes("limit.share = 50%").first?.hasSuffix("share 60% → 50%") == true)
    }
  }

  /// In the background a name counts only where one model alone has it.
  @Test func ambiguousNamesWantTheirModel() {
    var workbook = workbook(focus: ["flat"], background: ["hotel", "hostel"])
    let error = #expect(throws: Diagnostic.self) { try workbook.run(Source("nights + 1 day")) }
    #expect(error?.code == .elsewhere)
    #expect(error?.message == "nights belongs to several models: hotel, hostel.")
    #expect(error?.suggestion == "hotel.nights + 1 day")
    #expect(workbook.says("beds") == "6")
  }

  @Test func farNamesWantTheirModel() {
    var workbook = workbook(focus: ["flat"], background: [])
    let error = #expect(throws: Diagnostic.self) { try workbook.run(Source("2 * cost")) }
    #expect(error?.code == .elsewhere && error?.suggestion == "2 * hotel.cost")
    #expect(workbook.says("hotel.cots").contains("try: hotel.cost"))
    #expect(workbook.code("hotel.nobody") == .unknownName)
    #expect(workbook.code("nobody.cost") == .unknownName)
  }

  @Test func formulasReadTheirOwnModel() {
    var workbook = workbook(focus: ["hotel"])
    #expect(workbook.changes("rent = $100/day") == ["rent $80/day → $100/day", "cost $400 → $500"])
    #expect(workbook.says("flat.yearly") == "$10,800")
    #expect(
      workbook.changes("flat.rent = $1,000/month") == [
        "flat.rent $900/month → $1,000/month", "flat.yearly $10,800 → $12,000",
      ])
  }

  /// A binding sets what is near, and else makes an own name.
  @Test func bindingSetsWhatIsNear() {
    var workbook = workbook()
    #expect(workbook.changes("nights = 9 days") == ["nights none → 9 days"])
    #expect(workbook.says("hotel.nights") == "5 days" && workbook.says("my.nights") == "9 days")
    #expect(workbook.says("nights") == "9 days", "own names come before the background")
    #expect(workbook.changes("hotel.nights = 6 days").first == "hotel.nights 5 days → 6 days")
    #expect(workbook.changes("my.nights = 1 day") == ["nights 9 days → 1 day"])
    #expect(workbook.changes("my.rent = 5") == ["my.rent none → 5"])
    #expect(workbook.says("rent") == "$900/month", "the focus comes before own names")
    #expect(workbook.says("my.rent * 2") == "10")
  }

  @Test func twoModelsInFocus() {
    var workbook = workbook(focus: ["hotel", "flat"])
    #expect(workbook.says("rent") == "$80/day")
    #expect(workbook.changes("flat.rent = $500/month").first == "flat.rent $900/month → $500/month")
    #expect(workbook.says("yearly") == "$6,000")
    #expect(workbook.says("why yearly").contains("flat.rent"))
  }

  @Test func aModelsFormulaSeesNoOther() {
    var workbook = workbook()
    let problems = workbook.add("third", "result a = nights * 2\nresult b = hotel.nights * 2")
    #expect(problems.map(\.code) == [.elsewhere])
    #expect(problems.first?.suggestion == "hotel.nights")
    #expect(workbook.says("third.b") == "10 days")
  }

  @Test func suggestionsAreNamesThatWorkHere() {
    var workbook = workbook()
    #expect(workbook.says("hotel.nights = 400 days").contains("try: hotel.nights = 365 days"))
    #expect(workbook.says("hotel.cost = 3").contains("for hotel.cost = 3"))
  }

  @Test func theCellOfAName() {
    let workbook = workbook()
    #expect(workbook.cell(named: "rent")?.id == CellID("flat", "rent"))
    #expect(workbook.cell(named: "hotel.rent")?.id == CellID("hotel", "rent"))
    #expect(workbook.cell(named: "cost")?.id == CellID("hotel", "cost"))
    #expect(workbook.cell(named: "rent.x") == nil && workbook.cell(named: "") == nil)
    #expect(Set(workbook.visibleNames()) == ["rent", "yearly", "nights", "cost"])
    #expect(workbook.visibleNames(in: "hostel") == ["nights", "beds"])
  }
}
