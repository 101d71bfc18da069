import Diagnostics
import Language
import Quantities
import Simulation

private let servers = Function.Parameter("servers", .quantity(.none), "how many there are")
private let load = Function.Parameter(
  "load", .quantity(.none), "arrival rate times service time, in servers")

/// Closed forms of queueing theory and of cost.
let theoryFunctions: [Function] = [
  Function(
    "erlang_b", "share of requests turned away when all servers are busy and none may wait",
    [servers, load], example: "erlang_b(4, 2.5)", gives: .quantity(.percent),
    uncertainty: .eachSample
  ) { (arguments, budget) throws(Diagnostic) -> Value in
    let count = try serverCount(arguments)
    try budget.work(.events(Int64(count)))
    return .share(Erlang.b(servers: count, load: try loadOf(arguments)))
  },
  Function(
    "erlang_c", "share of requests that have to wait for one of the servers", [servers, load],
    example: "erlang_c(4, 2.5)", gives: .quantity(.percent), uncertainty: .eachSample
  ) { (arguments, budget) throws(Diagnostic) -> Value in
    let count = try serverCount(arguments)
    try budget.work(.events(Int64(count)))
    let load = try loadOf(arguments)
    guard load < Double(count) else {
      throw Diagnostic(
        .outsideDomain, "The queue grows without end: the load is not below the servers.",
        at: arguments.span("load")
      ).label("\(numberText(load)) on \(count) servers").try(
        load < 1e6 ? "erlang_c(\(Int(load) + 1), \(numberText(load)))" : nil)
    }
    return .share(Erlang.c(servers: count, load: load))
  },
  Function(
    "break_even", "the utilization above which a rented GPU is cheaper than a serverless one",
    [
      Function.Parameter("dedicated", .anyQuantity, "price of the rented GPU, $/(gpu*h)"),
      Function.Parameter("serverless", .anyQuantity, "price of the serverless one, $/(gpu*h)"),
    ], example: "break_even($2/(gpu*h), $5/(gpu*h))", gives: .quantity(.percent),
    uncertainty: .eachSample
  ) { (arguments, _) throws(Diagnostic) -> Value in
    let rented = arguments.quantity("dedicated")
    let other = arguments.quantity("serverless")
    guard rented.dimension == other.dimension else {
      throw Diagnostic(
        .unitMismatch, "The two prices are of different kinds.", at: arguments.span("serverless")
      ).label("\(other.dimension.words), not \(rented.dimension.words)")
    }
    guard other.magnitude != 0 else {
      throw Diagnostic(
        .divisionByZero, "What costs nothing is always cheaper.", at: arguments.span("serverless"))
    }
    return .share(rented.base / other.base)
  },
]

private func serverCount(_ arguments: Arguments) throws(Diagnostic) -> Int {
  let count = try Settings.count("servers", arguments)
  guard count >= 1, count <= 1_000_000 else {
    throw Diagnostic(
      .outOfRange, "There are 1 to 1,000,000 servers.", at: arguments.span("servers"))
  }
  return count
}

private func loadOf(_ arguments: Arguments) throws(Diagnostic) -> Double {
  let load = arguments.number("load")
  guard load >= 0, load.isFinite else {
    throw Diagnostic(.outOfRange, "A load is not negative.", at: arguments.span("load"))
  }
  return load
}
