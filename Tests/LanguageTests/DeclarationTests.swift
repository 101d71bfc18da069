import Diagnostics
import Language
import Quantities
import Testing

@Suite struct DeclarationTests {
  private func parse(_ line: String) throws -> Declaration? {
    try Declaration.parse(Source(line), 0..<line.utf8.count, in: ParsingScope())
  }

  private func parameter(_ line: String) throws -> ParameterDeclaration {
    guard case .parameter(let parameter)? = try parse(line) else {
      throw Diagnostic(.badModelLine, "\(line) is no parameter.")
    }
    return parameter
  }

  @Test func parameters() throws {
    let gpus = try parameter("param gpus: gpu = 4 in 1..64 \"GPUs rented\"")
    #expect(gpus.name == "gpus" && gpus.unit?.spelling == "gpu" && gpus.value.outline == "4")
    #expect(gpus.low?.outline == "1" && gpus.high?.outline == "64")
    #expect(gpus.sentence == "GPUs rented")
    let rent = try parameter("param rent: $/month = $12,000/month in $1..$10M/month")
    #expect(rent.low?.outline == "$1" && rent.high?.outline == "$10,000,000/month")
    let share = try parameter("param utilization = 15% in 1%..100% # busy")
    #expect(share.unit == nil && share.sentence.isEmpty && share.high?.outline == "100%")
    let half = try parameter("param x = 0.5 in 0.25..1.5")
    #expect(half.low?.outline == "0.25" && half.high?.outline == "1.5")
    let whole = try parameter("param n = 4 in 1..64 step 1 \"at once\"")
    #expect(whole.step?.outline == "1" && whole.sentence == "at once" && whole.choices.isEmpty)
    let text = try parameter("param t = \"a\" in \"a\", \"b c\" \"which\"")
    #expect(text.choices == ["a", "b c"] && text.sentence == "which" && text.low == nil)
    let sum = try parameter("param x: h = a + 2 h in a..(b * 2)")
    #expect(sum.value.outline == "(a + 2 h)" && sum.high?.outline == "(b * 2)")
  }

  @Test func others() throws {
    guard case .result(let result)? = try parse("result e: $/(gpu*h) = rent / used \"price\"")
    else {
      Issue.record("no result")
      return
    }
    #expect(result.unit?.text == "$/gpu·h" && result.formula.outline == "(rent / used)")
    #expect(result.sentence == "price")
    guard case .check(let check)? = try parse("check e == $27.78/(gpu*h) within 1%") else {
      Issue.record("no check")
      return
    }
    #expect(check.condition.outline == "(e == $27.78/gpu·h)" && check.tolerance?.outline == "1%")
    guard case .function(let function)? = try parse("twice(x) = 2 * x") else {
      Issue.record("no function")
      return
    }
    #expect(function.name == "twice" && function.parameters == ["x"])
    #expect(try parse("") == nil)
    #expect(try parse("  # nothing") == nil)
  }

  /// A plural is the one that is stated, or the regular one where English has no other.
  @Test(arguments: [
    ("unit loaf loaves", "loaves"), ("unit loaf", "loaf"), ("unit trip", "trips"),
    ("unit batch", "batches"), ("unit box", "box"), ("unit story", "stories"), ("unit bus", "bus"),
    ("unit story stories", "stories"),
    ("unit delay", "delays"), ("unit person", "person"), ("unit person people", "people"),
    ("unit crisis", "crisis"), ("unit potato", "potato"), ("unit knife", "knife"),
    ("unit woman", "woman"), ("unit session", "sessions"), ("unit index", "index"),
    ("unit eur = $1.08", "eur"), ("unit pence penny = $0.0127", "penny"), ("unit VM", "VM"),
    ("unit loaf loaves = 3 kg \"bread\"", "loaves"), ("unit sheep", "sheep"), ("unit tax", "tax"),
    ("unit suffix", "suffixes"), ("unit Trip", "Trip"), ("unit series", "series"),
  ])
  func plurals(_ line: String, _ plural: String) throws {
    guard case .unit(let unit)? = try parse(line) else { throw Diagnostic(.badModelLine, line) }
    #expect(unit.unit.plural == plural)
    #expect(unit.entry.names == (plural == unit.name ? [unit.name] : [unit.name, plural]))
  }

  @Test(arguments: ["unit loaf days", "unit loaf if", "unit loaf hours = 3 kg"])
  func pluralsThatAreTaken(_ line: String) {
    #expect(throws: Diagnostic.self) { try parse(line) }
  }

  @Test func units() throws {
    guard case .unit(let trip)? = try parse("unit trip \"there and back\""),
      case .unit(let fortnight)? = try parse("unit fortnight = 14 days"),
      case .unit(let bus)? = try parse("unit bus")
    else {
      Issue.record("no unit")
      return
    }
    #expect(trip.unit.dimension.words == "trip" && trip.entry.names == ["trip", "trips"])
    #expect(fortnight.unit.scale == 14 * 86_400.0)
    #expect(bus.entry.names == ["bus"])
  }

  @Test(arguments: [
    ("param = 3", Code.badModelLine), ("param gpus", .badModelLine),
    ("param gpus: = 3", .expectedExpression),
    ("param gpus: gpuz = 3", .unknownUnit), ("param gpus = 4 in 1", .badModelLine),
    ("param gpus = 4 in 1..", .expectedExpression), ("param gpus = 4 in 1 .. 2 x", .unknownUnit),
    ("param gpus = 4 \"a\" \"b\"", .unexpectedToken), ("param if = 3", .badName),
    ("parm gpus = 4", .badModelLine), ("gpus = 4", .badModelLine), ("result", .badModelLine),
    ("result x 3", .badModelLine), ("result x = ", .expectedExpression),
    ("check", .expectedExpression),
    ("check a within", .expectedExpression), ("unit h", .duplicateUnit),
    ("unit x = 0 h", .badModelLine),
    ("unit x = a", .badModelLine), ("unit x = -3 h", .badModelLine),
    ("unit x = 1 h^9·h^9·h^9·h^9", .badExponent),
    ("param x = 3 \"open", .unclosed), ("let x = 3", .badModelLine),
  ])
  func mistakes(_ line: String, _ code: Code) {
    let error = #expect(throws: Diagnostic.self) { try parse(line) }
    #expect(error?.code == code, "\(error?.message ?? "")")
  }

  @Test(
    arguments: [
      ("param gpus: gpu = 4", "gpus"), ("param gpus:gpu = (", "gpus"), ("result x= 3", "x"),
      ("  result  y  = ", "y"), ("check x", nil), ("param", nil), ("", nil), ("unit x", nil),
    ] as [(String, String?)])
  func declaredNames(_ line: String, _ name: String?) {
    let span = Declaration.declaredName(Source(line), 0..<line.utf8.count)
    #expect(span?.text == name)
  }
}
