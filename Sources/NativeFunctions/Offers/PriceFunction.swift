import Basics
import Course
import Diagnostics
import Language
import Quantities

/// `price("modal-h100")`.
func priceFunction(_ book: PriceBook) -> Function {
  Function(
    "price", "an offer of the price list, with its fine print; prices lists them",
    [Function.Parameter("id", .text, "the offer, as in \"modal-h100\"")],
    example: "price(\"modal-h100\")", gives: priceForm
  ) { (arguments, _) throws(Diagnostic) -> Offer in
    let id = arguments.text("id") ?? ""
    if let problem = book.catalog.problem(of: id) { throw problem }
    guard let offer = book.offer(id) else {
      throw unknownOffer(id, book.catalog, at: arguments.span("id"))
    }
    return offer
  }
}

private func unknownOffer(
  _ id: String, _ catalog: PriceCatalog, at span: SourceSpan
) -> Diagnostic {
  if let problem = catalog.problems.first, catalog.offers.isEmpty { return problem }
  let ids = catalog.offers.map { $0.id }
  // Whoever knows the GPU or the provider finds the offers that name it.
  let wanted = id.lowercased()
  let holding = wanted.count > 1 ? ids.filter { $0.holds(wanted) } : []
  var problem = Diagnostic(.unknownName, "There is no offer called “\(id)”.", at: span)
  if !holding.isEmpty {
    problem = problem.note(
      "There is \(holding.prefix(8).joined(separator: ", "))\(holding.count > 8 ? ", …" : "").")
  } else if catalog.offers.isEmpty {
    problem = problem.note("The course has no price list: Chapters/prices.yaml.")
  }
  if !catalog.problems.isEmpty {
    let count = catalog.problems.count
    problem = problem.note(
      "The price list has \(count == 1 ? "a problem" : "\(count) problems"), of which gpulearn check tells."
    )
  }
  let near = holding.first ?? closest(to: id, among: ids)
  return problem.try(near.map { span.replaced(with: "\"\($0)\"") } ?? "prices")
}

private let unknown = "nobody says; taken as billed"

/// What an offer says.
private let priceForm = RecordForm<Offer>([
  .init(
    "price", .forms("$/(gpu*h), $/request or $/token"), "what it costs",
    remark: { "\($0.provider), \($0.gpu)" }
  ) { .quantity($0.price) },
  .init(
    "input_price", .quantity(Units.rate("$", per: "token")), "for what is read",
    when: "where tokens are sold"
  ) { $0.inputPrice.map { .quantity($0) } },
  .init(
    "billed_by", .quantity(Units.second), "time is rounded up to this",
    remark: { $0.billedBy == nil ? "nobody says; taken as exact" : nil }
  ) { $0.billedBy.map { .quantity($0) } ?? .seconds(0) },
  .init(
    "minimum", .quantity(Units.second), "the least that is billed",
    remark: { $0.minimum == nil ? "nobody says; taken as none" : nil }
  ) {
    $0.minimum.map { .quantity($0) } ?? .seconds(0)
  },
  .flag(
    "bills_start", "whether starting is billed",
    remark: { $0.billsStart == nil ? unknown : nil }
  ) { $0.billsStart ?? true },
  .flag(
    "bills_idle", "whether idle time is billed", remark: { $0.billsIdle == nil ? unknown : nil }
  ) { $0.billsIdle ?? true },
  .init(
    "keep_alive", .quantity(Units.second), "unless you set it otherwise",
    when: "where the platform says"
  ) { $0.keepAlive.map { .quantity($0) } },
  .text("provider", "who sells it") { $0.provider },
  .text("gpu", "the GPU, or the model") { $0.gpu },
  .text("plan", "on-demand, reserved, spot or serverless") { $0.plan.rawValue },
  .init(
    "assumed", .text, "which of these nobody says, so that they are assumed",
    when: "where there are any"
  ) { $0.assumed.isEmpty ? nil : .text($0.assumed.joined(separator: ", ")) },
  .text("as_of", "when it was looked up") { $0.asOf?.text ?? "unknown" },
  .text("source", "where", remark: { $0.note }) { $0.source },
])

extension Offer {
  /// The names of the terms of billing that the offer says nothing about.
  fileprivate var assumed: [String] {
    [
      ("billed_by", billedBy == nil), ("minimum", minimum == nil),
      ("bills_start", billsStart == nil), ("bills_idle", billsIdle == nil),
    ].filter { $0.1 }.map { $0.0 }
  }
}
