import Foundation

/// A folder of its own that goes when the test ends.
public final class Folder {
  /// Where it is.
  public let path = NSTemporaryDirectory() + "gpulearn-grading-" + UUID().uuidString

  /// Makes it.
  public init() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file into it.
  /// - Returns: its path.
  public func write(_ name: String, _ text: String) throws -> String {
    let url = URL(fileURLWithPath: path).appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
    return url.path
  }
}
