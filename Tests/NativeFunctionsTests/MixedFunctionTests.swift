import Diagnostics
import Language
import NativeFunctions
import Testing
import Workbook

/// `mixed(…)` and its parts, as they are written.
@Suite struct MixedFunctionTests {
  private func value(_ line: String) throws(Diagnostic) -> Value? {
    var workbook = TestModel.workbook(nil)
    return try workbook.run(Source(line)).value
  }

  /// A fleet of one pool is the fleet that it could be written as.
  @Test(arguments: [
    (
      "dedicated(2/s, exponential(1 s), gpus: 3, price: $2/(gpu*h), horizon: 2k requests)",
      "mixed(2/s, exponential(1 s), pool(\"a\", gpus: 3, price: $2/(gpu*h)), horizon: 2k requests)"
    ),
    (
      """
      serverless(1/s, 2 s, cold_start: phases(pull: 9 s, load: 2 s), keep_alive: 20 s, \
      max_instances: 4, concurrency: 2, price: $2/(gpu*h), billed_by: 1 min, horizon: 2k requests)
      """,
      """
      mixed(1/s, 2 s, pool("a", cold_start: phases(pull: 9 s, load: 2 s), keep_alive: 20 s, \
      max_instances: 4, concurrency: 2, price: $2/(gpu*h), billed_by: 1 min), horizon: 2k requests)
      """
    ),
    (
      "serverless(1/s, 4 s, gpus_per_instance: 2 gpu, min_warm: 1, price: $1/(gpu*h), horizon: 1 h)",
      """
      mixed(1/s, 2 s, pool("a", speed: 50%, gpus_per_instance: 2 gpu, min_warm: 1, \
      price: $1/(gpu*h)), horizon: 1 h)
      """
    ),
    (
      "dedicated(2/s, 500 ms, gpus: 2, price: $2/h, queue: 3, horizon: 2k requests)",
      """
      mixed(2/s, 1 s, pool("a", service: 500 ms, gpus: 2, price: $2/h), queue: 3, \
      horizon: 2k requests)
      """
    ),
  ])
  func onePool(_ plain: String, _ mixed: String) throws {
    for field in ["latency.p95", "wait.mean", "utilization", "cost", "instances.mean", "rejected"] {
      #expect(try value("(\(mixed)).\(field)") == value("(\(plain)).\(field)"), "\(field)")
    }
  }

  /// The cheapest is asked first, rented ones before all others.
  @Test func theCheapestFirst() throws {
    let pools = """
      pool("dear", price: $4/(gpu*h)), pool("cheap", speed: 50%, price: $1/(gpu*h)), \
      pool("rented", gpus: 1, price: $9/(gpu*h))
      """
    func share(_ place: String, _ routing: String) throws -> Double {
      let run = "mixed(1/s, 2 s, \(pools), routing: \"\(routing)\", horizon: 2k requests)"
      return try #require(value("\(run).pools.\(place).share")?.quantity).base
    }
    #expect(try share("first", "cheapest") == 0)
    #expect(try share("third", "cheapest") > 0.3)
    // One that is free goes before one that would have to start.
    #expect(try share("first", "listed") > 0.3 && share("second", "listed") == 0)
    #expect(try share("second", "fastest") == 0)
  }

  @Test func kindsOfRequests() throws {
    let run = """
      mixed(2/s, kinds(kind("chat", 70%, 1 s), kind("code", 30%, 4 s)), pool("a", gpus: 4), \
      pool("b", gpus: 3, serves: "code"), routing: "least_loaded", horizon: 5k requests)
      """
    guard case .record(let kinds)? = try value(run + ".kinds") else {
      throw Diagnostic(.wrongKind, "no record")
    }
    #expect(kinds.fields.map { $0.name } == ["first", "second"])
    #expect(try value(run + ".kinds.first.latency.p50")?.text == "1 s")
    #expect(try value("share_within(\(run).kinds.second.latency, 3.9 s)")?.quantity?.base == 0)
    let swapping = """
      mixed(1/s, kinds(kind("chat", 50%, 1 s), kind("code", 50%, 1 s)), \
      pool("a", gpus: 4, swap: 2 s), horizon: 2k requests)
      """
    #expect(try #require(value(swapping + ".pools.first.swaps")?.quantity).base > 100)
    #expect(try value(swapping + ".wait.mean")?.quantity?.base ?? 0 > 0.3)
  }

  /// What makes no fleet is refused where it stands.
  @Test(arguments: [
    ("mixed(2/s, 2 s)", "needs pools"),
    ("mixed(2/s, 2 s, 3)", "does not fit"),
    ("mixed(2/s, 2 s, pool(\"x\", speed: 0))", "above 0"),
    ("mixed(2/s, 2 s, pool(\"x\", serves: \"y\"))", "called “y”"),
    ("mixed(2/s, 2 s, pool(\"x\", gpus: 3, gpus_per_instance: 2))", "make an instance"),
    ("mixed(2/s, 2 s, pool(\"x\", gpus: 2 s))", "does not fit"),
    ("mixed(2/s, 2 s, pool(\"x\", gpus: 0))", "make an instance"),
    ("mixed(2/s, 2 s, pool(\"x\", concurrency: 3, swap: 2 s))", "one request at a time"),
    ("mixed(2/s, 2 s, pool(\"x\", bills_idle: 3))", "does not fit"),
    ("mixed(2/s, kinds(kind(\"a\", 50%, 2 s), kind(\"b\", 20%, 2 s)), pool(\"x\"))", "100%"),
    (
      "mixed(2/s, kinds(kind(\"a\", 50%, 2 s), kind(\"b\", 50%, 2 s)), pool(\"x\", serves: \"a\"))",
      "requests of b"
    ),
    (
      "mixed(2/s, kinds(kind(\"a\", 50%, 2 s), kind(\"b\", 50%, 2 s)), pool(\"x\", service: 2 s))",
      "cannot go with"
    ),
    (
      "mixed(2/s, 2 s, pool(\"a\"), pool(\"b\"), pool(\"c\"), pool(\"d\"), pool(\"e\"))",
      "at most four"
    ),
  ])
  func refuses(_ line: String, _ words: String) {
    let error = #expect(throws: Diagnostic.self) { try value(line) }
    #expect(error?.message.contains(words) ?? false, "\(error?.message ?? "")")
  }
}
