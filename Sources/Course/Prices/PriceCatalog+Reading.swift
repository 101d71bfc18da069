import Diagnostics
import Quantities

extension PriceCatalog {
  /// Reads a price file. What is wrong with one offer leaves the others as they are.
  /// - Parameter units: those of its course.
  public init(_ source: Source, units: UnitCatalog = .standard) {
    self.init()
    var reader = PriceReader(source, units)
    for offer in reader.offers() { add(offer) }
    faults = reader.faults
    problems = reader.problems.inOrder
  }

  /// Reads the price file at a path.
  /// - Parameter name: the path as messages show it.
  /// - Throws: `unreadable`, `too-large`.
  public init(
    path: String, as name: String, units: UnitCatalog = .standard
  ) throws(Diagnostic) {
    let (source, unreadable) = try CourseFile.read(path, as: name)
    self.init(source, units: units)
    problems = unreadable + problems
  }

  /// Reads files in their order; offers of later ones count where ids meet. A file that cannot be
  /// read is a problem, and the others are read.
  init(reading files: [(path: String, name: String)], units: UnitCatalog) {
    self.init()
    for file in files {
      do throws(Diagnostic) {
        overlay(try PriceCatalog(path: file.path, as: file.name, units: units))
      } catch {
        report(error)
      }
    }
  }
}
