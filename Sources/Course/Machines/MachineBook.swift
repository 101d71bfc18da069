import Basics

/// The GPUs and models of a course, read when the first is asked for.
public final class MachineBook: Sendable {
  private let read: @Sendable () -> MachineCatalog
  private let known = Locked<MachineCatalog?>(nil)

  /// - Parameter read: reads the files, once.
  init(_ read: @escaping @Sendable () -> MachineCatalog) { self.read = read }

  /// Everything in the files.
  public var catalog: MachineCatalog {
    known.withLock { known in
      if let catalog = known { return catalog }
      let catalog = read()
      known = catalog
      return catalog
    }
  }
}
