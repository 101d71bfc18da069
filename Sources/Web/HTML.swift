import Basics

/// HTML text. What comes from anybody passes here, and is escaped in this one place.
enum HTML {
  /// Text between tags, and within quoted attributes.
  static func text(_ text: String) -> String { text.escapedForMarkup() }

  /// An element around what is HTML already.
  static func element(_ name: String, _ inner: String, class kind: String = "") -> String {
    "<\(name)\(kind.isEmpty ? "" : " class=\"\(kind)\"")>\(inner)</\(name)>"
  }

  /// Where a link may lead: to pages, to mail, within the page.
  static func isAllowed(_ target: String) -> Bool {
    let lower = target.lowercased()
    return ["http://", "https://", "mailto:", "#"].contains { lower.hasPrefix($0) }
      && !target.unicodeScalars.contains { $0.isUnshowable }
  }
}
