import Diagnostics
import Quantities
import Testing

@testable import Language

/// A course's own names for servers and requests, and what they leave alone.
@Suite struct FleetNamesTests {
  private static let names = FleetNames(
    server: FleetNames.Name("ferry"), request: FleetNames.Name("passenger"))

  @Test(arguments: [
    ("A GPU serves requests.", "A ferry serves passengers."),
    ("requests came at \"requests\"", "passengers came at \"requests\""),
    ("\"gpus\" and gpus", "\"gpus\" and ferries"),
    ("an open \" and gpus", "an open \" and ferries"),
    ("requests.csv has no requests", "requests.csv has no passengers"),
    ("gpu instances: 3 instances", "gpu instances: 3 ferries"),
    ("the gpu instances2, a request", "the ferry instances2, a passenger"),
    ("max_requests of requests.csv.gz", "max_requests of requests.csv.gz"), ("", ""),
  ])
  func whatOthersWroteStays(_ text: String, _ named: String) {
    let kept = ["requests.csv", "gpu instances", "max_requests", ""]
    #expect(Self.names.text(text, keeping: kept) == named)
  }

  /// In the usual words nothing changes, whatever is kept.
  @Test func usualNamesChangeNothing() {
    #expect(FleetNames.usual.text("2 gpus, 1 request", keeping: ["gpus"]) == "2 gpus, 1 request")
  }

  @Test(arguments: [
    ("ferry", "ferries"), ("barista", "baristas"), ("class", "classes"), ("berth", "berths"),
    ("delay", "delays"), ("lorry", "lorries"), ("box", "boxes"), ("bed", "beds"), ("bus", "bus"),
    ("staff", "staff"),
  ])
  func plurals(_ one: String, _ many: String) {
    #expect(FleetNames.Name(one).many == many)
  }

  /// A function that a course calls by its own names.
  private func answer(_ function: Function, _ argument: String) throws -> Value {
    let catalog = FunctionCatalog([function]).called(Self.names)
    let called = try #require(catalog.function(named: function.name))
    var budget = Budget()
    let span = SourceSpan(Source(argument), 0..<1)
    return try called.body(
      Arguments(span: span, values: ["file": [.text(argument)]], spans: [:]), &budget)
  }

  /// The columns of a file are called as in the file; their units are the course's.
  @Test func columnsOfFilesKeepTheirNames() throws {
    let gpu = try #require(UnitCatalog.standard.base(of: .gpu))
    let table = Record(
      name: "data",
      fields: [
        Record.Field("requests", .quantity(Quantity(3, Unit(gpu))), "requests"),
        Record.Field("instances", .text("gpu"), ""), Record.Field("gpus", .text("request"), ""),
      ])
    let file = Function.Parameter("file", .path, "a file")
    let function = Function("data", "a table", [file], example: "", gives: .forms("table")) {
      _, _ in
      .record(table)
    }
    guard case .record(let found) = try answer(function, "requests.csv") else {
      Issue.record("no record")
      return
    }
    #expect(found.fields.map(\.name) == ["requests", "instances", "gpus"])
    #expect(found["requests"]?.text == "3 ferries" && found["gpus"] == .text("request"))
  }

  /// A problem names a file as it is called.
  @Test func filesKeepTheirNames() {
    let file = Function.Parameter("file", .path, "a file")
    let function = Function("open", "a file", [file], example: "", gives: .any) {
      (_, _) throws(Diagnostic) -> Value in
      throw Diagnostic(.unreadable, "gpus.csv holds no requests.").try("open(\"gpus.csv\")")
    }
    let problem = #expect(throws: Diagnostic.self) { try answer(function, "data/gpus.csv") }
    #expect(problem?.message == "gpus.csv holds no passengers.")
    #expect(problem?.suggestion == "open(\"gpus.csv\")")
  }
}
