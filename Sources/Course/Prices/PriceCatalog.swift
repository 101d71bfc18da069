import Diagnostics

/// The offers of a price file, and what is wrong with it.
public struct PriceCatalog: Sendable {
  /// The offers, in the order of the file.
  public private(set) var offers: [Offer] = []
  /// Everything that is wrong with the file.
  public internal(set) var problems: [Diagnostic] = []
  private var places: [String: Int] = [:]

  /// No offers.
  public init() {}

  /// The offer with this id; nil where there is none.
  public subscript(id: String) -> Offer? { places[id].map { offers[$0] } }

  /// Adds the offers of another file; where both have an id, the other's counts.
  mutating func overlay(_ other: PriceCatalog) {
    for offer in other.offers { add(offer) }
    problems += other.problems
  }

  mutating func report(_ problem: Diagnostic) { problems.append(problem) }

  mutating func add(_ offer: Offer) {
    if let place = places[offer.id] {
      offers[place] = offer
    } else {
      places[offer.id] = offers.count
      offers.append(offer)
    }
  }
}
