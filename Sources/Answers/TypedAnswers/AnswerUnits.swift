import Language
import Quantities
import Workbook

/// The units that a typed answer may be in, and what the course calls its servers and requests.
public struct AnswerUnits: Sendable {
  let catalog: UnitCatalog
  let names: FleetNames

  /// Those of a course about GPUs, without units of its own.
  public static let usual = AnswerUnits(catalog: .standard, names: .usual)

  private init(catalog: UnitCatalog, names: FleetNames) {
    (self.catalog, self.names) = (catalog, names)
  }

  /// Those of a workbook.
  public init(of workbook: Workbook) {
    self.init(catalog: workbook.units, names: workbook.functions.names)
  }

  /// Whether a word is a unit's name.
  func isUnit(_ word: String) -> Bool {
    catalog.unit(named: word) != nil || AnswerWords.units[word] != nil
  }
}
