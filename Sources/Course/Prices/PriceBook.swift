import Basics

/// The price files of a course and of its reader, read when the first offer is asked for.
public final class PriceBook: Sendable {
  private struct State {
    var catalog: PriceCatalog?
    var asked: [Offer] = []
  }

  private let read: @Sendable () -> PriceCatalog
  private let state = Locked(State())

  /// - Parameter read: reads the files, once.
  init(_ read: @escaping @Sendable () -> PriceCatalog) { self.read = read }

  /// Everything in the files. A file that cannot be read is a problem, and the others are read.
  public var catalog: PriceCatalog {
    state.withLock { state in
      if let catalog = state.catalog { return catalog }
      let catalog = read()
      state.catalog = catalog
      return catalog
    }
  }

  /// The offer with an id, which is then counted as asked for.
  public func offer(_ id: String) -> Offer? {
    guard let offer = catalog[id] else { return nil }
    state.withLock { state in
      if !state.asked.contains(where: { $0.id == id }) { state.asked.append(offer) }
    }
    return offer
  }

  /// The offers that were asked for since the last call, each once.
  public func takeAsked() -> [Offer] {
    state.withLock { state in
      defer { state.asked = [] }
      return state.asked
    }
  }
}
