import Diagnostics
import Foundation
import Inference
import Language
import NativeFunctions
import Quantities
import Workbook

/// A tiny model in a file of its own, and a workbook that runs it where none is named.
final class TestModel: Sendable {
  let path: String

  /// - Parameter form: in which the model wants to be asked.
  init(form: String? = nil) throws {
    path = NSTemporaryDirectory() + "native-\(UUID().uuidString).gguf"
    var model = RandomModel(
      width: 64, layers: 3, heads: 2, keyValueHeads: 2, hidden: 96, vocabulary: 300, type: .q8)
    model.context = 256
    model.promptForm = form
    try write(model.bytes())
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ bytes: [UInt8]) throws { try Data(bytes).write(to: URL(fileURLWithPath: path)) }

  func workbook() -> Workbook { TestModel.workbook(path) }

  static func workbook(_ path: String?) -> Workbook {
    Workbook(
      functions: FunctionCatalog.standard
        + NativeFunctions.all(prices: nil, runner: ModelRunner(model: path)))
  }

  func value(_ line: String) throws -> Value {
    var workbook = workbook()
    return try workbook.reading(line)
  }
}

extension Workbook {
  /// The value of a line.
  mutating func reading(_ line: String) throws -> Value {
    try run(Source(line)).value ?? .text("none")
  }

  mutating func number(_ line: String) throws -> Double { try reading(line).quantity?.base ?? .nan }
}
