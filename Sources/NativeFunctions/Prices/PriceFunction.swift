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
    outputs: [
      Function.Output("price", "$/(gpu*h), $/request or $/token"),
      Function.Output("input_price", "$/token that is read, where tokens are sold"),
      Function.Output("billed_by", "time is rounded up to this"),
      Function.Output("minimum", "the least that is billed"),
      Function.Output("bills_start", "whether starting is billed"),
      Function.Output("bills_idle", "whether idle time is billed"),
      Function.Output("keep_alive", "how long idle instances are kept, if the platform says"),
      Function.Output("provider", "who sells it"), Function.Output("gpu", "the GPU, or the model"),
      Function.Output("plan", "on-demand, reserved, spot or serverless"),
      Function.Output("as_of", "when it was looked up"), Function.Output("source", "where"),
    ]
  ) { (arguments, _) throws(Diagnostic) -> Value in
    let id = arguments.text("id") ?? ""
    guard let offer = book.offer(id) else {
      throw unknownOffer(id, book.catalog, at: arguments.span("id"))
    }
    return .record(record(offer))
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
    problem = problem.note(
      "The price list has \(catalog.problems.count) problems; gpulearn check tells them.")
  }
  let near = holding.first ?? closest(to: id, among: ids)
  return problem.try(near.map { span.replaced(with: "\"\($0)\"") } ?? "prices")
}

private func record(_ offer: Offer) -> Record {
  let unknown = "nobody says; taken as billed"
  var fields = [
    Record.Field("price", .quantity(offer.price), "\(offer.provider), \(offer.gpu)")
  ]
  if let input = offer.inputPrice {
    fields.append(Record.Field("input_price", .quantity(input), "for what is read"))
  }
  fields += [
    Record.Field(
      "billed_by", offer.billedBy.map { .quantity($0) } ?? .seconds(0),
      offer.billedBy == nil ? "nobody says; taken as exact" : "time is rounded up to this"),
    Record.Field(
      "minimum", offer.minimum.map { .quantity($0) } ?? .seconds(0), "the least that is billed"),
    Record.Field(
      "bills_start", .bool(offer.billsStart ?? true),
      offer.billsStart == nil ? unknown : "whether starting is billed"),
    Record.Field(
      "bills_idle", .bool(offer.billsIdle ?? true),
      offer.billsIdle == nil ? unknown : "whether idle time is billed"),
  ]
  if let keepAlive = offer.keepAlive {
    fields.append(
      Record.Field("keep_alive", .quantity(keepAlive), "unless you set it otherwise"))
  }
  fields += [
    Record.Field("provider", .text(offer.provider)), Record.Field("gpu", .text(offer.gpu)),
    Record.Field("plan", .text(offer.plan.rawValue)),
    Record.Field("as_of", .text(offer.asOf?.text ?? "unknown"), "when it was looked up"),
    Record.Field("source", .text(offer.source), offer.note),
  ]
  return Record(name: "price", fields: fields)
}
