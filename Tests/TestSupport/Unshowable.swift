import Basics

/// Every character that may not be shown.
public let unshowable: [Unicode.Scalar] = (UInt32(0)...0x10FFFF).compactMap { Unicode.Scalar($0) }
  .filter { $0.isUnshowable }

/// Which characters that may not be shown stand in a text as they are, line ends aside.
public func shownAnyway(in text: String) -> [String] {
  text.unicodeScalars.filter { $0.isUnshowable && $0 != "\n" }
    .map { "U+" + String($0.value, radix: 16, uppercase: true) }
}

/// Every character that may not be shown, in texts of at most 40 of them with letters between.
public let unshowableTexts: [String] = stride(from: 0, to: unshowable.count, by: 40).map { start in
  unshowable[start..<min(start + 40, unshowable.count)].reduce("x") { "\($0)\($1)y" }
}
