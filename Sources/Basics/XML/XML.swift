/// An element of an XML file.
///
///     let quiz = try XML.parse(bytes)
///     let names = quiz.all("question").map { $0.first("name")?.text ?? "" }
public struct XML: Hashable, Sendable {
  /// What stands in an element.
  public enum Node: Hashable, Sendable {
    case element(XML)
    case text(String)
  }

  /// The name, with its prefix where it has one.
  public var name: String
  /// The attributes by their names.
  public var attributes: [String: String] = [:]
  /// Elements and texts, in their order.
  public var nodes: [Node] = []
  /// The line of its start, from 1.
  public var line = 1

  /// The elements right in it.
  public var elements: [XML] {
    nodes.compactMap { node in
      if case .element(let element) = node { element } else { nil }
    }
  }

  /// The elements of a name right in it.
  public func all(_ name: String) -> [XML] { elements.filter { $0.name == name } }

  /// The first element of a name right in it.
  public func first(_ name: String) -> XML? { elements.first { $0.name == name } }

  /// The texts right in it, joined.
  public var text: String {
    nodes.reduce(into: "") { text, node in
      if case .text(let part) = node { text += part }
    }
  }
}

extension String {
  /// As it stands between tags and in quoted attributes, of XML and of HTML. What may not be shown
  /// becomes �.
  /// - Parameter keepsLines: whether line ends and tabs stay as they are.
  public func escapedForMarkup(keepsLines: Bool = true) -> String {
    var result = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\n" where keepsLines, "\t" where keepsLines: result.unicodeScalars.append(scalar)
      case _ where scalar.isUnshowable: result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
