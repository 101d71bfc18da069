import Foundation
import Testing

@testable import Simulation

/// Load tests as people have them.
@Suite struct LoadTestFileTests {
  private func read(_ text: String) throws -> LoadTestFile {
    let path = NSTemporaryDirectory() + "load-test-\(UInt64.random(in: 0 ... .max)).csv"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try LoadTestFile(path)
  }

  /// The names that vLLM, SGLang and GenAI-Perf write.
  @Test(arguments: [
    "prompt_tokens,answer_tokens,users,output_tokens_per_s",
    "random_input_len,random_output_len,max_concurrency,output_throughput",
    "Input Len,Output Len,Concurrency,Output token throughput (tok/s)",
    "isl,osl,concurrency,output_tps",
  ])
  func usualNames(_ head: String) throws {
    let file = try read("\(head)\n1024,128,4,760\n1024,128,16,2393\n")
    #expect(file.points.count == 2 && file.left == 0 && file.reason == nil)
    #expect(file.points[1].users == 16 && file.points[1].outputRate == 2393)
  }

  /// What is wrong with a row is said.
  @Test(arguments: [
    ("1024,128,4,\"760,5\"", "has a comma"), ("1024 tok,128,4,760", "such as a unit"),
    ("1024,128,,760", "empty"), ("1024,128,few,760", "is no number"), ("1024,128", "too few cells"),
    ("1024,128,4,-1", "not above 0"),
  ])
  func reasons(_ row: String, _ words: String) throws {
    let head = "isl,osl,users,tps\n"
    let file = try read("\(head)1024,128,4,760\n\(row)\n")
    #expect(file.points.count == 1 && file.left == 1)
    #expect(file.reason?.contains(words) ?? false, "\(file.reason ?? "")")
    let error = #expect(throws: SimulationError.self) { _ = try read("\(head)\(row)\n") }
    #expect(error?.description.contains(words) ?? false, "\(error?.description ?? "")")
  }

  /// Where points are those of decimals, commas part thousands; else they may be either, and are asked.
  @Test(arguments: [
    ("760.5", "\"2,393\"", 2393.0), ("760.5", "\"12,393.5\"", 12_393.5),
    ("760.5", "\"1,202,393\"", 1_202_393), ("760", "\"2,393\"", nil), ("760.5", "\"2,39\"", nil),
    ("760.5", "\"2393,393\"", nil), ("760.5", "\",393\"", nil), ("760.5", "\"2,393,5\"", nil),
  ])
  func thousands(_ first: String, _ second: String, _ rate: Double?) throws {
    let file = try read("isl,osl,users,tps\n1024,128,4,\(first)\n1024,128,16,\(second)\n")
    #expect(
      file.points.count == (rate == nil ? 1 : 2) && file.points.last?.outputRate == rate ?? 760.5
        || rate == nil && first == "760")
    #expect((file.reason == nil) == (rate != nil))
  }

  /// Where semicolons part the columns, commas are those of decimals.
  @Test func semicolons() throws {
    let file = try read("isl;osl;users;tps\n1024;128;4;760,5\n1024;128;16;2393\n")
    #expect(file.points.map { $0.outputRate } == [760.5, 2393] && file.reason == nil)
  }
}
