import Diagnostics
import Quantities

/// A formula as intervals go through it: what does not move is a number already, and functions of
/// the language's own are written out.
public struct MovingFormula: Sendable {
  indirect enum Node: Sendable {
    case constant(Quantity)
    case truth(Bool)
    /// A name that moves, by its place in the list of those.
    case moving(Int)
    case negate(Node)
    case sum(Node, [Term])
    case product(Node, [Term])
    case power(Node, Node)
    case convert(Node, Unit)
    case call(Builtin, [Node])
    case compare(Node, Expression.Comparison, Node)
    case not(Node)
    case all([Node])
    case any([Node])
    case choice(Node, Node, Node)

    struct Term: Sendable {
      let isInverse: Bool
      let node: Node
    }

    /// Whether nothing in it moves.
    var isFixed: Bool {
      switch self {
      case .constant, .truth: true
      default: false
      }
    }
  }

  /// The functions that intervals can go through.
  enum Builtin: String, Sendable {
    case min, max, clamp, abs, sqrt, exp, ln, log10, log2, round, floor, ceil
  }

  let root: Node

  private init(_ root: Node) { self.root = root }

  /// The formula as a fraction, where it is written as one; nil elsewhere.
  public var fraction: (above: MovingFormula, below: MovingFormula)? {
    guard case .product(let first, let terms) = root, terms.contains(where: { $0.isInverse }) else {
      return nil
    }
    func product(_ nodes: [Node]) -> MovingFormula {
      MovingFormula(
        nodes.count == 1
          ? nodes[0]
          : .product(nodes[0], nodes.dropFirst().map { Node.Term(isInverse: false, node: $0) }))
    }
    return (
      product([first] + terms.filter { !$0.isInverse }.map { $0.node }),
      product(terms.filter { $0.isInverse }.map { $0.node })
    )
  }

  /// - Parameters:
  ///   - formula: with full names.
  ///   - moving: the place of a name among those that move; nil for one that does not.
  ///   - fixed: the value of a part in which nothing moves.
  ///   - definition: a function of the language's own.
  /// - Throws: `impossible` where a part that moves is nothing for intervals.
  public init(
    _ formula: Expression, moving: @escaping ([String]) -> Int?,
    fixed: @escaping (Expression) -> Value?,
    definition: @escaping (String) -> FunctionDefinition?
  ) throws(EnclosureProblem) {
    var compiler = Compiler(moving: moving, fixed: fixed, definition: definition)
    root = try compiler.node(formula, [:])
  }
}

/// Turns a tree as it was written into one for intervals.
private struct Compiler {
  typealias Node = MovingFormula.Node

  let moving: ([String]) -> Int?
  let fixed: (Expression) -> Value?
  let definition: (String) -> FunctionDefinition?
  /// How many nodes there may be, functions written out.
  var left = 20_000
  var depth = 0

  mutating func node(
    _ formula: Expression, _ locals: [String: Node]
  ) throws(EnclosureProblem) -> Node {
    left -= 1
    guard left > 0 else { throw .impossible }
    if !moves(formula, locals) {
      switch fixed(formula) {
      case .quantity(let quantity): return .constant(quantity)
      case .bool(let holds): return .truth(holds)
      default: throw .impossible
      }
    }
    switch formula.form {
    case .number(let quantity): return .constant(quantity)
    case .bool(let holds): return .truth(holds)
    case .text, .list, .range, .field: throw .impossible
    case .name(let path):
      if let first = path.first, let local = locals[first] {
        guard path.count == 1 else { throw .impossible }
        return local
      }
      guard let place = moving(path) else { throw .impossible }
      return .moving(place)
    case .negate(let inner): return .negate(try node(inner, locals))
    case .not(let inner): return .not(try node(inner, locals))
    case .sum(let first, let links): return .sum(try node(first, locals), try terms(links, locals))
    case .product(let first, let links):
      return .product(try node(first, locals), try terms(links, locals))
    case .power(let base, let exponent):
      return .power(try node(base, locals), try node(exponent, locals))
    case .compare(let first, let comparison, let second):
      return .compare(try node(first, locals), comparison, try node(second, locals))
    case .all(let parts): return .all(try nodes(parts, locals))
    case .any(let parts): return .any(try nodes(parts, locals))
    case .convert(let inner, let unit): return .convert(try node(inner, locals), unit)
    case .choice(let condition, let first, let second):
      return .choice(
        try node(condition, locals), try node(first, locals), try node(second, locals))
    case .call(let name, let arguments): return try call(name, arguments, locals)
    }
  }

  private mutating func nodes(
    _ parts: [Expression], _ locals: [String: Node]
  ) throws(EnclosureProblem) -> [Node] {
    var nodes: [Node] = []
    for part in parts { nodes.append(try node(part, locals)) }
    return nodes
  }

  private mutating func terms(
    _ links: [Expression.Link], _ locals: [String: Node]
  ) throws(EnclosureProblem) -> [Node.Term] {
    var terms: [Node.Term] = []
    for link in links {
      terms.append(Node.Term(isInverse: link.isInverse, node: try node(link.operand, locals)))
    }
    return terms
  }

  private mutating func call(
    _ name: String, _ arguments: [Expression.Argument], _ locals: [String: Node]
  ) throws(EnclosureProblem) -> Node {
    let given = try nodes(arguments.map { $0.value }, locals)
    if let definition = definition(name) {
      depth += 1
      defer { depth -= 1 }
      guard depth <= Budget.calls, given.count == definition.parameters.count else {
        throw .impossible
      }
      var inner: [String: Node] = [:]
      for (place, argument) in arguments.enumerated() {
        inner[argument.label ?? definition.parameters[place]] = given[place]
      }
      return try node(definition.body, inner)
    }
    switch name {
    case "mean", "p5", "p50", "p95": return given.count == 1 ? given[0] : .truth(false)
    default:
      guard let builtin = MovingFormula.Builtin(rawValue: name), !given.isEmpty,
        builtin == .clamp
          ? given.count == 3 : builtin == .min || builtin == .max || given.count == 1,
        builtin != .clamp || arguments.allSatisfy({ $0.label == nil })
      else { throw .impossible }
      return .call(builtin, given)
    }
  }

  /// Whether anything in it moves, or is an argument of the function that it stands in.
  private func moves(_ formula: Expression, _ locals: [String: Node]) -> Bool {
    var moves = false
    var seen: Set<String> = []
    func look(_ formula: Expression, _ hasLocals: Bool, _ without: Set<String>) {
      formula.visit { part in
        switch part.form {
        case .name(let path):
          guard let first = path.first, !without.contains(first) else { return }
          if hasLocals && locals[first] != nil || moving(path) != nil { moves = true }
        case .call(let name, _):
          guard seen.insert(name).inserted, let definition = definition(name) else { return }
          look(definition.body, false, Set(definition.parameters))
        default: break
        }
      }
    }
    look(formula, true, [])
    return moves
  }
}
