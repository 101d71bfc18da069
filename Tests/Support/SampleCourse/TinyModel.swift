import Foundation
import Inference
import NativeFunctions

/// A model with random weights in a file of its own, which goes with the test.
public final class TinyModel: Sendable {
  /// Where it is.
  public let path = NSTemporaryDirectory() + "tiny-\(UUID().uuidString).gguf"

  /// - Parameter context: tokens that it looks back on.
  public init(context: Int = 2048) throws {
    var model = RandomModel(
      width: 64, layers: 3, heads: 2, keyValueHeads: 2, hidden: 96, vocabulary: 300, type: .q8)
    model.context = context
    try Data(model.bytes()).write(to: URL(fileURLWithPath: path))
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// What runs it.
  public var runner: ModelRunner { ModelRunner(model: path) }
}
