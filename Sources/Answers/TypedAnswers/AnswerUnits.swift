import Language
import Quantities
import Workbook

/// The units that a typed answer may be in, and what the course calls its servers and requests.
public struct AnswerUnits: Sendable {
  let catalog: UnitCatalog
  let names: FleetNames
  private let servers: @Sendable () -> Set<String>

  /// Those of a course about GPUs, without units of its own.
  public static let usual = AnswerUnits(catalog: .standard, FunctionCatalog.standard)

  private init(catalog: UnitCatalog, _ functions: FunctionCatalog) {
    (self.catalog, names, servers) = (catalog, functions.names, functions.servers)
  }

  /// Those of a workbook.
  public init(of workbook: Workbook) {
    self.init(catalog: workbook.units, workbook.functions)
  }

  /// Whether the course's own list of what serves has it, one of them or several: "H100s".
  func isServer(_ word: String) -> Bool {
    let word = word.lowercased()
    guard word.contains(where: { $0.isNumber }) else { return false }
    let servers = servers()
    return servers.contains(word) || word.last == "s" && servers.contains(String(word.dropLast()))
  }

  /// Whether a word is a unit's name.
  func isUnit(_ word: String) -> Bool {
    catalog.unit(named: word) != nil || AnswerWords.units[word] != nil
  }
}
