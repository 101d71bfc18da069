/// The functions that can be called, by name.
public struct FunctionCatalog: Sendable {
  /// All of them, in the order in which help lists them.
  public private(set) var functions: [Function]
  /// What the course calls that of which the functions tell.
  public internal(set) var names = FleetNames.usual
  /// What the course's own list calls things that serve, in lower case: "h100". It is read when a word
  /// is first looked up in it.
  public var servers: @Sendable () -> Set<String> = { [] }
  private let byName: [String: Function]

  /// Where two have the same name, the first one is meant.
  public init(_ functions: [Function]) {
    self.functions = functions
    var byName: [String: Function] = [:]
    for function in functions where byName[function.name] == nil {
      byName[function.name] = function
    }
    self.byName = byName
  }

  /// The function of that name.
  public func function(named name: String) -> Function? { byName[name] }

  /// The functions that are always there.
  public static let standard = FunctionCatalog(builtinFunctions)

  /// A catalog with more functions behind.
  public static func + (left: FunctionCatalog, right: [Function]) -> FunctionCatalog {
    var sum = FunctionCatalog(left.functions + right)
    sum.servers = left.servers
    return sum
  }
}
