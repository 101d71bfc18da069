import Basics
import Quantities

/// What a course calls the servers of its fleets and the requests they serve: baristas and customers,
/// say.
///
/// The simulator is declared once, about GPUs and requests. In a course with names of its own every
/// declaration, unit, field and message is put into its words; whoever computes never hears of it.
///
///     names: {server: barista, request: customer}
public struct FleetNames: Hashable, Sendable {
  /// A word for one thing, and for several of them.
  public struct Name: Hashable, Sendable {
    /// "barista"
    public let one: String
    /// "baristas"
    public let many: String

    /// - Parameter many: the plural; nil for the regular one.
    public init(_ one: String, many: String? = nil) {
      self.one = one
      self.many = many ?? one.regularPlural ?? one
    }

    /// Its kind of quantity.
    var dimension: Dimension { Dimension(BaseDimension(one)) }
    /// What it is counted in.
    var unit: NamedUnit { NamedUnit(one, plural: many, dimension) }
  }

  /// What serves: a GPU, or an instance of several.
  public var server: Name?
  /// What is served: a request.
  public var request: Name?

  /// The usual ones: GPUs and requests.
  public static let usual = FleetNames()

  /// Creates names; nil keeps the usual one.
  public init(server: Name? = nil, request: Name? = nil) {
    self.server = server
    self.request = request
  }

  /// A parameter and a field that are left out where servers have a name: how many of them make an
  /// instance is a question of machines.
  static let perInstance = "gpus_per_instance"

  /// Whether nothing has another name.
  public var isUsual: Bool { server == nil && request == nil }
}

extension FleetNames {
  /// A text of the program in the course's words, with the article that these need.
  public func text(_ text: String) -> String {
    if isUsual { return text }
    var parts = FleetNames.parts(of: text)
    for index in parts.indices where parts[index].isWord {
      let isBehindAWord = index >= 2 && parts[index - 1].text == " "
      let before = isBehindAWord ? parts[index - 2].text : ""
      if before == "for", parts[index].text == "instance" { continue }
      let startsSentence = index == 0 || parts[index - 1].text.contains { ".!?\n“".contains($0) }
      let named = word(parts[index].text, startsSentence: startsSentence)
      guard named != parts[index].text else { continue }
      parts[index].text = named
      if ["a", "an", "A", "An"].contains(before) {
        let needsAn = named.first.map { "aeiouAEIOU".contains($0) } ?? false
        parts[index - 2].text = before.prefix(1) + (needsAn ? "n" : "")
      }
    }
    return parts.reduce(into: "") { $0 += $1.text }
  }

  /// A name of a parameter or a field: "gpu_seconds" as "barista_seconds".
  func identifier(_ name: String) -> String { word(name, startsSentence: false) }

  private func word(_ word: String, startsSentence: Bool) -> String {
    let pieces = word.split(separator: "_", omittingEmptySubsequences: false).map { String($0) }
    let named = pieces.map { piece(String($0), startsSentence: startsSentence) }
    return named == pieces ? word : named.joined(separator: "_")
  }

  private func piece(_ piece: String, startsSentence: Bool) -> String {
    let name: String? =
      switch piece {
      case "gpu", "GPU", "instance", "Instance": server?.one
      case "gpus", "GPUs", "instances", "Instances": server?.many
      case "request", "Request": request?.one
      case "requests", "Requests": request?.many
      default: nil
      }
    guard let name else { return piece }
    let isCapital = piece.first?.isUppercase == true && startsSentence
    return isCapital ? name.prefix(1).uppercased() + name.dropFirst() : name
  }

  /// Words, and what stands between them.
  private static func parts(of text: String) -> [(text: String, isWord: Bool)] {
    var parts: [(text: String, isWord: Bool)] = []
    for scalar in text.unicodeScalars {
      let isWord =
        scalar == "_" || ("0"..."9").contains(scalar) || ("a"..."z").contains(scalar)
        || ("A"..."Z").contains(scalar)
      if parts.last?.isWord != isWord { parts.append(("", isWord)) }
      parts[parts.count - 1].text.unicodeScalars.append(scalar)
    }
    return parts
  }
}
