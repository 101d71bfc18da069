import Diagnostics
import Language
import Quantities

/// Offers to rent GPUs, with their fine print, as `price("…")` reads them.
public struct PriceList: Sendable {
  public struct Offer: Sendable {
    public var id: String
    public var provider: String
    public var plan: String
    public var gpu: String
    /// $ for each hour of one GPU.
    public var perGPUHour: Double
    /// Seconds to which billed time is rounded up; 0 bills exactly.
    public var granularity: Double
    /// Least seconds billed.
    public var minimum: Double
    public var billsStart: Bool
    public var billsIdle: Bool
    /// YYYY-MM-DD, or words.
    public var asOf: String
    public var source: String

    public init(
      id: String, provider: String, plan: String, gpu: String, perGPUHour: Double,
      granularity: Double, minimum: Double, billsStart: Bool, billsIdle: Bool, asOf: String,
      source: String
    ) {
      self.id = id
      self.provider = provider
      self.plan = plan
      self.gpu = gpu
      self.perGPUHour = perGPUHour
      self.granularity = granularity
      self.minimum = minimum
      self.billsStart = billsStart
      self.billsIdle = billsIdle
      self.asOf = asOf
      self.source = source
    }
  }

  public let offers: [Offer]

  public init(_ offers: [Offer]) { self.offers = offers }
}

/// `price("modal-h100")`.
func priceFunction(_ list: PriceList) -> Function {
  Function(
    "price", "an offer of the price list, with its fine print",
    [Function.Parameter("id", .text, "the offer, as in \"modal-h100\"")],
    outputs: [
      Function.Output("rate", "$/(gpu*h)"), Function.Output("billed_by", "rounded up to this"),
      Function.Output("minimum", "the least billed"),
      Function.Output("bills_start", "whether starting is billed"),
      Function.Output("bills_idle", "whether idle time is billed"),
      Function.Output("as_of", "when it was looked up"),
    ]
  ) { (arguments, _) throws(Diagnostic) -> Value in
    let id = arguments.text("id") ?? ""
    guard let offer = list.offers.first(where: { $0.id == id }) else {
      let near = closest(to: id, among: list.offers.map(\.id))
      throw Diagnostic(
        .unknownName, "There is no offer called “\(id)”.", at: arguments.span("id")
      )
      .note("The offers are " + list.offers.map(\.id).joined(separator: ", ") + ".")
      .try("price(\"\(near ?? list.offers.first?.id ?? "")\")")
    }
    return .record(
      Record(
        name: "price",
        fields: [
          Record.Field(
            "rate", .quantity(Quantity(offer.perGPUHour, Units.perGPUHour)),
            "\(offer.provider), \(offer.plan), \(offer.gpu)"),
          Record.Field("billed_by", .seconds(offer.granularity), "time is rounded up to this"),
          Record.Field("minimum", .seconds(offer.minimum), "the least that is billed"),
          Record.Field("bills_start", .bool(offer.billsStart), "whether starting is billed"),
          Record.Field("bills_idle", .bool(offer.billsIdle), "whether idle time is billed"),
          Record.Field("as_of", .text(offer.asOf), offer.source),
        ]))
  }
}
