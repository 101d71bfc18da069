import Basics
import Diagnostics
import Language
import Quantities

/// Reads a price file: YAML with a list `offers`, each a map.
struct PriceReader {
  private var list: ListFile
  /// The first that is wrong with an offer, by its id.
  private(set) var faults: [String: Diagnostic] = [:]

  init(_ source: Source, _ units: UnitCatalog) {
    list = ListFile(
      source,
      .init(
        file: "price file", key: Offer.Key.offers, item: "offer", keys: Offer.Key.all,
        sample: "id: …, provider: …, price: …"), units)
  }

  /// Everything that is wrong with the file so far.
  var problems: Problems { list.problems }

  /// The offers that can be read, in the order of the file.
  mutating func offers() -> [Offer] {
    var offers: [Offer] = []
    for fields in list.items() {
      let before = list.problems.list.count
      let id = list.id(Offer.Key.id, fields)
      if let offer = offer(id, fields) { offers.append(offer) }
      if let id, list.problems.list.count > before { faults[id] = list.problems.list[before] }
    }
    return offers
  }

  private mutating func offer(_ id: String?, _ fields: Fields) -> Offer? {
    let provider = fields.required(Offer.Key.provider, &list.problems)?.value
    let plan = self.plan(fields)
    let gpu = sold(fields)
    let price = self.price(Offer.Key.price, fields, isRequired: true)
    let input = self.price(Offer.Key.inputPrice, fields, isRequired: false)
    let asOf = date(fields)
    let source = fields.required(Offer.Key.source, &list.problems)?.value
    var offer = Offer(
      id: id ?? "", provider: provider ?? "", plan: plan ?? .serverless, gpu: gpu ?? "",
      price: price ?? Quantity(0), source: source ?? "", note: "", span: fields.span)
    offer.inputPrice = input
    offer.billedBy = time(Offer.Key.billedBy, fields)
    offer.minimum = time(Offer.Key.minimum, fields)
    offer.keepAlive = time(Offer.Key.keepAlive, fields)
    offer.billsStart = fields.flag(Offer.Key.billsStart, &list.problems)
    offer.billsIdle = fields.flag(Offer.Key.billsIdle, &list.problems)
    offer.note = fields.text(Offer.Key.note, &list.problems)?.value ?? ""
    offer.asOf = asOf ?? nil
    guard id != nil, provider != nil, plan != nil, gpu != nil, price != nil, asOf != nil,
      source != nil
    else { return nil }
    return offer
  }

  // MARK: Fields

  private mutating func plan(_ fields: Fields) -> Offer.Plan? {
    fields.word(Offer.Key.plan, &list.problems) { "There is no plan “\($0)”." }
      .flatMap { Offer.Plan(rawValue: $0) }
  }

  /// The GPU, the model, or what else it is.
  private mutating func sold(_ fields: Fields) -> String? {
    if fields[Offer.Key.gpu] == nil {
      for key in [Offer.Key.model, Offer.Key.item] where fields[key] != nil {
        return fields.required(key, &list.problems)?.value
      }
    }
    return fields.required(Offer.Key.gpu, &list.problems)?.value
  }

  /// A date; `.some(nil)` where it says that none is known, nil where it is wrong.
  private mutating func date(_ fields: Fields) -> LookupDate?? {
    guard let text = fields.required(Offer.Key.asOf, &list.problems) else { return nil }
    if text.value == "unknown" { return .some(nil) }
    if let date = LookupDate(text.value) { return date }
    list.problems.report(
      Diagnostic(
        .badField, "This is no date.", at: fields.place(of: Offer.Key.asOf)
      ).expected("2026-11-09, 2026-11, 2026 or unknown", found: "“\(text.value)”"))
    return nil
  }

  private mutating func time(_ key: FileKey, _ fields: Fields) -> Quantity? {
    guard let (quantity, span) = list.quantity(key, fields) else { return nil }
    guard quantity.dimension == Dimension(.time), quantity.base >= 0 else {
      list.problems.report(
        Diagnostic(.badField, "\(key.name) is a time.", at: span)
          .expected("a time from 0 s up", found: quantity.text).try("\(key.name): 1 s"))
      return nil
    }
    return quantity
  }

  /// Money for a GPU and time (or for time alone, which is one GPU's), for a request, or a token.
  private mutating func price(
    _ key: FileKey, _ fields: Fields, isRequired: Bool
  ) -> Quantity? {
    if isRequired, fields.required(key, &list.problems) == nil { return nil }
    guard let (quantity, span) = list.quantity(key, fields) else { return nil }
    let money = Dimension(.money)
    let perTime = money / Dimension(.time)
    let kinds: [(dimension: Dimension, shown: String)] = [
      (perTime / Dimension(.gpu), "$/(gpu*h)"), (money / Dimension(.request), "$/request"),
      (money / Dimension(.token), "$/token"),
    ]
    let allowed = isRequired ? kinds : [kinds[2]]
    // What is none of these is sold by a unit of its own.
    if fields[Offer.Key.gpu] == nil, fields[Offer.Key.item] != nil, isRequired,
      quantity.base >= 0, quantity.unit.hasDollarPrefix
    {
      return quantity
    }
    if let kind = allowed.first(where: { $0.dimension == quantity.dimension }),
      quantity.base >= 0
    {
      return unit(kind.shown).flatMap { quantity.converted(to: $0) } ?? quantity
    }
    if isRequired, quantity.dimension == perTime, quantity.base >= 0, let unit = unit("$/(gpu*h)") {
      return Quantity(quantity.base * 3600, unit)
    }
    list.problems.report(
      Diagnostic(.badField, "This is no price.", at: span)
        .expected(
          allowed.map { $0.shown }.joined(separator: ", "),
          found: quantity.base < 0 ? "a negative one" : quantity.text
        )
        .try(isRequired ? "\(key.name): $2.50/(gpu*h)" : "\(key.name): $0.50 / 1M token"))
    return nil
  }

  private func unit(_ text: String) -> Unit? {
    let source = Source(text.replacingAll("$", with: "$1"))
    // nil is told by whoever asks, with what is wanted.
    return try? Expression.parse(source, 0..<source.text.utf8.count, in: ParsingScope())
      .literal?.unit
  }
}
