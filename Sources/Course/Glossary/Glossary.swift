import Diagnostics

/// The words of a course: what each means, and which lesson teaches it.
///
/// It is the file `Chapters/glossary.md`, a `##` heading for each term.
public struct Glossary: Sendable {
  /// The terms, in the order of the file.
  public let terms: [GlossaryTerm]
  /// The place in `terms` of each name, by its words.
  private let places: [[String]: Int]

  /// Creates a glossary; where two terms have one name, the first keeps it.
  public init(_ terms: [GlossaryTerm] = []) {
    self.terms = terms
    var places: [[String]: Int] = [:]
    for (index, term) in terms.enumerated() {
      for name in term.names {
        let words = GlossaryTerm.words(of: name.text)
        if places[words] == nil { places[words] = index }
      }
    }
    self.places = places
  }

  /// Reads the text of a glossary, with everything that is wrong within it.
  public static func parse(_ source: Source) -> (glossary: Glossary, problems: [Diagnostic]) {
    var reader = GlossaryReader(source)
    let terms = reader.terms()
    return (Glossary(terms), reader.problems.inOrder)
  }

  /// The term of a name, whatever its case, in the singular or the plural.
  public func term(named name: String) -> GlossaryTerm? {
    places[GlossaryTerm.words(of: name)].map { terms[$0] }
  }

  /// The term that a question is about: the one with the longest name that stands in it, the first of
  /// several; nil where it names none.
  public func term(in question: String) -> GlossaryTerm? {
    let words = GlossaryTerm.words(of: question)
    var length = min(words.count, 8)
    while length > 0 {
      for start in 0...words.count - length {
        if let place = places[Array(words[start..<start + length])] { return terms[place] }
      }
      length -= 1
    }
    return nil
  }

  /// Every name of every term, for suggestions.
  public var names: [String] { terms.flatMap { $0.names.map { $0.text } } }
}
