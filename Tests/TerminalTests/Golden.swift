import Display
import Testing

@testable import Terminal

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Files of expected output beside the tests. `RECORD_GOLDENS=1` writes them anew.
enum Golden {
  /// Compares a whole output with the file `Goldens/NAME.txt`.
  static func check(
    _ text: String, _ name: String, at location: SourceLocation = #_sourceLocation
  ) {
    let path = folder + "/\(name).txt"
    if getenv("RECORD_GOLDENS") != nil {
      write(text, to: path)
      return
    }
    guard let expected = read(path) else {
      Issue.record("There is no \(path); RECORD_GOLDENS=1 writes it.", sourceLocation: location)
      return
    }
    if text != expected {
      Issue.record(
        "\(name).txt differs:\n\(difference(expected, text))", sourceLocation: location)
    }
  }

  private static let folder = {
    let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    return parts.joined(separator: "/") + "/Goldens"
  }()

  /// The first line that differs, with its number.
  private static func difference(_ expected: String, _ found: String) -> String {
    let expected = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let found = found.split(separator: "\n", omittingEmptySubsequences: false)
    for index in 0..<max(expected.count, found.count) {
      let old = index < expected.count ? String(expected[index]) : "(end)"
      let new = index < found.count ? String(found[index]) : "(end)"
      if old != new { return "line \(index + 1)\n  expected \(old)\n  found    \(new)" }
    }
    return "only in line ends"
  }

  private static func read(_ path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { return String(decoding: bytes, as: UTF8.self) }
      bytes += buffer[..<count]
    }
  }

  private static func write(_ text: String, to path: String) {
    guard let file = fopen(path, "w") else {
      Issue.record("\(path) cannot be written.")
      return
    }
    fputs(text, file)
    fclose(file)
  }
}
