/// The functions that can be called, by name.
public struct FunctionCatalog: Sendable {
  /// All of them, in the order in which help lists them.
  public private(set) var functions: [Function]
  private let byName: [String: Function]

  /// Where two have the same name, the first one is meant.
  public init(_ functions: [Function]) {
    self.functions = functions
    byName = Dictionary(functions.map { ($0.name, $0) }) { first, _ in first }
  }

  /// The function of that name.
  public func function(named name: String) -> Function? { byName[name] }

  /// The functions that are always there.
  public static let standard = FunctionCatalog(builtinFunctions)

  /// A catalog with more functions behind.
  public static func + (left: FunctionCatalog, right: [Function]) -> FunctionCatalog {
    FunctionCatalog(left.functions + right)
  }
}
