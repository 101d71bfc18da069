/// A text as its bytes, equal to another only where all bytes are: to Swift's own strings "é" and
/// "e" with an accent behind it are equal, to a vocabulary they are different tokens.
struct ExactText: Hashable, Sendable {
  let bytes: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }
  init(_ text: String) { bytes = ArraySlice(text.utf8) }

  /// What is not UTF-8 shows as U+FFFD.
  var string: String { String(decoding: bytes, as: UTF8.self) }

  func hash(into hasher: inout Hasher) {
    bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
  }
}
