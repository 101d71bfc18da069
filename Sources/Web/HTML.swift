import Basics

/// HTML text. What comes from anybody passes here, and is escaped in this one place.
enum HTML {
  /// Text between tags, and within quoted attributes.
  static func text(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      case _ where scalar.isUnshowable: result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

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
