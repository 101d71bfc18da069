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
      self.many = many ?? one.regularPluralOfWord ?? one
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
  ///
  /// - Parameter kept: what others wrote: it may stand in the text, and stays as it is; so does what
  ///   stands between straight quotes, a path or a column's name. nil where all is the program's.
  public func text(_ text: String, keeping kept: [String]? = nil) -> String {
    if isUsual { return text }
    // Where nothing of it would change there is nothing to look for.
    let others = (kept ?? []).filter { self.text($0) != $0 }.sorted { $0.count > $1.count }
    var parts = FleetNames.parts(
      of: text, keeping: others.map { Array($0.unicodeScalars) }, andQuotes: kept != nil)
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

  /// Words, and what stands between them; what is kept is no word.
  private static func parts(
    of text: String, keeping kept: [[Unicode.Scalar]], andQuotes keepsQuotes: Bool
  ) -> [(text: String, isWord: Bool)] {
    var parts: [(text: String, isWord: Bool)] = []
    func add(_ scalars: some Sequence<Unicode.Scalar>, isWord: Bool) {
      if parts.last?.isWord != isWord { parts.append(("", isWord)) }
      parts[parts.count - 1].text.unicodeScalars.append(contentsOf: scalars)
    }
    var rest = Array(text.unicodeScalars)[...]
    while let first = rest.first {
      let isInWord = parts.last?.isWord == true && isOfWord(first)
      let found = isInWord ? nil : kept.first { isWhole($0, at: rest) }
      if let found {
        add(found, isWord: false)
        rest = rest.dropFirst(found.count)
      } else if keepsQuotes, first == "\"", let end = rest.dropFirst().firstIndex(of: "\"") {
        add(rest[...end], isWord: false)
        rest = rest[(end + 1)...]
      } else {
        add([first], isWord: isOfWord(first))
        rest = rest.dropFirst()
      }
    }
    return parts
  }

  /// Whether a text begins with some words, and no word of it goes on behind them.
  private static func isWhole(_ words: [Unicode.Scalar], at text: ArraySlice<Unicode.Scalar>)
    -> Bool
  {
    guard text.starts(with: words), let last = words.last else { return false }
    return !(isOfWord(last) && text.dropFirst(words.count).first.map { isOfWord($0) } == true)
  }

  private static func isOfWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || ("0"..."9").contains(scalar) || ("a"..."z").contains(scalar)
      || ("A"..."Z").contains(scalar)
  }
}
