import Diagnostics
import Synchronization

/// The price files of a course and of its reader, read when the first offer is asked for.
public final class PriceBook: Sendable {
  private struct State {
    var catalog: PriceCatalog?
    var asked: [Offer] = []
  }

  private let files: [(path: String, name: String)]
  private let state = Mutex(State())

  /// - Parameter files: paths, and what they are called; offers of later ones count where ids meet.
  init(_ files: [(path: String, name: String)]) { self.files = files }

  /// Everything in the files. A file that cannot be read is a problem, and the others are read.
  public var catalog: PriceCatalog {
    state.withLock { state in
      if let catalog = state.catalog { return catalog }
      var whole = PriceCatalog()
      for file in files {
        do throws(Diagnostic) {
          whole.overlay(try PriceCatalog(path: file.path, as: file.name))
        } catch {
          whole.report(error)
        }
      }
      state.catalog = whole
      return whole
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
