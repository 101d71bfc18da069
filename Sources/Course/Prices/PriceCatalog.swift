import Diagnostics

/// The offers of a price file, and what is wrong with it.
public struct PriceCatalog: Sendable {
  /// The offers, in the order of the file.
  public private(set) var offers: [Offer] = []
  /// Everything that is wrong with the file.
  public internal(set) var problems: [Diagnostic] = []
  private var places: [String: Int] = [:]
  /// What is wrong with a file that was laid over others, and the offers that could be read in it.
  private var doubt: (problem: Diagnostic, ids: Set<String>)?
  /// The first that is wrong with an offer, by its id: terms that could not be read are not nobody's.
  var faults: [String: Diagnostic] = [:]

  /// No offers.
  public init() {}

  /// The offer with this id; nil where there is none.
  public subscript(id: String) -> Offer? { places[id].map { offers[$0] } }

  /// Adds the offers of another file; where both have an id, the other's counts.
  mutating func overlay(_ other: PriceCatalog) {
    if !offers.isEmpty, let problem = other.problems.first {
      doubt = (problem, Set(other.offers.map { $0.id }))
    }
    for offer in other.offers {
      add(offer)
      faults[offer.id] = nil
    }
    faults.merge(other.faults) { _, later in later }
    problems += other.problems
  }

  mutating func report(_ problem: Diagnostic) {
    if !offers.isEmpty { doubt = (problem, []) }
    problems.append(problem)
  }

  /// Why an offer, or that there is none, cannot be relied on: something in it could not be read, or a
  /// file that counts before the one that it is from may have meant to say it. nil where nothing is
  /// wrong.
  public func problem(of id: String) -> Diagnostic? {
    faults[id] ?? doubt.flatMap { $0.ids.contains(id) ? nil : $0.problem }
  }

  mutating func add(_ offer: Offer) {
    if let place = places[offer.id] {
      offers[place] = offer
    } else {
      places[offer.id] = offers.count
      offers.append(offer)
    }
  }
}
