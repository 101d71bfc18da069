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
    "isl,osl,concurrency,output_tps", "input,output,users,tokens_per_s",
    "prompt_tokens,completion_tokens,concurrency,output_throughput",
    "Input,Output,Batch Size,Tokens per second",
    "context_tokens,generated_tokens,num_clients,Output Token Throughput (tokens/sec)",
  ])
  func usualNames(_ head: String) throws {
    let file = try read("\(head)\n1024,128,4,760\n1024,128,16,2393\n")
    #expect(file.points.count == 2 && file.left == 0 && file.reason == nil)
    #expect(file.points[1].users == 16 && file.points[1].outputRate == 2393)
  }

  /// What vLLM writes of a run: sums over all requests, one object of JSON for each.
  @Test(arguments: ["\n", "\r\n", ",\n"])
  func results(_ end: String) throws {
    let runs = [(4, 760.5), (16, 2393)].map { users, rate in
      """
      {"date": "20260924", "num_prompts": 210, "max_concurrency": \(users), "completed": 200, \
      "total_input_tokens": 204800, "total_output_tokens": 25600, "output_throughput": \(rate), \
      "ttfts": [0.01, 0.02], "request_rate": "inf"}
      """
    }
    let list = runs.joined(separator: end)
    let file = try read(end.hasPrefix(",") ? "[\(list)]" : list + end)
    #expect(file.points.map { $0.prompt } == [1024, 1024] && file.left == 0)
    #expect(file.points.map { $0.output } == [128, 128])
    #expect(file.points.map { $0.users } == [4, 16])
    #expect(file.points.map { $0.outputRate } == [760.5, 2393])
    #expect(file.columns.hasPrefix(#""total_input_tokens" over "completed" is the prompt"#))
    #expect(try read(runs[0]).points.count == 1)
  }

  /// Where a column is missing, what it may be called is said; JSON that is none tells its line.
  @Test(arguments: [
    ("in,osl,users,tps\n1,2,3,4", "no column for the prompt: one of prompt_tokens, input_tokens,"),
    ("isl,osl,vus,tps\n1,2,3,4", "users: one of users, concurrency,"),
    ("isl,osl,users,total_token_throughput\n1,2,3,4", "output_throughput,"),
    ("total_input_tokens,osl,users,tps\n1,2,3,4", #"its columns are "total_input_tokens""#),
    ("{\"isl\": 1}\n{\"isl\": }", "line 2 is no JSON: this is no value"),
    ("[1, 2]", "no objects"), ("[]", "no objects"), ("[", "line 1 is no JSON"),
  ])
  func missing(_ text: String, _ words: String) throws {
    let error = #expect(throws: SimulationError.self) { _ = try read(text) }
    #expect(error?.description.contains(words) ?? false, "\(error?.description ?? "")")
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
