import Diagnostics

/// The offers of a price file, and what is wrong with it.
public struct PriceCatalog: Sendable {
  /// The offers, in the order of the file.
  public private(set) var offers: [Offer] = []
  /// Everything that is wrong with the file.
  public private(set) var problems: [Diagnostic] = []
  private var places: [String: Int] = [:]

  /// No offers.
  public init() {}

  /// Reads a price file. What is wrong with one offer leaves the others as they are.
  public init(_ source: Source) {
    var reader = PriceReader(source)
    for offer in reader.offers() { add(offer) }
    problems = reader.problems.inOrder
  }

  /// Reads the price file at a path.
  /// - Parameter name: the path as messages show it.
  /// - Throws: `unreadable`, `too-large`.
  public init(path: String, as name: String) throws(Diagnostic) {
    let (source, unreadable) = try CourseFile.read(path, as: name)
    self.init(source)
    problems = unreadable + problems
  }

  /// The offer with this id; nil where there is none.
  public subscript(id: String) -> Offer? { places[id].map { offers[$0] } }

  /// Adds the offers of another file; where both have an id, the other's counts.
  mutating func overlay(_ other: PriceCatalog) {
    for offer in other.offers { add(offer) }
    problems += other.problems
  }

  mutating func report(_ problem: Diagnostic) { problems.append(problem) }

  private mutating func add(_ offer: Offer) {
    if let place = places[offer.id] {
      offers[place] = offer
    } else {
      places[offer.id] = offers.count
      offers.append(offer)
    }
  }
}
