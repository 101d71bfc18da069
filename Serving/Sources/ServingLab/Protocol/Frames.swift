import Basics

/// JSON in frames: four bytes of length, the most significant first, then so many bytes.
enum Frames {
  /// The most bytes of a frame.
  static let most = 16 << 20

  /// A value as a frame.
  static func bytes(_ json: JSON) -> [UInt8] {
    let text = Array(json.text.utf8)
    let size = UInt32(truncatingIfNeeded: text.count)
    return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: size >> $0) } + text
  }

  /// The length that four bytes tell; nil where it is more than a frame has.
  static func length(_ head: some Collection<UInt8>) -> Int? {
    let size = head.prefix(4).reduce(0) { $0 << 8 | Int($1) }
    return size <= most ? size : nil
  }

  /// The value of a frame, its head taken off; nil where it is damaged.
  static func value(_ bytes: [UInt8]) -> JSON? {
    // The two programs are one and the same, so that a frame that cannot be read is damage, and
    // its receiver closes the connection.
    try? JSONReader.read(bytes, limits: JSONLimits(bytes: most, string: most))
  }
}
